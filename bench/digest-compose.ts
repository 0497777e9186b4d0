/** Ten thousand subscriptions due in the same minute, each with topics of its own: how long composing all of them takes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadPrompts } from '../src/answer/prompts.ts';
import { systemClock } from '../src/domain/clock.ts';
import type { Paper } from '../src/domain/paper.ts';
import type { Subscription, Topic } from '../src/domain/subscription.ts';
import { analyse } from '../src/domain/text/analyse.ts';
import { seededRandom } from '../src/evaluate/random.ts';
import { readRecordedDays } from '../src/evaluate/recorded-days.ts';
import { withTemporaryLibrary } from '../src/evaluate/temporary-library.ts';
import { createAnswering } from '../src/flows/answering.ts';
import { createDigestFlow } from '../src/flows/digest-flow.ts';
import { createPainter } from '../src/picture/paint.ts';
import { ROOT } from './child.ts';
import { timeEach } from './measure.ts';
import { describeTimes, type Findings, findingsOf, secondsOf, wholeNumber } from './table.ts';

const SUBSCRIPTIONS = 10_000;
const DIFFERENT_TOPICS = 2_000;
const MOST_TOPICS = 3;
const AT_ONCE = 8;
/** The newest recorded days; older ones only make the library take longer to fill. */
const PAPERS_FROM = '2025-07-01';
const MORNING = { day: '2026-06-30', at: Date.parse('2026-06-30T07:00:00Z') };

export async function benchDigestCompose(shared: string): Promise<Findings> {
  const heading = 'Composing the digests of one minute';
  const days = join(shared, 'hf_daily');
  if (!existsSync(days)) return findingsOf(heading, [{ what: 'skipped', figure: 'the shared data is not there' }]);
  const recorded = [...(await readRecordedDays(days)).values()];
  const papers = recorded.filter(({ listedOn = '' }) => listedOn >= PAPERS_FROM);
  return withTemporaryLibrary(papers, systemClock, async (library) => {
    const prompts = loadPrompts(join(ROOT, 'prompts'));
    const log = { info() {}, warn() {}, error() {} };
    const clock = { now: () => MORNING.at, sleep: systemClock.sleep };
    const modelFor = async () => ({ kind: 'none' }) as const;
    const answeringFor = createAnswering({
      ...{ prompts, clock, log, modelFor, verifierFor: modelFor, deadlineMilliseconds: 20_000 },
    });
    const tools = { library, prompts, clock, log, modelFor, answeringFor, context: {}, today: () => MORNING.day };
    const { digests } = createDigestFlow(tools, createPainter());
    const signal = new AbortController().signal;
    let [entries, empty] = [0, 0];
    const started = performance.now();
    const times = await timeEach(subscriptionsOf(papers), AT_ONCE, async (subscription) => {
      const slot = { ...MORNING, subscription: subscription.id };
      const digest = await digests.compose(subscription, slot, new Set(), signal);
      entries += digest.entries.length;
      if (!digest.entries.length) empty += 1;
    });
    const whole = performance.now() - started;
    return findingsOf(heading, [
      {
        what: `${wholeNumber(SUBSCRIPTIONS)} subscriptions, ${wholeNumber(DIFFERENT_TOPICS)} different topics`,
        figure: secondsOf(whole),
        beside: 'wanted: under 60 s',
      },
      { what: 'each, p50 / p95 / p99', figure: describeTimes(times) },
      {
        what: 'papers that they have',
        figure: `${wholeNumber(entries)}, and ${wholeNumber(empty)} of them are empty`,
        beside: `library of ${wholeNumber(papers.length)} papers`,
      },
    ]);
  });
}

/** Topics are pairs of words that stand side by side in titles, as people would name a subject. */
function subscriptionsOf(papers: readonly Paper[]): Subscription[] {
  const random = seededRandom(11);
  const some = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const topics = Array.from({ length: DIFFERENT_TOPICS }, (): Topic => {
    const words = some(papers)
      .title.split(/\s+/)
      .filter((word) => analyse(word).words.length);
    const first = Math.floor(random() * Math.max(1, words.length - 1));
    return { kind: 'words', text: words.slice(first, first + 2).join(' ') };
  });
  return Array.from({ length: SUBSCRIPTIONS }, (_, at): Subscription => {
    const count = Math.floor(random() * (MOST_TOPICS + 1));
    return {
      id: `s${at}`,
      to: { kind: 'reader', reader: `r${at}` },
      createdBy: `r${at}`,
      createdAt: 0,
      edition: 'daily',
      schedule: { time: '09:00', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
      papers: 5,
      leastUpvotes: 0,
      include: Array.from({ length: count }, () => some(topics)),
      exclude: random() < 0.1 ? [some(topics)] : [],
      style: 'cards',
      emptyDay: 'silence',
    };
  });
}
