/** The themes of a period, with what is new in each → a message. */
import { type Answer, type Claim, citedPapers } from '../domain/answer.ts';
import type { Block, Line, Message, MessageFile } from '../domain/message.ts';
import type { Day, Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, inTurn, type Label, quoted, say, sayCounted, type Value, type Words } from '../domain/words.ts';
import { type AnswerContext, citationSpans, howMade } from './answer.ts';
import { renderNothing } from './notices.ts';
import { sourceLine } from './paper-lines.ts';
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
      { kind: 'heading', line: [ofTopic(say('Themes'), trends)] },
      { kind: 'paragraph', line: [totalsOf(trends)] },
      {
        kind: 'entries',
        items: trends.themes.map((theme) => ({
          title: [
            say('{theme}: {count}', {
              theme: { kind: 'strong', text: theme.name },
              count: countInWords(theme, trends.before),
            }),
          ],
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
    answer: { ...answer, claims: trends.themes.flatMap(underItsName) },
    papers,
    ...(files?.length && { files }),
  };
}

const WHAT_COUNTS: Block = {
  kind: 'note',
  line: [
    say('A share counts as larger or smaller only where chance makes such a difference in fewer than 2 of 100 cases.'),
  ],
};

const QUOTED: Block = {
  kind: 'note',
  line: [say('What stands in quotation marks is quoted word for word from the abstracts.')],
};

/** For whoever asks why: the keys of themes are for the model alone. */
function underItsName({ name, claims }: Trends['themes'][number]): Claim[] {
  return claims.map((claim) => ({ ...claim, column: name }));
}

/** Beside sentences of a model, those of an abstract are told apart. */
function saidIn({ text, wordForWord }: Claim): Label {
  return wordForWord ? quoted(text) : text;
}

/** Papers that are too few to group, or cannot be. @param why in a sentence */
export function renderUngrouped(
  trends: Pick<Trends, 'from' | 'to' | 'topic' | 'papers' | 'papersBefore' | 'before'>,
  papers: readonly Paper[],
  why: Label,
  files: readonly MessageFile[] | undefined,
): Message {
  const listed = papers.slice(0, MOST_LISTED);
  const more =
    papers.length > listed.length
      ? say('These are the {number} that readers liked most.', { number: listed.length })
      : undefined;
  const notes: Line[] = [[inTurn(why, more)]];
  const count: TrendCount = { now: trends.papers, before: trends.papersBefore, change: 'unknown' };
  const heading = say('{what}: {count}', {
    what: ofTopic(say('Papers'), trends),
    count: countInWords(count, trends.before),
  });
  return { ...renderPaperList(listed, [heading], notes), ...(files?.length && { files }) };
}

/** @param listed the days of which the library knows what was listed */
export function renderNothingListed(
  { from, to, topic, papersBefore, before }: Omit<Trends, 'themes' | 'smaller' | 'others'>,
  listed: { readonly from: Day; readonly to: Day },
): Message {
  const earlier =
    papersBefore && before
      ? sayCounted(
          {
            one: 'Before that there is more: {count} paper since {day}.',
            other: 'Before that there is more: {count} papers since {day}.',
          },
          papersBefore,
          { day: before.from },
        )
      : undefined;
  const known =
    listed.from === listed.to
      ? say('The library knows what was listed on {day}.', { day: listed.to })
      : say('The library knows what was listed from {from} to {to}.', listed);
  const help = topic ? say('Try a longer period or another topic.') : say('Try a longer period or another one.');
  return renderNothing([inTurn(nothingListed({ from, to }, topic), earlier)], [], [[inTurn(known, help)]]);
}

export function renderNoListing(): Message {
  return renderNothing(
    [say('No listing day is in the library yet.')],
    [],
    [[say('An operator can run {command}.', { command: { kind: 'code', text: 'npm start -- sync --days 7' } })]],
  );
}

/** "Nothing on “robots” was listed from 2026-06-24 to 2026-06-30." */
export function nothingListed({ from, to }: { readonly from: Day; readonly to: Day }, topic?: string): Words {
  const about = shorten(topic ?? '', LONGEST_TOPIC);
  if (from === to) {
    return about
      ? say('Nothing on “{topic}” was listed on {day}.', { topic: about, day: to })
      : say('Nothing was listed on {day}.', { day: to });
  }
  return about
    ? say('Nothing on “{topic}” was listed from {from} to {to}.', { topic: about, from, to })
    : say('Nothing was listed from {from} to {to}.', { from, to });
}

/** "Themes from 2026-06-24 to 2026-06-30 on “robots”". */
function ofTopic(what: Value, { topic, ...span }: Pick<Trends, 'topic' | 'from' | 'to'>): Words {
  const inTime = spanOf(what, span);
  return topic ? say('{what} on “{topic}”', { what: inTime, topic: shorten(topic, LONGEST_TOPIC) }) : inTime;
}

/** "Themes from 2026-06-24 to 2026-06-30". */
export function spanOf(what: Value, { from, to }: { readonly from: Day; readonly to: Day }): Words {
  return from === to
    ? say('{what} on {day}', { what, day: to })
    : say('{what} from {from} to {to}', { what, from, to });
}

function totalsOf({ papers, papersBefore, themes, smaller, others, before, topic }: Trends): Label {
  const number = themes.length + smaller.filter(({ now }) => now > 0).length;
  const groups = sayCounted({ one: '{count} group', other: '{count} groups' }, number);
  const counts = { papers: sayCounted({ one: '{count} paper', other: '{count} papers' }, papers), groups, others };
  if (!before) {
    return inTurn(nowOf(counts, topic), say('The library has nothing before them to compare with.'));
  }
  const earlier = sayCounted({ one: '{count} paper', other: '{count} papers' }, papersBefore);
  const compared = say('Compared with the {time} before: {papers}.', {
    time: lengthInWords(before.days * before.times),
    papers: spanOf(earlier, before),
  });
  return inTurn(nowOf(counts, topic), compared);
}

function nowOf(
  { others, ...counts }: { readonly papers: Words; readonly groups: Words; readonly others: number },
  topic: string | undefined,
): Words {
  if (topic) {
    return others
      ? say('{papers} on the topic, in {groups}, {others} in none.', { ...counts, others })
      : say('{papers} on the topic, in {groups}.', counts);
  }
  return others
    ? say('{papers}, in {groups}, {others} in none.', { ...counts, others })
    : say('{papers}, in {groups}.', counts);
}

function smallerBlocks({ smaller, before }: Trends): Block[] {
  if (!smaller.length) return [];
  const groups = smaller
    .slice(0, MOST_SMALLER)
    .map((group) => say('{group} ({count})', { group: group.name, count: countInWords(group, before) }));
  return [{ kind: 'paragraph', line: [say('Smaller groups: {groups}.', { groups: inARow(groups, ', ') })] }];
}
