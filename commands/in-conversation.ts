/** Every command takes part in the conversation: its words may point back, and what it shows can be pointed at. */
import type { Command } from '../src/domain/command.ts';
import type { Services } from './services.ts';

/** The options in which "it", "2" and "the first two" mean papers that were shown. */
const PAPERS_OPTIONS: Readonly<Record<string, string>> = {
  paper: 'which',
  discuss: 'paper',
  summarize: 'paper',
  compare: 'papers',
  similar: 'papers',
};

export function inConversation(command: Command<Services>): Command<Services> {
  const { name } = command.definition;
  return {
    ...command,
    run: (args, services, call) =>
      services.pipeline.converse({ name, args, papersOption: PAPERS_OPTIONS[name] }, call, (resolved) =>
        services.pipeline.offer({ name, args: resolved }, call, command.run(resolved, services, call)),
      ),
  };
}
