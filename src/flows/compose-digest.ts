/** Choices and listing days → a digest: papers that fit, in order and with reasons and lines; of a wrap-up its themes too. */
import { findLanguage, type Language } from '../answer/language.ts';
import { type ChosenPaper, choosePapers, type TopicPapers } from '../digest/choose.ts';
import type { DigestDays } from '../digest/digest-days.ts';
import { feedDayBegins } from '../digest/feed-day.ts';
import type { TrendingPaper } from '../digest/trending.ts';
import type { Call } from '../domain/command.ts';
import { addDays, daysBetween } from '../domain/days.ts';
import type { Digest, DigestEntry } from '../domain/digest.ts';
import { SourceFault } from '../domain/errors.ts';
import type { PaperId } from '../domain/paper.ts';
import type { Log } from '../domain/ports.ts';
import type { SubscriptionChoices, Topic } from '../domain/subscription.ts';
import { unlessAborted } from '../domain/until-aborted.ts';
import type { UpvoteHistory } from '../domain/upvote-history.ts';
import { sayCounted } from '../domain/words.ts';
import type { Painter } from '../picture/paint.ts';
import { createDigestLines } from './digest-lines.ts';
import { createDigestPapers, type ListedPapers, remembering } from './digest-papers.ts';
import type { FlowTools } from './flow-tools.ts';
import type { MeasuredCurve } from './measured-curve.ts';
import { createPeriodThemes } from './period-themes.ts';
import { createWrapUp, type WrapUp } from './wrap-up.ts';

export interface DigestOptions {
  /** What syncs saw of upvotes; without it nothing rises, neither fast nor late. */
  readonly history?: UpvoteHistory;
  /** How attention comes with age; without it as it usually does. */
  readonly measuredCurve?: MeasuredCurve;
  /** When the library was last synced, in milliseconds since 1970; without it nobody waits for a late sync. */
  syncedAt?(): Promise<number | undefined>;
  /** What lines are written in where a subscription says nothing; English without it. */
  readonly defaultLanguage?: Language;
}

/** What a digest is composed from; a preview has no slot of its own. */
export interface WantedDigest {
  readonly choices: SubscriptionChoices;
  readonly days: DigestDays;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the slot before was due: what came in later, late for its day, is not lost. */
  readonly since?: number;
  readonly postedBefore: ReadonlySet<PaperId>;
}

/** Of weeks and months with their topics, that are shared by whoever chose the same. */
const MOST_WRAP_UPS = 200;

