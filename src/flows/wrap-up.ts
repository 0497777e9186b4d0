/** The papers of a week or a month → its themes with what is new in each, the counts as a picture, and what rose late. */
import type { DigestDays } from '../digest/digest-days.ts';
import { type RoseLate, roseLate } from '../digest/rose-late.ts';
import type { TrendingPaper } from '../digest/trending.ts';
import { byInterest } from '../digest/trending.ts';
import type { Call } from '../domain/command.ts';
import { addDays } from '../domain/days.ts';
import type { DigestTheme } from '../domain/digest.ts';
import type { MessageFile } from '../domain/message.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import type { UpvoteHistory } from '../domain/upvote-history.ts';
import { dayOfPaper, spanBefore } from '../themes/spans.ts';
import type { PeriodGroups, PeriodPapers, PeriodThemes, ToldThemes } from './period-themes.ts';
import { apartByPeriod } from './period-themes.ts';

export interface WrapUp {
  readonly themes: readonly DigestTheme[];
  readonly picture?: MessageFile;
  readonly late: readonly RoseLate[];
}

export interface WrapUpOptions {
  readonly library: PaperIndex;
  readonly history?: UpvoteHistory;
  readonly themes: PeriodThemes;
}

/** What fits of all papers of some days. */
export type FittingOf = (days: DigestDays) => Promise<readonly TrendingPaper[]>;

const EXAMPLES = 3;
/** Listed so long before the period, a paper may still be one that rises in it. */
const STILL_RISING_DAYS = 14;

/** Of papers on some topics there are fewer, so that a longer time is needed for comparing. @param subject the topics, for the picture */
export function createWrapUp({ library, history, themes }: WrapUpOptions) {
  return async function wrapUp(
    days: DigestDays,
    subject: string | undefined,
    fittingOf: FittingOf,
    call: Call,
  ): Promise<WrapUp> {
    const { firstListingDay } = await library.statistics();
    const earlier = firstListingDay ? spanBefore(days, subject !== undefined, firstListingDay) : undefined;
    const found = await fittingOf({ from: earlier?.from ?? days.from, to: days.to });
    const gathered = apartByPeriod(
      found.map(({ paper }) => paper),
      days,
      earlier,
      subject,
    );
    const groups = await themes.group(gathered);
    let told: ToldThemes | undefined;
    if (groups.told.length) {
      for await (const state of themes.tell(gathered.facts, groups, call, 'digest')) told = state;
    }
    const picture = await pictureOf(gathered, groups, told, call);
    return {
      themes: told ? themesOf(told, groups) : [],
      ...(picture && { picture }),
      late: await risenLate(found, days),
    };
  };

  async function pictureOf(gathered: PeriodPapers, groups: PeriodGroups, told: ToldThemes | undefined, call: Call) {
    if (!gathered.papers.length) return undefined;
    const nothing = { ...gathered.facts, themes: [], smaller: [], others: gathered.papers.length };
    return themes.draw(told?.trends ?? nothing, gathered, told ? groups.told : [], call.signal);
  }

  async function risenLate(found: readonly TrendingPaper[], { from }: { readonly from: Day }): Promise<RoseLate[]> {
    if (!history) return [];
    const first = addDays(from, -STILL_RISING_DAYS);
    const papers = found.map(({ paper }) => paper).filter((paper) => dayOfPaper(paper) >= first);
    return roseLate(papers, await history.of(papers.map(({ id }) => id)));
  }
}

function themesOf({ trends, answer }: ToldThemes, { told }: PeriodGroups): DigestTheme[] {
  return trends.themes.map(({ name, claims, change, now }, at) => {
    const papers: readonly Paper[] = told[at]?.papers ?? [];
    return {
      name,
      papers: now,
      ...((change === 'more' || change === 'fewer') && { change }),
      ...(claims.length && { answer: { ...answer, claims } }),
      examples: papers.toSorted(byInterest).slice(0, EXAMPLES),
    };
  });
}
