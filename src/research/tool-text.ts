/** Papers and counts → what a tool tells the model: text of strangers without orders, fences and invisible characters. Pure. */
import { arxivIdOf, type Paper } from '../domain/paper.ts';
import type { MonthCounts } from '../domain/review.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { splitSentences } from '../domain/text/sentences.ts';

const LONGEST_TITLE = 200;
const LONGEST_TEASER = 240;
const LONGEST_ABSTRACT = 2_000;

/** One line a paper: id, title, facts, and how its abstract begins. */
export function listText(papers: readonly Paper[]): string {
  if (!papers.length) return 'No papers.';
  return papers
    .map((paper) => `${heading(paper)} ${shorten(abstractText(paper), LONGEST_TEASER)}`.trimEnd())
    .join('\n');
}

/** Whole abstracts. */
export function abstractsText(papers: readonly Paper[]): string {
  if (!papers.length) return 'No papers.';
  return papers.map((paper) => `${heading(paper)}\n${shorten(abstractText(paper), LONGEST_ABSTRACT)}`).join('\n\n');
}

export function countsText({ months, isMore }: MonthCounts): string {
  if (!months.length) return 'No papers.';
  const lines = months.map(({ month, papers }) => `${month}: ${papers}`);
  return [...lines, ...(isMore ? ['More papers fit than were counted.'] : [])].join('\n');
}

function heading(paper: Paper): string {
  const title = readsAsOrder(paper.title) ? '(title left out)' : strangersText(paper.title, LONGEST_TITLE);
  const organisation =
    paper.organisation && !readsAsOrder(paper.organisation) ? strangersText(paper.organisation, 60) : undefined;
  const facts = [paper.listedOn ?? paper.publishedAt, organisation, paper.upvotes && `${paper.upvotes} upvotes`];
  return `[${arxivIdOf(paper) ?? paper.id}] ${title} (${facts.filter(Boolean).join(', ')}).`;
}

function abstractText(paper: Paper): string {
  return splitSentences(paper.abstract)
    .filter((sentence) => !readsAsOrder(sentence))
    .map((sentence) => strangersText(sentence, LONGEST_ABSTRACT))
    .join(' ');
}

/** What looks like a fence or like the id of a paper in brackets loses its form. */
function strangersText(text: string, length: number): string {
  return shorten(cleanText(text), length)
    .replace(/={3,}/g, '=')
    .replace(/\[([^\]]*)\]/g, '($1)');
}
