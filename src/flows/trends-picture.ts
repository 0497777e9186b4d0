/** The themes of a period and their papers by part of the time → what a picture of them holds, and the same in words. */
import { addDays } from '../domain/days.ts';
import type { Day, Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, say, sayCounted, textIn, type Words } from '../domain/words.ts';
import { type BarPicture, drawable } from '../picture/bars-svg.ts';
import { countInWords } from '../render/trend-counts.ts';
import type { Trends } from '../render/trends.ts';
import { countByPart, lengthOf, type Part, type Span } from '../themes/spans.ts';

const LONGEST_TOPIC = 40;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A group of the picture with all its papers, of the period and before. */
export interface PictureGroup {
  readonly name: string;
  readonly papers: readonly Paper[];
}

/** @param groups in the order of the themes; what is in none of them is `rest` */
export function pictureOf(
  trends: Omit<Trends, 'themes' | 'smaller' | 'others'>,
  groups: readonly PictureGroup[],
  rest: readonly Paper[],
  parts: readonly Part[],
): BarPicture {
  const all = [
    ...groups,
    ...(rest.length || !groups.length ? [{ name: groups.length ? 'Others' : 'Papers', papers: rest }] : []),
  ];
  const counts = all.map(({ papers }) => countByPart(papers, parts));
  const period = { from: trends.from, to: trends.to };
  const topic =
    trends.topic && drawable(trends.topic) === trends.topic
      ? `Papers on “${shorten(trends.topic, LONGEST_TOPIC)}”`
      : undefined;
  return {
    title: topic ?? `Themes of ${datesOf(period, true)}`,
    unit: `${unitOf(parts)}, by listing day`,
    highlight: datesOf(period, false),
    bars: parts.map(({ from, isNow }, at) => ({
      label: shortDay(from),
      counts: counts.map((series) => series[at] ?? 0),
      highlighted: isNow,
    })),
    series: all.map(({ name, papers }, at) => ({
      name: drawable(name) || `Group ${at + 1}`,
      note: noteOf(papers, trends),
      ...(at === groups.length && groups.length > 0 && { isRest: true }),
    })),
    notes: trends.before ? `${datesOf(period, false)} · ${trends.before.times > 1 ? 'average before' : 'before'}` : '',
    source: textIn(
      sayCounted(
        { one: 'Source: {count} paper of this library', other: 'Source: {count} papers of this library' },
        trends.papers + trends.papersBefore,
      ),
    ),
  };
}

/** The same in words, for whoever cannot see it. */
export function describePicture(picture: BarPicture, trends: Trends): Words {
  const totals = picture.bars.map(({ label, counts }) => `${label} ${counts.reduce((sum, count) => sum + count, 0)}`);
  const groups = trends.themes.map((theme) =>
    say('{theme}: {count}', { theme: theme.name, count: countInWords(theme, trends.before) }),
  );
  const all = sayCounted({ one: 'all: {count} paper', other: 'all: {count} papers' }, trends.papers);
  const facts = {
    title: picture.title,
    unit: picture.unit,
    totals: totals.join(', '),
    groups: inARow([...groups, all], '. '),
    from: trends.from,
    to: trends.to,
  };
  return trends.from === trends.to
    ? say('Stacked bars. {title}. {unit}: {totals}. On {to}: {groups}.', facts)
    : say('Stacked bars. {title}. {unit}: {totals}. From {from} to {to}: {groups}.', facts);
}

function noteOf(papers: readonly Paper[], { from, to, before }: Pick<Trends, 'from' | 'to' | 'before'>): string {
  const [now = 0] = countByPart(papers, [{ from, to }]);
  if (!before) return now.toLocaleString('en-US');
  const [earlier = 0] = countByPart(papers, [before]);
  const average = before.times > 1 ? averageOf(earlier / before.times) : earlier.toLocaleString('en-US');
  return `${now.toLocaleString('en-US')} · ${earlier ? average : '0'}`;
}

function averageOf(average: number): string {
  return average < 1 ? '<1' : Math.round(average).toLocaleString('en-US');
}

/** "Papers a week", "Papers per 7 to 8 days". */
function unitOf(parts: readonly Span[]): string {
  const lengths = parts.map(lengthOf);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  if (most === 1) return 'Papers a day';
  if (least === 7 && most === 7) return 'Papers a week';
  return `Papers per ${least === most ? most : `${least} to ${most}`} days`;
}

/** "24 Jun", "24–30 Jun", "28 May – 3 Jun"; with its year where it is asked for. */
function datesOf({ from, to }: Span, withYear: boolean): string {
  const year = withYear ? ` ${to.slice(0, 4)}` : '';
  if (from === to) return `${shortDay(to)}${year}`;
  const isYear = from.slice(5) === '01-01' && addDays(to, 1).slice(5) === '01-01';
  if (isYear && from.slice(0, 4) === to.slice(0, 4)) return to.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${shortDay(to)}${year}`;
  const first = withYear && from.slice(0, 4) !== to.slice(0, 4) ? ` ${from.slice(0, 4)}` : '';
  return `${shortDay(from)}${first} – ${shortDay(to)}${year}`;
}

function shortDay(day: Day): string {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}
