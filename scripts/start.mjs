// The entry that any Node.js can read: checks the runtime in words, then hands over to the program.
import './check-runtime.mjs';

// LanceDB's notes go to stderr; only its errors are for an operator.
process.env.LANCEDB_LOG ??= 'error';

/**
 * glibc keeps what the engine's threads free for later use, a heap a thread, and reads its settings when a process begins
 * only: so the process takes its own place once. At a million papers it then holds 1.1 GB instead of 1.3.
 */
const ALLOCATION = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
const isSet = Object.keys(ALLOCATION).some((name) => process.env[name] !== undefined);
if (process.platform === 'linux' && !isSet && typeof process.execve === 'function') {
  const { execPath, execArgv, argv, env } = process;
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...ALLOCATION, ...env });
}
await import('../src/main.ts');