export function createDigestComposer(tools: FlowTools, painter: Painter, options: DigestOptions) {
  const { library } = tools;
  const { defaultLanguage } = options;
  const history = options.history && withoutFaults(options.history, tools.log);
  const listings = createDigestPapers(library, history, options.measuredCurve);
  const linesOf = createDigestLines(tools);
  const themes = createPeriodThemes(tools, painter);
  const wrapUp = createWrapUp({ library, themes, ...(history && { history }) });
  const wrapUps = remembering<Promise<WrapUp>>(MOST_WRAP_UPS);
  /** Digests share what is worked out: one that breaks off takes it from no other. */
  const call: Call = { reader: 'digest', place: 'digest', signal: new AbortController().signal };

  return { compose, fitting };

  /** @throws SourceFault that may pass, where these days have no papers because the last sync is older than they are */
  async function compose(wanted: WantedDigest, signal: AbortSignal): Promise<Digest> {
    const { choices, days, at, since, postedBefore } = wanted;
    const { edition } = choices;
    const listed = await listings.of(days, at, edition === 'daily' ? since : undefined);
    if (!listed.papers.length) {
      await expectSynced(days, since);
      return { edition, ...days, entries: [], papers: 0, themes: [], roseLate: [], empty: 'no-listing' };
    }
    const [include, exclude] = await unlessAborted(topicsOf(choices, listed), signal);
    const {
      entries,
      fitting: all,
      empty,
    } = choosePapers(listed.papers, {
      ...choices,
      ...{ include, exclude, postedBefore, repeats: listed.repeats() },
    });
    const papers = listed.papers.length;
    if (edition === 'daily') {
      const span = entries.length ? daysOf(listed.papers) : days;
      const chosen = await withLines(entries, choices, signal);
      return { edition, ...span, entries: chosen, papers, themes: [], roseLate: [], ...(empty && { empty }) };
    }
    const whole = all.length ? await unlessAborted(wrapUpOf(choices, days, at), signal) : undefined;
    const late = (whole?.late ?? []).filter(({ paper }) => !entries.some((entry) => entry.paper.id === paper.id));
    const risen = late.map(({ paper, late: upvotes }) => ({ paper, score: 0, reasons: [gained(upvotes)] }));
    return {
      edition,
      ...days,
      papers,
      entries: await withLines(entries, choices, signal),
      themes: whole?.themes ?? [],
      roseLate: await withLines(risen, choices, signal),
      ...(whole?.picture && { picture: whole.picture }),
      ...(empty && { empty }),
    };
  }

  async function topicsOf(choices: Pick<SubscriptionChoices, 'include' | 'exclude'>, listed: ListedPapers) {
    const papersOn = async (topic: Topic): Promise<TopicPapers> => ({
      topic,
      papers: await listings.onTopic(topic, listed),
    });
    return Promise.all([Promise.all(choices.include.map(papersOn)), Promise.all(choices.exclude.map(papersOn))]);
  }

  /** Papers of some days that a digest could have, whatever was posted before; most trending first. */
  async function fitting(
    choices: SubscriptionChoices,
    days: DigestDays,
    at: number,
  ): Promise<readonly TrendingPaper[]> {
    const listed = await listings.of(days, at);
    const [include, exclude] = await topicsOf(choices, listed);
    const { leastUpvotes } = choices;
    const wanted = { include, exclude, leastUpvotes, papers: 0, postedBefore: new Set<PaperId>() };
    return choosePapers(listed.papers, wanted).fitting;
  }

  async function wrapUpOf(choices: SubscriptionChoices, days: DigestDays, at: number): Promise<WrapUp> {
    const { include, exclude, leastUpvotes } = choices;
    const { changedAt = 0 } = await library.statistics();
    const subject = include.length ? include.map(({ text }) => text).join(', ') : undefined;
    const fittingOf = (span: DigestDays) => fitting(choices, span, at);
    const key = JSON.stringify([days, include, exclude, leastUpvotes, changedAt]);
    return wrapUps(key, () => wrapUp(days, subject, fittingOf, call));
  }

  async function withLines(
    entries: readonly Omit<ChosenPaper, 'score'>[],
    { language }: Pick<SubscriptionChoices, 'language'>,
    signal: AbortSignal,
  ): Promise<DigestEntry[]> {
    const papers = entries.map(({ paper }) => paper);
    const lines = await linesOf(papers, findLanguage(language ?? '') ?? defaultLanguage, signal);
    return entries.map(({ paper, reasons }) => ({
      paper,
      reasons,
      ...(lines.get(paper.id) ?? { line: '', written: false }),
    }));
  }

  /** A holiday is no fault, and a sync that has not seen the day yet is. */
  async function expectSynced({ from, to }: DigestDays, since: number | undefined): Promise<void> {
    if (since === undefined || !daysBetween(from, to).some(isWorkingDay)) return;
    const synced = await options.syncedAt?.();
    if (synced === undefined || synced >= feedDayBegins(addDays(to, 1))) return;
    throw new SourceFault(`The papers of ${to} were not synced yet.`, 'It is tried again a little later.', {
      retryable: true,
    });
  }
}

/** Without what syncs saw, counts and ages decide: no reason to post nothing. */
function withoutFaults(history: UpvoteHistory, log: Log): UpvoteHistory {
  return {
    of: (ids) =>
      history.of(ids).catch((error: unknown) => {
        log.warn('upvote-history-not-read', { error });
        return new Map();
      }),
  };
}

function gained(upvotes: number) {
  return sayCounted({ one: '{count} upvote after its day', other: '{count} upvotes after its day' }, upvotes);
}

/** Those that have papers: after a weekend, Friday and not three days. */
function daysOf(papers: readonly TrendingPaper[]): DigestDays {
  const days = papers.flatMap(({ paper }) => paper.listedOn ?? []).sort();
  return { from: days[0] ?? '', to: days.at(-1) ?? '' };
}

function isWorkingDay(day: string): boolean {
  return ![0, 6].includes(new Date(Date.parse(day)).getUTCDay());
}
