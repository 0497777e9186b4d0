/** Events in, one JSON line each out, which a terminal can only show. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { escapeJson } from './console/escape.ts';
import type { Clock } from './domain/clock.ts';
import type { Log } from './domain/ports.ts';

const LEVELS = { info: 0, warn: 1, error: 2 } as const;
type Level = keyof typeof LEVELS;

export function createLog(least: Level, clock: Clock, write: (line: string) => void): Log {
  const at =
    (level: Level) =>
    (event: string, facts: Readonly<Record<string, unknown>> = {}) => {
      if (LEVELS[level] < LEVELS[least]) return;
      const line = { at: new Date(clock.now()).toISOString(), level, event, ...facts };
      const json = JSON.stringify(line, (_, value) => (value instanceof Error ? describeError(value) : value));
      write(`${escapeJson(json)}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Appends to a file; a log that cannot be written must not stop what it tells of. */
export function appendTo(path: string): (line: string) => void {
  return (line) => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, line);
    } catch {
      process.stderr.write(line);
    }
  };
}

function describeError(error: Error): object {
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause ? { cause: error.cause } : {}),
  };
}
