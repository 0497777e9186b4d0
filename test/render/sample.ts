/** Papers and claims that the golden messages are made of. */
import type { Answer, Claim } from '../../src/domain/answer.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { splitSentences } from '../../src/domain/text/sentences.ts';
import { paper } from '../doubles/paper.ts';

export const ASK = paper({
  id: 'arxiv:2605.00001',
  title: 'Ask-R1: Ask Before You Look',
  abstract:
    'Ask-R1 is an agent that searches only when it is unsure. On three data sets, Ask-R1 makes 30% fewer calls.',
  authors: ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'],
  organisation: 'Analytical Engines',
  publishedAt: '2026-05-01',
  listedOn: '2026-05-04',
  upvotes: 41,
  comments: 1,
  links: { code: 'https://github.com/ask/r1', project: 'https://ask.example/' },
});

export const LOOK = paper({
  id: 'arxiv:2606.00002',
  title: 'Look Always',
  abstract: 'Every question is searched. Answers improve by 2.5 points.',
  authors: ['Kurt Gödel', 'Emmy Noether'],
  publishedAt: '2026-06-02',
});

/** Known by its title only, with text that means something to Markdown, to Discord and to a terminal. */
export const ODD = paper({
  title: 'On *stars*, `ticks`, @everyone and [links](https://evil.example)',
  abstract: '',
  authorCount: 12,
  listedOn: '2026-06-03',
});

export const WITHDRAWN: Paper = { ...LOOK, id: 'arxiv:2606.00003', title: 'Never Mind', withdrawn: true };

export function claim(text: string, ...cites: readonly (readonly [Paper, sentence: number])[]): Claim {
  return {
    text,
    citations: cites.map(([cited, sentence]) => ({
      paper: cited,
      sentence,
      quote: splitSentences(cited.abstract)[sentence] ?? '',
    })),
  };
}

export function answered(facts: Partial<Answer>): Answer {
  return { status: 'answered', mode: 'model', claims: [], closest: [], dropped: [], ...facts };
}
