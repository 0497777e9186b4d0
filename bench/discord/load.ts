/** Chance in, something that somebody does with the bot out: commands, mentions, buttons, threads, autocompletion. */
import type { Driver } from '../../test/servers/discord/driver.ts';
import type { LoopbackDiscord } from '../../test/servers/discord/start-discord.ts';
import { ComponentType, everyComponent, type WireMessage } from '../../test/servers/discord/wire.ts';

export interface Load {
  /** Does one thing; what cannot be done at the moment is left. Does not wait for the answer. */
  act(): Promise<void>;
}

export interface LoadOptions {
  readonly discord: LoopbackDiscord;
  readonly random: () => number;
  readonly questions: readonly string[];
  /** How many people take part; everyone has a name by number. */
  readonly people: number;
  /** What is done how often, by weight. */
  readonly deeds?: readonly (keyof typeof DEEDS)[];
}

type Deed = (driver: Driver, question: string, choose: <T>(items: readonly T[]) => T | undefined) => unknown;

const DEEDS = {
  ask: (driver: Driver, question: string) => driver.slash('ask', { question }),
  search: (driver: Driver, question: string) => driver.slash('search', { query: question }),
  help: (driver: Driver) => driver.slash('help'),
  about: (driver: Driver) => driver.slash('about'),
  trending: (driver: Driver) => driver.slash('trending', { period: 'month' }),
  paper: (driver: Driver, question: string) => driver.slash('paper', { which: question.slice(0, 60) }),
  mention: (driver: Driver, question: string) => driver.mention(question),
  direct: (driver: Driver, question: string) => driver.direct().say(question),
  type: (driver: Driver, question: string) =>
    driver.autocomplete('paper', { which: question.slice(0, 8) }, 'which').catch(() => undefined),
  thread: (driver: Driver, question: string) => driver.slash('ask', { question, thread: true }),
  press: (driver: Driver, _question: string, choose: Parameters<Deed>[2]) => {
    const message = choose(
      driver
        .messages()
        .filter(({ author }) => author.bot)
        .slice(-RECENT),
    );
    const button = message && choose(buttonsOf(message));
    return button === undefined ? undefined : driver.press(button, message);
  },
} satisfies Record<string, Deed>;

/** Messages that somebody still looks at. */
const RECENT = 12;
const USUAL = [
  'ask',
  'ask',
  'search',
  'help',
  'about',
  'trending',
  'paper',
  'mention',
  'direct',
  'type',
  'thread',
  'press',
  'press',
] as const;

export function createLoad({ discord, random, questions, people, deeds = USUAL }: LoadOptions): Load {
  const choose = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  let acts = 0;
  return {
    async act() {
      acts += 1;
      const driver = discord.driver.as(`person ${Math.floor(random() * people)}`);
      const deed: Deed = DEEDS[choose(deeds) ?? 'help'];
      // Every question is another one, so that an answer that stands there twice is seen.
      const question = `${(choose(questions) ?? '').slice(0, 300)} ${acts}?`;
      try {
        await deed(driver, question, choose);
      } catch (error) {
        // What a person cannot do, because the bot is away or a button is gone, they do not do.
        if (!isImpossible(error)) throw error;
      }
    },
  };
}

function buttonsOf(message: WireMessage): string[] {
  return everyComponent(message.components)
    .filter(({ type, url, disabled }) => type === ComponentType.button && !url && !disabled)
    .flatMap(({ custom_id }) => custom_id ?? []);
}

function isImpossible(error: unknown): boolean {
  return (
    error instanceof Error &&
    /no bot is connected|is not registered|there is no button|does not see|disabled/.test(error.message)
  );
}
