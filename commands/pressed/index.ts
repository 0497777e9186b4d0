/** Commands that nobody types: the buttons below answers run them. */
import type { Command } from '../../src/domain/command.ts';
import { inConversation } from '../in-conversation.ts';
import type { Services } from '../services.ts';
import * as feedback from './feedback.ts';
import * as followNow from './follow-now.ts';
import * as followUp from './follow-up.ts';
import * as settingsPanel from './settings-panel.ts';
import * as sources from './sources.ts';

export const pressedCommands: readonly Command<Services>[] = [
  sources as Command<Services>,
  feedback as Command<Services>,
  followNow as Command<Services>,
  settingsPanel as Command<Services>,
  inConversation(followUp as Command<Services>),
];
