/** A review → a Markdown report to keep: every sentence with its sources, and the sources with their addresses. Pure. */
import { type Answer, type Claim, citedPapers } from '../domain/answer.ts';
import { describeAuthors, type Paper, paperAddress } from '../domain/paper.ts';
import { claimsOf, type Review } from '../domain/review.ts';
import { cleanText } from '../domain/text/clean.ts';
import { textIn } from '../domain/words.ts';
import { reviewNotes } from './research-notes.ts';

export interface ReportFacts {
  readonly model?: string;
  /** Of today. */
  readonly day: string;
}

const SCOPE =
  'From abstracts only. Every sentence was checked by code against the sentences that it cites; what authors claim need not be true.';

export function reviewReport(review: Review, { model, day }: ReportFacts): string {
  const papers = citedPapers(claimsOf(review));
  const numbers = new Map(papers.map(({ id }, index) => [id, index + 1]));
  const hasWritten = [review.overview, ...review.parts.map(({ answer }) => answer), review.open].some(
    ({ mode, claims }) => mode === 'model' && claims.length,
  );
  const by = hasWritten
    ? `written by ${escapeMarkdown(model ?? 'a language model')}`
    : 'sentences quoted word for word';
  const lines = [
    `# Review: ${escapeMarkdown(review.question)}`,
    '',
    `Paperboy, ${day}: a ${review.depth} review, ${by}. ${SCOPE}`,
    ...sectionOf(undefined, review.overview, numbers),
    ...review.parts.flatMap(({ heading, answer }) => sectionOf(heading, answer, numbers)),
    ...tableOf(review, numbers),
    ...countsOf(review),
    '',
    '## Open questions',
    '',
    ...(review.open.claims.length
      ? sentencesOf(review.open, numbers)
      : ['These abstracts state no limits, and leave nothing open in so many words.']),
    '',
    '## Sources',
    '',
    ...papers.map((paper, index) => `${index + 1}. ${sourceOf(paper)}`),
    ...reviewNotes(review).flatMap((note) => ['', `*${escapeMarkdown(textIn(note))}*`]),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionOf(heading: string | undefined, answer: Answer, numbers: ReadonlyMap<string, number>): string[] {
  if (!answer.claims.length) return [];
  return ['', ...(heading ? [`## ${escapeMarkdown(heading)}`, ''] : []), ...sentencesOf(answer, numbers)];
}

function sentencesOf({ claims, mode }: Answer, numbers: ReadonlyMap<string, number>): string[] {
  const sentences = claims.map((claim) => `${escapeMarkdown(claim.text)} ${marksOf(claim, numbers)}`);
  return mode === 'extract' ? sentences.map((sentence) => `- ${sentence}`) : [sentences.join(' ')];
}

function marksOf({ citations }: Claim, numbers: ReadonlyMap<string, number>): string {
  const cited = new Map(citations.map(({ paper }) => [numbers.get(paper.id) ?? 0, paper]));
  return [...cited]
    .sort(([a], [b]) => a - b)
    .map(([number, paper]) => {
      const address = paperAddress(paper);
      return address ? `[\\[${number}\\]](${address})` : `\\[${number}\\]`;
    })
    .join(' ');
}

function tableOf({ table }: Review, numbers: ReadonlyMap<string, number>): string[] {
  if (!table.length) return [];
  const rows = table.map(({ paper, key }) =>
    [
      `${escapeMarkdown(paper.title)} \\[${numbers.get(paper.id) ?? 0}\\]`,
      paper.listedOn ?? paper.publishedAt ?? '–',
      escapeMarkdown(paper.organisation ?? '–'),
      paper.upvotes === undefined ? '–' : String(paper.upvotes),
      key ? escapeMarkdown(key.text) : '–',
    ].join(' | '),
  );
  const head = ['| Paper | Date | Organisation | Upvotes | In its own words |', '| --- | --- | --- | --- | --- |'];
  return ['', '## Papers', '', ...head, ...rows.map((row) => `| ${row} |`)];
}

function countsOf({ counts: { months, isMore } }: Review): string[] {
  if (!months.length) return [];
  const rows = months.map(({ month, papers }) => `| ${month} | ${papers} |`);
  const more = isMore ? ['', 'More papers fit than were counted.'] : [];
  return [
    '',
    '## Papers on this in the library, by month',
    '',
    '| Month | Papers |',
    '| --- | --- |',
    ...rows,
    ...more,
  ];
}

function sourceOf(paper: Paper): string {
  const address = paperAddress(paper);
  const title = escapeMarkdown(paper.title);
  const facts = [
    paper.organisation ?? textIn(describeAuthors(paper) ?? ''),
    paper.publishedAt ?? paper.listedOn,
  ].filter(Boolean);
  const told = facts.length ? ` (${escapeMarkdown(facts.join(', '))})` : '';
  return `${address ? `[${title}](${address})` : title}${told}`;
}

/** Text of strangers stays text: no mark-up, no HTML, no address that becomes a link, no mention. */
function escapeMarkdown(text: string): string {
  return cleanText(text)
    .replace(/[\\`*_{}[\]()#+!|<>~$&]/g, '\\$&')
    .replace(/^([-=>]|\d+[.)])/, '\\$1')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
