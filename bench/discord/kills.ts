/** The bot is killed at moments of chance while people talk with it; in the end nobody waits, and nothing stands there twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { writeFromEvidence } from '../../test/bot/write-from-evidence.ts';
import { messageText } from '../../test/servers/discord/reply-handle.ts';
import { type LoopbackDiscord, startDiscord } from '../../test/servers/discord/start-discord.ts';
import type { WireMessage } from '../../test/servers/discord/wire.ts';
import { startOpenAi } from '../../test/servers/openai.ts';
import { sampleCorpus } from '../corpus.ts';
import { type Findings, findingsOf, wholeNumber } from '../table.ts';
import { startBotChild } from './bot-child.ts';
import { createLoad } from './load.ts';
import { isUnfinished } from './people.ts';

const SEED = 20_261_121;
const PEOPLE = 40;
/** Milliseconds of load after the bot is connected; some kills fall into the start itself. */
const LONGEST_LIFE = 2_500;
const SHARE_IN_START = 0.1;
const LONGEST_START = 1_500;
const BETWEEN_ACTS = 25;
const MODEL = { chunkSize: 80, delayMilliseconds: 12 };
const FINISH_PATIENCE = 60_000;
const LOOK_AGAIN = 100;
const KILLS_A_LINE = 10;
/** What may be cut off by a kill in the middle of a request. */
const MEANT =
  /Unknown Message|Unknown Webhook|Unknown interaction|Unknown Channel|Invalid Webhook Token|already been acknowledged|40060|160004|10062/;

export interface ConversationKills {
  readonly kills: number;
  /** Of these, before the bot was connected. */
  readonly inStart: number;
  readonly acts: number;
  /** Messages of the bot that stand there in the end. */
  readonly messages: number;
  /** Interactions that were acknowledged. */
  readonly acknowledged: number;
  /** Messages that still say "thinking", or can be stopped. */
  readonly waiting: number;
  /** Messages that say that the bot was restarted. */
  readonly restarted: number;
  readonly twice: number;
  readonly problems: readonly string[];
}

export async function benchConversationKills(kills: number): Promise<Findings> {
  const report = await killConversations(kills, (count) => {
    if (count % KILLS_A_LINE === 0) process.stderr.write(`  ${count} of ${kills} kills\n`);
  });
  const { figures, tables } = findingsOf('A bot killed at random moments of a conversation load', [
    { what: 'kills', figure: String(report.kills), beside: `${report.inStart} before it was connected` },
    { what: 'things that people did meanwhile', figure: wholeNumber(report.acts) },
    { what: 'interactions that were acknowledged', figure: wholeNumber(report.acknowledged) },
    {
      what: 'messages of the bot in the end',
      figure: wholeNumber(report.messages),
      beside: `${report.restarted} say that it was restarted`,
    },
    { what: 'of these still thinking after the last start', figure: String(report.waiting), beside: 'wanted: 0' },
    { what: 'answers that stand there twice', figure: String(report.twice), beside: 'wanted: 0' },
    ...report.problems.map((figure) => ({ what: 'problem', figure })),
  ]);
  return { tables, figures: { report, rows: figures } };
}

export function killConversations(
  kills: number,
  onKill: (count: number) => void = () => {},
): Promise<ConversationKills> {
  return withTemporaryFolder(async (folder) => {
    const random = seededRandom(SEED);
    const { questions } = await sampleCorpus();
    const openAi = await startOpenAi({ respond: writeFromEvidence, ...MODEL });
    const discord = await startDiscord({ channels: ['papers', 'talk', 'forum'] });
    discord.allowViolation(MEANT);
    const load = createLoad({ discord, random, questions, people: PEOPLE });
    const settings = { OPENAI_BASE_URL: openAi.baseUrl, OPENAI_MODEL: 'loopback-model' };
    const problems: string[] = [];
    let acts = 0;
    let inStart = 0;
    try {
      for (let count = 1; count <= kills; count += 1) {
        const bot = startBotChild(discord, folder, settings);
        if (random() < SHARE_IN_START) {
          inStart += 1;
          await sleep(random() * LONGEST_START);
        } else {
          await bot.connected();
          const end = performance.now() + random() * LONGEST_LIFE;
          while (performance.now() < end) {
            await load.act();
            acts += 1;
            await sleep(BETWEEN_ACTS);
          }
        }
        await bot.kill();
        onKill(count);
      }
      const last = startBotChild(discord, folder, settings);
      await last.connected();
      const end = performance.now() + FINISH_PATIENCE;
      while (waitingIn(discord).length > 0 && performance.now() < end) await sleep(LOOK_AGAIN);
      await last.stop();
      const waiting = waitingIn(discord);
      problems.push(...waiting.map((message) => `waits: ${JSON.stringify(messageText(message).slice(0, 120))}`));
      const twice = twiceIn(discord);
      problems.push(...twice);
      const own = discord.messages().filter(({ author }) => author.bot);
      return {
        ...{ kills, inStart, acts, problems, waiting: waiting.length, twice: twice.length, messages: own.length },
        acknowledged: discord.interactions().filter(({ acknowledged }) => acknowledged !== undefined).length,
        restarted: own.filter((message) => messageText(message).includes('I was restarted')).length,
      };
    } finally {
      await discord.close().catch((error: unknown) => problems.push(String(error)));
      await openAi.close();
    }
  });
}

function waitingIn(discord: LoopbackDiscord): WireMessage[] {
  return discord.messages().filter((message) => message.author.bot && isUnfinished(message));
}

/** What was asked once is answered by one message: no reply beside another, no part that another one holds as well. */
function twiceIn(discord: LoopbackDiscord): string[] {
  const messages = discord.messages();
  const ofPeople = new Set(messages.filter(({ author }) => !author.bot).map(({ id }) => id));
  const answers = new Map<string, number>();
  for (const { author, message_reference: of } of messages) {
    const asked = author.bot ? (of as { readonly message_id?: string } | undefined)?.message_id : undefined;
    if (asked !== undefined && ofPeople.has(asked)) answers.set(asked, (answers.get(asked) ?? 0) + 1);
  }
  const replies = [...answers].flatMap(([asked, count]) => (count > 1 ? [`${count} replies to message ${asked}`] : []));
  const parts = discord.interactions().flatMap(({ name, original, followUps }) => {
    const texts = [original, ...followUps].flatMap((message) => (message ? [messageText(message)] : []));
    return new Set(texts).size < texts.length ? [`${name}: the same message twice`] : [];
  });
  return [...replies, ...parts];
}
