/** The entry: what was typed after "npm start --" decides between the bot, the terminal and the jobs. */

import { join } from 'node:path';
import type { Tools } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { STOPPED } from './console/exit-code.ts';
import { renderMessage } from './console/render.ts';
import { systemClock } from './domain/clock.ts';
import { describeFault, newFaultId } from './domain/describe-fault.ts';
import { Fault } from './domain/errors.ts';
import type { Log } from './domain/ports.ts';
import { leaveLastWords } from './jobs/last-words.ts';
import { appendTo, createLog } from './log.ts';

/** Jobs load what they need only when they are called: the terminal must answer within two seconds of its start. */
const JOBS: Readonly<Record<string, (argv: readonly string[], tools: Tools, signal: AbortSignal) => Promise<number>>> =
  {
    sync: async (argv, tools, signal) => (await import('./jobs/run-sync.ts')).runSync(argv, tools, signal),
    import: async (argv, tools, signal) => (await import('./jobs/run-import.ts')).runImport(argv, tools, signal),
    remove: async (argv, tools, signal) => (await import('./jobs/run-remove.ts')).runRemove(argv, tools, signal),
    snapshot: async (argv, tools, signal) => (await import('./jobs/run-snapshot.ts')).runSnapshot(argv, tools, signal),
    restore: async (argv, tools, signal) => (await import('./jobs/run-restore.ts')).runRestore(argv, tools, signal),
    rebuild: async (argv, tools, signal) => (await import('./jobs/run-rebuild.ts')).runRebuild(argv, tools, signal),
    eval: async (argv, tools) => (await import('./jobs/run-eval.ts')).runEval(argv, tools),
    bench: async (argv) => (await import('../bench/run-bench.ts')).runBench(argv),
    smoke: async (argv, tools, signal) => (await import('./jobs/run-smoke.ts')).runSmoke(argv, tools, signal),
    deploy: async (argv, tools, signal) => (await import('./jobs/run-deploy.ts')).runDeploy(argv, tools, signal),
    bounce: async (argv, tools) => (await import('./jobs/run-bounce.ts')).runBounce(argv, tools),
    bot: async (_argv, tools, signal) => (await import('./jobs/run-bot.ts')).runBot(tools, signal),
  };

/** @param remember is given the log as soon as there is one, and what was asked for */
async function main(argv: readonly string[], remember: (log: Log, job: string) => void): Promise<number> {
  try {
    process.loadEnvFile();
  } catch {
    // No .env file is the normal case; every variable has a default.
  }
  const config = readConfig(process.env);
  const [name = '', ...rest] = argv;
  const wanted = name === '' && config.discord.token ? 'bot' : name;
  const job = Object.hasOwn(JOBS, wanted) ? JOBS[wanted] : undefined;
  const log = createLog(config.logLevel, systemClock, logOf(config, wanted));
  remember(log, wanted);
  const tools: Tools = { config, clock: systemClock, log };
  const stopped = stopSignal(name === '' && !job);
  if (job) return job(rest, tools, stopped);
  const terminal = await import('./jobs/run-terminal.ts');
  const jobs = Object.keys(JOBS);
  return name ? terminal.runOneCommand(argv, tools, stopped, jobs) : terminal.runTerminal(tools, stopped, jobs);
}

/** A bot's log belongs to whoever keeps its output; in a terminal it would stand between the answers. */
function logOf(config: Config, name: string): (line: string) => void {
  return name === 'bot' ? (line) => process.stderr.write(line) : appendTo(join(config.dataFolder, 'paperboy.log'));
}

/** Aborted by SIGTERM and, unless the terminal handles it itself, by the first Ctrl+C; the second ends at once. */
function stopSignal(interactive: boolean): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(STOPPED);
    controller.abort(new Error('stopped'));
  };
  process.on('SIGTERM', stop);
  if (!interactive) process.on('SIGINT', stop);
  return controller.signal;
}

// "… | head" closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

let log: Log | undefined;
let isBot = false;
leaveLastWords({
  process,
  log: () => log,
  say: (line) => process.stderr.write(`${line}\n`),
  exit: (code) => process.exit(code),
});
try {
  process.exitCode = await main(process.argv.slice(2), (made, job) => {
    log = made;
    isBot = job === 'bot';
  });
} catch (error) {
  const id = newFaultId();
  // Without colours: which settings there are may be what failed.
  const look = { width: process.stderr.columns || 80, colours: false };
  process.stderr.write(`${renderMessage(describeFault(error, id), look)}\n`);
  // What lies behind the sentence is the operator's only trace of what nobody foresaw.
  const detail = error instanceof Fault ? error.cause : error;
  if (detail && log) log.error('failed', { id, error: detail });
  else if (detail) console.error(detail);
  process.exitCode = 1;
}
// Everything of ours is closed; see `runBot` for what would keep the process alive all the same.
if (isBot) process.exit();
