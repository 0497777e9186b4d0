/** The themes of a period, with what is new in each → a message. */
import { type Answer, type Claim, citedPapers } from '../domain/answer.ts';
import type { Block, Line, Message, MessageFile } from '../domain/message.ts';
import type { Day, Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { type AnswerContext, citationSpans, howMade } from './answer.ts';
import { renderNothing } from './notices.ts';
import { counted, sourceLine } from './paper-lines.ts';
import { renderPaperList } from './papers.ts';
import { countInWords, lengthInWords, type TimeBefore, type TrendCount } from './trend-counts.ts';

const LONGEST_TOPIC = 60;
const MOST_LISTED = 10;
const MOST_SMALLER = 8;

export interface TrendTheme extends TrendCount {
  readonly name: string;
  readonly claims: readonly Claim[];
}

export interface Trends {
  readonly from: Day;
  readonly to: Day;
  readonly topic?: string;
  /** Missing where the library has nothing before the period. */
  readonly before?: TimeBefore & { readonly from: Day; readonly to: Day };
  /** All papers of the period, and before it. */
  readonly papers: number;
  readonly papersBefore: number;
  /** Those that are told of, the largest first. */
  readonly themes: readonly TrendTheme[];
  /** Further groups, by name only. */
  readonly smaller: readonly (TrendCount & { readonly name: string })[];
  /** Papers that are in no group. */
  readonly others: number;
}

/** @param final whether more is coming; before that it is shown as progress */
export function renderTrends(
  trends: Trends,
  answer: Answer,
  context: AnswerContext,
  files: readonly MessageFile[] | undefined,
  final = true,
): Message {
  const claims = trends.themes.flatMap((theme) => theme.claims);
  const papers = citedPapers(claims);
  const numbers = new Map(papers.map((paper, index) => [paper.id as string, index + 1]));
  const isCompared = trends.before !== undefined;
  const isMixed = answer.mode === 'mixed';
  return {
    status: final ? (answer.status === 'partial' ? 'partial' : 'answered') : 'progress',
    blocks: [
      { kind: 'heading', line: [headingOf(trends)] },
      { kind: 'paragraph', line: [totalsOf(trends)] },
      {
        kind: 'entries',
        items: trends.themes.map((theme) => ({
          title: [{ kind: 'strong', text: theme.name }, `: ${countInWords(theme, trends.before)}`],
          details: theme.claims.map((claim): Line => [saidIn(claim), ' ', ...citationSpans(claim, numbers)]),
        })),
      },
      ...smallerBlocks(trends),
      { kind: 'sources', items: papers.map((paper, index) => ({ number: index + 1, line: sourceLine(paper) })) },
      ...(final && isCompared ? [WHAT_COUNTS] : []),
      ...(final ? [howMade({ ...answer, mode: isMixed ? 'model' : answer.mode, claims }, context)] : []),
      ...(final && isMixed ? [QUOTED] : []),
    ],
    private: context.private,
    answer: { ...answer, claims },
    papers,
    ...(files?.length && { files }),
  };
}

const WHAT_COUNTS: Block = {
  kind: 'note',
  line: ['A share counts as larger or smaller only where chance makes such a difference in fewer than 2 of 100 cases.'],
};

const QUOTED: Block = {
  kind: 'note',
  line: ['What stands in quotation marks is quoted word for word from the abstracts.'],
};

/** Beside sentences of a model, those of an abstract are told apart. */
function saidIn({ text, wordForWord }: Claim): string {
  return wordForWord ? `“${text}”` : text;
}

/** Papers that are too few to group, or cannot be. @param why in a sentence */
export function renderUngrouped(
  trends: Pick<Trends, 'from' | 'to' | 'topic' | 'papers' | 'papersBefore' | 'before'>,
  papers: readonly Paper[],
  why: string,
  files: readonly MessageFile[] | undefined,
): Message {
  const listed = papers.slice(0, MOST_LISTED);
  const more = papers.length > listed.length ? ` These are the ${listed.length} that readers liked most.` : '';
  const notes: Line[] = [[`${why}${more}`]];
  const count: TrendCount = { now: trends.papers, before: trends.papersBefore, change: 'unknown' };
  const heading = `Papers ${spanOf(trends)}${topicOf(trends)}: ${countInWords(count, trends.before)}`;
  return { ...renderPaperList(listed, [heading], notes), ...(files?.length && { files }) };
}

/** @param listed the days of which the library knows what was listed */
export function renderNothingListed(
  { from, to, topic, papersBefore, before }: Omit<Trends, 'themes' | 'smaller' | 'others'>,
  listed: { readonly from: Day; readonly to: Day },
): Message {
  const earlier =
    papersBefore && before ? ` Before that there is more: ${counted(papersBefore, 'paper')} since ${before.from}.` : '';
  const line = `Nothing${topicOf({ topic })} was listed ${spanOf({ from, to })}.${earlier}`;
  const help = `The library knows what was listed ${spanOf(listed)}. Try a longer period${topic ? ' or another topic' : ' or another one'}.`;
  return renderNothing([line], [], [[help]]);
}

export function renderNoListing(): Message {
  return renderNothing(
    ['No listing day is in the library yet.'],
    [],
    [['An operator can run ', { kind: 'code', text: 'npm start -- sync --days 7' }, '.']],
  );
}

/** "Themes from 2026-06-24 to 2026-06-30 in “robots”". */
function headingOf(trends: Trends): string {
  return `Themes ${spanOf(trends)}${topicOf(trends)}`;
}

export function spanOf({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return from === to ? `on ${to}` : `from ${from} to ${to}`;
}

function topicOf({ topic }: Pick<Trends, 'topic'>): string {
  return topic ? ` on “${shorten(topic, LONGEST_TOPIC)}”` : '';
}

function totalsOf({ papers, papersBefore, themes, smaller, others, before, topic }: Trends): string {
  const groups = counted(themes.length + smaller.filter(({ now }) => now > 0).length, 'group');
  const apart = others ? `, ${others.toLocaleString('en-US')} in none` : '';
  const what = counted(papers, 'paper');
  const now = `${what}${topic ? ' on the topic' : ''}, in ${groups}${apart}.`;
  if (!before) return `${now} The library has nothing before them to compare with.`;
  const time = lengthInWords(before.days * before.times);
  return `${now} Compared with the ${time} before: ${counted(papersBefore, 'paper')} ${spanOf(before)}.`;
}

function smallerBlocks({ smaller, before }: Trends): Block[] {
  if (!smaller.length) return [];
  const items = smaller.slice(0, MOST_SMALLER).map((group) => `${group.name} (${countInWords(group, before)})`);
  return [{ kind: 'paragraph', line: [`Smaller groups: ${items.join(', ')}.`] }];
}
