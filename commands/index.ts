/** Every command that there is, in the order that help shows them. */
import type { Command } from '../src/domain/command.ts';
import * as about from './about.ts';
import * as ask from './ask.ts';
import * as compare from './compare.ts';
import * as help from './help.ts';
import * as paper from './paper.ts';
import * as search from './search.ts';
import type { Services } from './services.ts';
import * as similar from './similar.ts';
import * as summarize from './summarize.ts';
import * as trending from './trending.ts';

export const commands = [
  ask,
  summarize,
  compare,
  search,
  similar,
  paper,
  trending,
  help,
  about,
] as readonly Command<Services>[];
