import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import { DAYS, EDITION, TIME, TIME_ZONE, TOPICS } from './daily/options.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'follow',
  description: 'Sends you papers directly: on topics, by people, of organisations.',
  category: 'papers',
  example: 'robot learning, org:Qwen',
  private: true,
  options: {
    topics: { ...TOPICS, description: 'What you follow: robot learning, cat:cs.RO, org:Qwen, author:Ada Lovelace.' },
    time: TIME,
    timezone: TIME_ZONE,
    days: DAYS,
    edition: EDITION,
    mail: { type: 'string', description: 'To this mail address, and not as a direct message.', maxLength: 254 },
  },
} as const satisfies CommandDefinition;

export function run({ timezone, mail, ...typed }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.follow({ ...typed, zone: timezone }, mail, call);
}

export { completeDaily as complete } from './daily/options.ts';
