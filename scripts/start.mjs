// The entry that any Node.js can read: checks the runtime in words, then hands over to the program.
import './check-runtime.mjs';

// LanceDB's notes go to stderr; only its errors are for an operator.
process.env.LANCEDB_LOG ??= 'error';
await import('../src/main.ts');
