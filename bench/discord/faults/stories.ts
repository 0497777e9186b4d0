/** The list of commands comes in; what a person does with each goes out, so that no command is left out of the matrix. */
import { parseLine } from '../../../src/console/parse-line.ts';
import type { Command, CommandDefinition, OptionContent, OptionDefinition } from '../../../src/domain/command.ts';
import type { Driver } from '../../../test/servers/discord/driver.ts';
import type { ReplyHandle } from '../../../test/servers/discord/reply-handle.ts';

/** What is there to be talked about. */
export interface Subject {
  /** Ids of papers, as they are typed. */
  readonly papers: readonly [string, string];
  /** Another one each time, to the same effect: what was answered once is not written again. */
  readonly question: () => string;
}

/** Does the one thing that the fault strikes. @returns the interaction; nothing where it is an ordinary message */
export type Act = () => Promise<ReplyHandle | undefined>;

export interface Story {
  /** `/ask`, `button Sources`, `mention`. */
  readonly name: string;
  /** Where it is done: a channel of its own, or direct messages. */
  readonly where: 'channel' | 'direct';
  /** Everything that comes before, without a fault. */
  prepare(driver: Driver): Promise<Act>;
}

type Values = Readonly<Record<string, OptionContent>>;

/** What fits the subject better than the example that help shows; for any other command the example is typed. */
function valuesOf({ papers: [one, other], question: ask }: Subject): Readonly<Record<string, Values>> {
  const question = ask();
  return {
    ask: { question },
    research: { question, depth: 'quick' },
    summarize: { paper: one },
    discuss: { paper: one },
    paper: { which: one },
    similar: { papers: one },
    compare: { papers: `${one} vs ${other}` },
    search: { query: 'language models' },
    settings: { length: 'normal' },
  };
}

export function storiesOf<Services>(
  commands: readonly Command<Services>[],
  messageCommands: readonly Command<Services>[],
  subject: Subject,
): Story[] {
  const answered = async (driver: Driver) => {
    const asked = await driver.slash('ask', { question: subject.question() });
    const isDone = () =>
      [asked.reply, ...asked.followUps].some((part) => JSON.stringify(part?.components ?? []).includes('Follow up'));
    await asked.settled({ until: isDone, timeout: 30_000 });
    return asked;
  };
  const typed = commands.map(
    ({ definition }): Story => ({
      name: `/${definition.name}`,
      where: 'channel',
      async prepare(driver) {
        // What goes on from an answer needs one.
        if (definition.name === 'why') await answered(driver);
        const values = valuesOf(subject)[definition.name] ?? exampleOf(definition, commands, driver.channel.id);
        return () => driver.slash(definition.name, values);
      },
    }),
  );
  const onMessages = messageCommands.map(
    ({ definition }): Story => ({
      name: `message: ${definition.name}`,
      where: 'channel',
      async prepare(driver) {
        const said = driver.say(`Has anybody read https://arxiv.org/abs/${subject.papers[0]} yet?`);
        return () => driver.messageCommand(definition.name, said);
      },
    }),
  );
  const pressed = (label: string, press: (asked: ReplyHandle) => Promise<ReplyHandle>): Story => ({
    name: `button ${label}`,
    where: 'channel',
    async prepare(driver) {
      const asked = await answered(driver);
      return () => press(asked);
    },
  });
  const said = (name: string, where: Story['where'], say: (driver: Driver) => void): Story => ({
    name,
    where,
    prepare: async (driver) => async () => {
      say(driver);
      return undefined;
    },
  });
  return [
    ...typed,
    ...onMessages,
    pressed('Sources', (asked) => asked.press('Sources')),
    pressed('Regenerate', (asked) => asked.press('Regenerate')),
    pressed('👍', (asked) => asked.press('👍')),
    {
      name: 'window Follow up',
      where: 'channel',
      async prepare(driver) {
        const form = await (await answered(driver)).press('Follow up');
        await form.form();
        return () => form.submit({ 'Your question': 'and what does it cost?' });
      },
    },
    {
      name: 'button Next',
      where: 'channel',
      async prepare(driver) {
        const list = await driver.slash('search', { query: 'language models' });
        await list.settled({ until: ({ components }) => JSON.stringify(components).includes('Next') });
        return () => list.press('Next');
      },
    },
    said('mention', 'channel', (driver) => driver.mention(subject.question())),
    said('direct message', 'direct', (driver) => driver.say(subject.question())),
  ];
}

/** The example as somebody would type it; where it cannot be read, the required options, filled in plainly. */
function exampleOf<Services>(
  definition: CommandDefinition,
  commands: readonly Command<Services>[],
  channelId: string,
): Values {
  const parsed = parseLine(commands, `/${definition.name} ${definition.example}`);
  const options = Object.entries(definition.options);
  const read = parsed.kind === 'command' && parsed.command.definition.name === definition.name ? parsed.args : {};
  const given = Object.entries(read)
    .filter((entry): entry is [string, OptionContent] => entry[1] !== undefined)
    // Discord hands over ids.
    .map(([name, value]) => [name, holdsPlace(definition.options[name]) ? channelId : value] as const);
  const missing = options.filter(([name, { required }]) => required && !given.some(([known]) => known === name));
  return Object.fromEntries([
    ...given,
    ...missing.map(([name, option]) => [name, plainly(option, channelId)] as const),
  ]);
}

function holdsPlace(option: OptionDefinition | undefined): boolean {
  return option?.type === 'string' && option.holds === 'channel';
}

function plainly(option: OptionDefinition, channelId: string): OptionContent {
  if (option.type === 'boolean') return true;
  if (option.type === 'integer') return option.least ?? 1;
  return option.choices?.[0]?.value ?? (option.holds ? channelId : 'robots');
}
