/** A log that keeps its lines, for tests of what an operator gets to read. */
import type { Log } from '../../src/domain/ports.ts';

export interface RecordingLog extends Log {
  readonly lines: readonly { readonly level: string; readonly event: string; readonly facts?: unknown }[];
  /** The names of the events, in order. */
  events(): string[];
}

export function createRecordingLog(): RecordingLog {
  const lines: { level: string; event: string; facts?: unknown }[] = [];
  const at = (level: string) => (event: string, facts?: Readonly<Record<string, unknown>>) => {
    lines.push({ level, event, facts });
  };
  return {
    lines,
    events: () => lines.map(({ event }) => event),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
