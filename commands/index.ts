/** Every command that there is. */
import type { Command } from '../src/domain/command.ts';
import * as about from './about.ts';
import * as ask from './ask.ts';
import * as compare from './compare.ts';
import { dailyCommands } from './daily/index.ts';
import * as discuss from './discuss.ts';
import * as follow from './follow.ts';
import * as following from './following.ts';
import * as forget from './forget.ts';
import * as help from './help.ts';
import { inConversation } from './in-conversation.ts';
import * as paper from './paper.ts';
import * as research from './research.ts';
import * as search from './search.ts';
import type { Services } from './services.ts';
import * as settings from './settings.ts';
import * as similar from './similar.ts';
import * as summarize from './summarize.ts';
import * as trending from './trending.ts';
import * as trends from './trends.ts';
import * as unfollow from './unfollow.ts';
import * as usage from './usage.ts';
import * as why from './why.ts';

/** In the order that help shows them. */
const all = [
  ask,
  summarize,
  compare,
  research,
  search,
  similar,
  paper,
  discuss,
  trending,
  trends,
  ...dailyCommands,
  follow,
  following,
  unfollow,
  why,
  usage,
  settings,
  forget,
  help,
  about,
] as readonly Command<Services>[];

export const commands: readonly Command<Services>[] = all.map(inConversation);
