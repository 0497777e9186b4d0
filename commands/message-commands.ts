/** Every command that is run on somebody's message, where the platform can do that. */
import type { Command } from '../src/domain/command.ts';
import * as explainPapers from './explain-papers.ts';
import { inConversation } from './in-conversation.ts';
import * as relatedPapers from './related-papers.ts';
import type { Services } from './services.ts';

export const messageCommands: readonly Command<Services>[] = (
  [explainPapers, relatedPapers] as readonly Command<Services>[]
).map(inConversation);
