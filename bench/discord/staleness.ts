/** An answer that is written token by token, in a channel that takes few edits: how old the text is that people look at. */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../src/evaluate/averages.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import type { ReplyHandle } from '../../test/servers/discord/reply-handle.ts';
import { startDiscord } from '../../test/servers/discord/start-discord.ts';
import { PACED, startPacedModel, steadyMilliseconds } from '../answers/paced-model.ts';
import { sampleCorpus } from '../corpus.ts';
import { type Findings, findingsOf, rounded } from '../table.ts';
import { startBotChild } from './bot-child.ts';
import { isUnfinished } from './people.ts';

const TOKENS_PER_SECOND = 20;
const BUCKET = { limit: 5, windowMilliseconds: 5_000 };
const ANSWERS = 6;
const AT_ONCE = 3;
const ANSWER_PATIENCE = 120_000;
/** How often somebody looks. */
const GLANCE_MILLISECONDS = 50;
const CITATION = /\[\[\d+\]\]/g;

export interface Staleness {
  /** Milliseconds that the oldest finished claim which is not shown yet has waited, at each glance while one was written. */
  readonly glances: readonly number[];
  /** Milliseconds from the end of a claim on the wire until it is shown. */
  readonly claims: readonly number[];
  readonly answers: number;
  /** Answers that show every claim in the end, and that they are done. */
  readonly complete: number;
  readonly edits: number;
}

export async function benchStaleness(): Promise<Findings> {
  const { glances, claims, answers, complete, edits } = await measureStaleness(ANSWERS, TOKENS_PER_SECOND);
  const of = (values: readonly number[]) =>
    `${[0.5, 0.95, 1].map((share) => rounded(percentile(values, share))).join(' / ')} ms`;
  const bucket = `${BUCKET.limit} edits per ${BUCKET.windowMilliseconds / 1000} s`;
  return findingsOf(`Staleness of a streamed answer at ${TOKENS_PER_SECOND} tokens a second, ${bucket}`, [
    {
      what: `how old the shown text is, at ${glances.length} glances: p50 / p95 / longest`,
      figure: of(glances),
      beside: 'wanted: p95 under 1,500 ms',
    },
    { what: `from the end of a claim until it is shown (${claims.length} claims)`, figure: of(claims) },
    { what: 'edits an answer', figure: rounded(edits / answers) },
    {
      what: `answers that stand there whole in the end, of ${answers}`,
      figure: String(complete),
      beside: 'wanted: all',
    },
    { what: 'load average of the machine at the end', figure: rounded(loadavg()[0] ?? 0) },
  ]);
}

export function measureStaleness(answers: number, tokensPerSecond: number): Promise<Staleness> {
  return withTemporaryFolder(async (folder) => {
    const { questions } = await sampleCorpus();
    const model = await startPacedModel(tokensPerSecond);
    const discord = await startDiscord({ rateLimit: BUCKET });
    const bot = startBotChild(discord, folder, {
      ...{ OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: PACED, ANSWER_DEADLINE_SECONDS: '120' },
    });
    try {
      await bot.connected();
      const found: Watched[] = [];
      const queue = Array.from({ length: answers }, (_, number) => number).values();
      const watcher = async () => {
        for (const number of queue) {
          const question = questions[number % questions.length] ?? '';
          const reply = await discord.driver.as(`reader ${number}`).slash('ask', { question });
          found.push(await watch(reply, () => model.completed.get(question) ?? []));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, watcher));
      return {
        glances: found.flatMap((one) => one.glances),
        claims: found.flatMap((one) => one.claims),
        answers,
        complete: found.filter(({ isWhole }) => isWhole).length,
        edits: found.reduce((sum, one) => sum + one.edits, 0),
      };
    } finally {
      await bot.stop();
      await discord.close();
      await model.close();
    }
  });
}

interface Watched {
  readonly glances: readonly number[];
  readonly claims: readonly number[];
  readonly isWhole: boolean;
  readonly edits: number;
}

/** @param completed moments of the steady clock at which claims were complete on the wire */
async function watch(reply: ReplyHandle, completed: () => readonly number[]): Promise<Watched> {
  const glances: number[] = [];
  const shownAt: number[] = [];
  const end = performance.now() + ANSWER_PATIENCE;
  const isDone = () => reply.reply !== undefined && !isUnfinished(reply.reply) && reply.text.includes('-# Written by');
  while (!isDone() && performance.now() < end) {
    await sleep(GLANCE_MILLISECONDS);
    const now = steadyMilliseconds();
    const shown = claimsIn(reply.text);
    while (shownAt.length < shown) shownAt.push(now);
    const finished = completed();
    const oldest = finished[shown];
    if (finished.length > 0) glances.push(oldest === undefined ? 0 : now - oldest);
  }
  const finished = completed();
  return {
    glances,
    claims: finished.flatMap((moment, index) => (shownAt[index] === undefined ? [] : [shownAt[index] - moment])),
    isWhole: isDone() && claimsIn(reply.text) >= finished.length && finished.length > 0,
    edits: reply.history.filter(({ what }) => what === 'edit').length,
  };
}

/** Every claim of the paced model cites one paper. */
function claimsIn(text: string): number {
  const answer = text.split('\n').filter((line) => !line.startsWith('-#'));
  return answer.join('\n').match(CITATION)?.length ?? 0;
}
