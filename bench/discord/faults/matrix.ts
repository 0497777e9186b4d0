/** Stories, faults and steps in; how every combination ended out. Several bots, each on a Discord of its own, share the work. */
import { commands } from '../../../commands/index.ts';
import { messageCommands } from '../../../commands/message-commands.ts';
import { type QuickBot, startQuickBot } from '../quick-bot.ts';
import { withWholeApp } from '../whole-app.ts';
import { type CellResult, playCell, playUsual, type Usual } from './cell.ts';
import type { Phase } from './phases.ts';
import { type Story, storiesOf } from './stories.ts';
import { STRIKES } from './strikes.ts';

/** The bot's time: 4 s of a stall take 200 ms. */
const FACTOR = 20;
/** A model that writes while one looks on. */
const MODEL = { chunkSize: 300, delayMilliseconds: 4 };
const QUESTION = 'how can a model decide when to search';
const MARKS = 50;
/** What a strike brings about by itself, and Discord answers so. */
const MEANT =
  /Unknown Message|Unknown Channel|Unknown interaction|Invalid Webhook Token|already been acknowledged|50001|50013|10003|10008|160004/;

export interface MatrixOptions {
  readonly lanes: number;
  readonly stories?: (story: Story) => boolean;
  readonly kinds?: readonly string[];
  readonly phases?: readonly Phase[];
  readonly onCell?: (done: number, of: number) => void;
}

export interface Matrix {
  readonly stories: readonly string[];
  readonly kinds: readonly string[];
  readonly cells: readonly CellResult[];
  /** Requests that Discord would not take. */
  readonly violations: readonly string[];
  /** What could not be played at all. */
  readonly problems: readonly string[];
}

export function playMatrix(options: MatrixOptions): Promise<Matrix> {
  return withWholeApp(MODEL, async ({ library, services, servers }) => {
    const papers = await library.list({ sort: 'upvotes', limit: 2 });
    const [one = '', other = ''] = papers.map(({ id }) => id.replace(/^arxiv:/, ''));
    let asked = 0;
    const question = () => {
      asked += 1;
      return QUESTION + '?'.repeat(1 + (asked % MARKS)) + '!'.repeat(Math.floor(asked / MARKS));
    };
    const subject = { papers: [one, other] as const, question };
    const stories = storiesOf(commands, messageCommands, subject).filter(options.stories ?? (() => true));
    const kinds = options.kinds ?? Object.keys(STRIKES);
    const cells: CellResult[] = [];
    const violations: string[] = [];
    const problems: string[] = [];
    const queue = stories.values();
    let done = 0;

    const playStory = async (bot: QuickBot, story: Story) => {
      const usual: Usual = await playUsual(bot, story);
      if (usual.phases.length === 0) problems.push(`${story.name} is not answered at all`);
      const phases = usual.phases.filter((phase) => options.phases?.includes(phase) ?? true);
      for (const kind of kinds) {
        for (const phase of phases) cells.push(await playCell(bot, story, kind, phase, usual));
      }
    };
    const lane = async () => {
      const discord = { channels: ['papers'], stallShare: 1 / FACTOR };
      const bot = await startQuickBot({ services, settings: servers.settings, factor: FACTOR, discord });
      bot.discord.allowViolation(MEANT);
      for (const story of queue) {
        const played = playStory(bot, story).catch((error: unknown) => {
          problems.push(`${story.name} could not be played: ${error instanceof Error ? error.message : String(error)}`);
        });
        await played;
        done += 1;
        options.onCell?.(done, stories.length);
      }
      await bot.close().catch((error: unknown) => violations.push(String(error)));
    };
    await Promise.all(Array.from({ length: options.lanes }, lane));
    return { stories: stories.map(({ name }) => name), kinds, cells, violations, problems };
  });
}
