// After npm installed the packages: where this machine's Node.js is too old, fetch one for this folder only and
// link it as node_modules/.bin/node, which npm puts first in the path of every script. Elsewhere: do nothing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNewEnough, RUNTIME_PACKAGES, runtimeHelp } from './runtime-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, '.runtime');
const binaries = join(root, 'node_modules', '.bin');

function packageName(specification) {
  return specification.slice(0, specification.lastIndexOf('@'));
}

function runtimeBinary(specification) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', packageName(specification), 'bin', name);
}

function works(binary) {
  if (!existsSync(binary)) return false;
  try {
    return isNewEnough(execFileSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim());
  } catch {
    return false;
  }
}

function fetchRuntime(specification) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    '{"private":true,"description":"A Node.js runtime for Paperboy only."}\n',
  );
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const flags = [
    'install',
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--omit=optional',
    '--ignore-scripts',
  ];
  // The settings of the outer npm call (omit, prefix, workspaces) arrive as npm_config_*; only this folder counts here.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(omit|include|prefix|global|production|dry_run|package_lock)/i.test(name),
    ),
  );
  execFileSync(command, [...first, ...flags, specification], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
}

function link(binary) {
  mkdirSync(binaries, { recursive: true });
  const target = join(binaries, 'node');
  for (const old of [target, `${target}.cmd`]) rmSync(old, { force: true });
  if (process.platform === 'win32') writeFileSync(`${target}.cmd`, `@"${binary}" %*\r\n`);
  else symlinkSync(binary, target);
}

if (!isNewEnough(process.versions.node)) {
  const specification = RUNTIME_PACKAGES[`${process.platform}-${process.arch}`];
  const binary = specification && runtimeBinary(specification);
  try {
    if (!binary) throw new Error(`there is no runtime package for ${process.platform}-${process.arch}`);
    if (!works(binary)) {
      console.log(`Node.js ${process.versions.node} is too old here; fetching ${specification} for this folder only.`);
      fetchRuntime(specification);
    }
    if (!works(binary)) throw new Error(`${specification} does not run on this machine`);
    link(binary);
  } catch (error) {
    console.error(`\n${runtimeHelp(process.versions.node)}\n(The runtime could not be fetched: ${error.message})\n`);
    process.exitCode = 1;
  }
}
