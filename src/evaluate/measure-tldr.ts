/** Papers with one-sentence summaries by people in, how close the product's own one-liners without a model come out. */
import { z } from 'zod';
import { summaryExtract } from '../answer/summary-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Evidence } from '../domain/evidence.ts';
import { paperIdFromTitle } from '../domain/paper.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { mean } from './averages.ts';
import { readJsonLines } from './read-lines.ts';
import { bestRouge, type Rouge, tokens } from './rouge.ts';

/** Shorter runs are chance: "of the", "neural networks". */
const LEAST_RUN = 3;

export interface SummarisedPaper {
  readonly title: string;
  readonly sentences: readonly string[];
  /** One-sentence summaries by people; at least one. */
  readonly references: readonly string[];
}

export interface TldrRow extends Rouge {
  readonly summaries: string;
  /** Mean words of a summary, as ROUGE counts them. */
  readonly words: number;
  /** Of all words of the summaries: in the longest run of words that a summary shares with its title. */
  readonly longestRun: number;
  /** Of all words of the summaries: in runs of three or more words that stand in the title. */
  readonly runs: number;
  /** Summaries that are the title again. */
  readonly titles: number;
}

export interface TldrReport {
  readonly kind: 'tldr';
  readonly papers: number;
  /** Papers of which nothing could be shown: they score nothing. */
  readonly withoutSummary: number;
  /** Summaries that are a piece of their sentence. */
  readonly cut: number;
  /** The product's own first, then what it must beat. ROUGE in F1, the best over the references, 0 to 1. */
  readonly rows: readonly TldrRow[];
}

const paperSchema = z.object({
  title: z.string(),
  sentences: z.union([z.string().transform(splitSentences), z.array(z.string())]),
  references: z.array(z.string()).min(1),
});

/** @throws InvalidInput on a file or line that cannot be read */
export function readSummarisedPapers(path: string): Promise<SummarisedPaper[]> {
  return readJsonLines(path, paperSchema, '{"title", "sentences" (text or a list), "references" (at least one)}');
}

export function measureTldr(papers: readonly SummarisedPaper[]): TldrReport {
  const own = papers.map(oneLiner);
  return {
    kind: 'tldr',
    papers: papers.length,
    withoutSummary: own.filter((summary) => !summary).length,
    cut: own.filter((summary) => summary.includes('…')).length,
    rows: [
      row('one-liners without a model', papers, own),
      row(
        'first sentences',
        papers,
        papers.map(({ sentences }) => sentences[0] ?? ''),
      ),
      row(
        'titles',
        papers,
        papers.map(({ title }) => title),
      ),
    ],
  };
}

/** As a reader gets it: drafted, checked, and nothing where it does not pass. */
function oneLiner({ title, sentences }: SummarisedPaper): string {
  const texts = sentences.map((text) => text.trim()).filter(Boolean);
  const evidence: Evidence = {
    paper: {
      id: paperIdFromTitle(title),
      title,
      abstract: texts.join(' '),
      authors: [],
      links: {},
      source: 'jsonl',
      withdrawn: false,
    },
    score: 1,
    named: true,
    sentences: texts.map((text, index) => ({ index, text, score: 0 })),
  };
  const checked = summaryExtract(evidence, 'one-liner').map((draft) => checkClaim(draft, [evidence]));
  return checked.flatMap((item) => (item.kind === 'kept' ? [item.claim.text] : [])).join(' ');
}

function row(name: string, papers: readonly SummarisedPaper[], summaries: readonly string[]): TldrRow {
  const scores = papers.map(({ references }, index) => bestRouge(summaries[index] ?? '', references));
  const shares = papers.map(({ title }, index) => wordsOfTitle(tokens(summaries[index] ?? ''), tokens(title)));
  const total = (count: (share: (typeof shares)[number]) => number) =>
    shares.reduce((sum, share) => sum + count(share), 0);
  const words = total((share) => share.words) || 1;
  const average = (measure: keyof Rouge) => mean(scores.map((score) => score[measure])) ?? 0;
  return {
    summaries: name,
    rouge1: average('rouge1'),
    rouge2: average('rouge2'),
    rougeL: average('rougeL'),
    words: words / (papers.length || 1),
    longestRun: total((share) => share.longest) / words,
    runs: total((share) => share.inRuns) / words,
    titles: total((share) => Number(share.isTitle)),
  };
}

function wordsOfTitle(summary: readonly string[], title: readonly string[]) {
  let longest = 0;
  const inRuns = new Set<number>();
  for (const start of summary.keys()) {
    for (const at of title.keys()) {
      let run = 0;
      while (start + run < summary.length && summary[start + run] === title[at + run]) run += 1;
      longest = Math.max(longest, run);
      if (run >= LEAST_RUN) for (let word = start; word < start + run; word++) inRuns.add(word);
    }
  }
  const isTitle = summary.length > 0 && summary.join(' ') === title.join(' ');
  return { words: summary.length, longest, inRuns: inRuns.size, isTitle };
}
