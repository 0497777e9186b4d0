/** What every command for daily posts has in common, and the options that several of them take. */
import type { Choice, CommandGroup, Typing } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const DAILY: CommandGroup = {
  name: 'daily',
  description: 'Daily, weekly or monthly posts of papers, each in its channel, at its hour.',
};

export const WHICH = {
  type: 'string',
  description: 'Which daily post; not needed where there is one.',
  maxLength: 100,
  autocomplete: true,
} as const;

export const TOPICS = {
  type: 'string',
  description: 'Only papers on these: robot learning, cat:cs.RO, org:Qwen, author:Ada Lovelace.',
  maxLength: 1000,
  autocomplete: true,
} as const;

export const WITHOUT = {
  type: 'string',
  description: 'No papers on these, written the same way.',
  maxLength: 1000,
  autocomplete: true,
} as const;

export const EDITION = {
  type: 'string',
  description: 'Each day its papers (default), or a wrap-up of the week or the month.',
  choices: [
    { name: 'daily: the papers of the day', value: 'daily' },
    { name: 'weekly: a wrap-up of the week', value: 'weekly' },
    { name: 'monthly: a wrap-up of the month', value: 'monthly' },
  ],
} as const;

export const PAPERS = {
  type: 'integer',
  description: 'How many papers at most; 5 of a day by default.',
  least: 1,
  most: 25,
} as const;

export const TIME = {
  type: 'string',
  description: 'The time of the day, such as 08:30 or 5pm; 09:00 by default.',
  maxLength: 20,
  autocomplete: true,
} as const;

export const TIME_ZONE = {
  type: 'string',
  description: 'By a city: Europe/Berlin, New York, Tokyo.',
  maxLength: 60,
  autocomplete: true,
} as const;

export const DAYS = {
  type: 'string',
  description: 'Days of the week: weekdays (default), every day, Mon, Wed-Fri.',
  maxLength: 100,
  autocomplete: true,
} as const;

/** All that `setup` and `edit` choose. */
export const CHOICES = {
  channel: {
    type: 'string',
    holds: 'post-place',
    maxLength: 25,
    description: 'Where it is posted: a text, announcement or forum channel, or a thread; here by default.',
  },
  time: TIME,
  timezone: TIME_ZONE,
  days: DAYS,
  papers: PAPERS,
  upvotes: {
    type: 'integer',
    description: 'Only papers with at least so many upvotes.',
    least: 0,
    most: 10_000,
  },
  topics: TOPICS,
  without: WITHOUT,
  edition: EDITION,
  style: {
    type: 'string',
    description: 'How it looks.',
    choices: [
      { name: 'cards: a card for each paper, with buttons', value: 'cards' },
      { name: 'compact: a short list', value: 'compact' },
      { name: 'thread: a headline, with the papers in a thread', value: 'thread' },
    ],
  },
  language: {
    type: 'string',
    description: 'What summaries are written in: German, de; or “default”, the server’s.',
    maxLength: 40,
    autocomplete: true,
  },
  role: {
    type: 'string',
    holds: 'role',
    maxLength: 25,
    description: 'The one role that is told of each post.',
  },
  'empty-day': {
    type: 'string',
    description: 'What comes on a day without papers.',
    choices: [
      { name: 'nothing', value: 'silence' },
      { name: 'a line that says so', value: 'line' },
    ],
  },
} as const;

/** As `CHOICES` holds them. */
export interface ChosenArguments {
  readonly channel?: string | undefined;
  readonly time?: string | undefined;
  readonly timezone?: string | undefined;
  readonly days?: string | undefined;
  readonly papers?: number | undefined;
  readonly upvotes?: number | undefined;
  readonly topics?: string | undefined;
  readonly without?: string | undefined;
  readonly edition?: 'daily' | 'weekly' | 'monthly' | undefined;
  readonly style?: 'cards' | 'compact' | 'thread' | undefined;
  readonly language?: string | undefined;
  readonly role?: string | undefined;
  readonly 'empty-day'?: 'silence' | 'line' | undefined;
}

export function typedOf(args: ChosenArguments) {
  const { channel, time, timezone, days, papers, upvotes, topics, without, edition, style, language, role } = args;
  const emptyDay = args['empty-day'];
  const chosen = { time, zone: timezone, days, papers, leastUpvotes: upvotes, topics, without, edition, style };
  return { ...chosen, channel, language, role, emptyDay };
}

/** For every option above. */
export async function completeDaily(
  option: string,
  typed: string,
  { pipeline }: Services,
  typing?: Typing,
): Promise<readonly Choice[]> {
  switch (option) {
    case 'which':
      return pipeline.suggestDaily(typed, typing);
    case 'time':
      return pipeline.suggestTimes(typed);
    case 'timezone':
      return pipeline.suggestZones(typed, typing);
    case 'days':
      return pipeline.suggestWeekdays(typed);
    case 'language':
      return pipeline.suggestSettingLanguages(typed);
    default:
      return pipeline.suggestTopics(typed);
  }
}
