/** What a command is given to work with. */
import type { CommandDefinition } from '../src/domain/command.ts';
import type { Pipeline } from '../src/pipeline.ts';

export interface Services {
  readonly pipeline: Pipeline;
  /** Of every command, for help. */
  readonly definitions: readonly CommandDefinition[];
  /** What the shell can start beside commands, for help; missing where there is no shell. */
  readonly jobs?: readonly string[];
}
