/** A library of a dozen papers for tests of finding: names that clash, titles with commas, "and" and "vs". */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Paper } from '../../src/domain/paper.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';

const FACTS: readonly (readonly [name: string, title: string, abstract: string, listedOn: string, upvotes: number])[] =
  [
    [
      'searcher',
      'R1-Searcher: Learning to Search',
      'A model learns when to search the web. Rewards come from outcomes.',
      '2026-06-01',
      40,
    ],
    [
      'searcherPlus',
      'R1-Searcher++: Knowing and Searching',
      'The model balances memory and retrieval. It searches 42% less often.',
      '2026-06-02',
      30,
    ],
    [
      'conv',
      'ConvSearch-R1: Rewriting Queries',
      'Conversational queries are rewritten with reinforcement learning.',
      '2026-06-03',
      20,
    ],
    [
      'tapoOne',
      'TAPO: Task-Referenced Adaptation for Prompt Optimization',
      'Prompts are optimised per task.',
      '2026-06-04',
      5,
    ],
    [
      'tapoTwo',
      'TAPO: Thought-Augmented Policy Optimization',
      'Thoughts guide the policy in training.',
      '2026-06-05',
      6,
    ],
    ['and', 'Attention and Memory, Revisited', 'Attention and memory are measured together.', '2026-06-06', 7],
    ['versus', 'Rerankers vs. Embedders: Who Wins', 'Rerankers win on most sets of questions.', '2026-06-07', 8],
    ['zero', 'Absolute Zero: Reinforced Self-play', 'A model teaches itself without data.', '2026-06-08', 90],
    [
      'diffusion',
      'Diffusion Language Models at Scale',
      'Text is written by denoising. Denoising is fast.',
      '2026-06-09',
      10,
    ],
    ['diffusionTwo', 'Small Diffusion for Text', 'Denoising text with small models of language.', '2026-06-10', 60],
    ['diffusionThree', 'Planning with Diffusion', 'Plans of robots come from denoising trajectories.', '2026-05-10', 3],
    ['gone', 'Retracted Results on Searching the Web', 'A model learns when to search the web.', '2026-06-11', 99],
  ];

export const PAPERS = Object.fromEntries(
  FACTS.map(([name, title, abstract, listedOn, upvotes], at) => [
    name,
    paper({
      id: `arxiv:2606.000${String(at).padStart(2, '0')}`,
      title,
      abstract,
      listedOn,
      upvotes,
      withdrawn: name === 'gone',
    }),
  ]),
) as Record<string, Paper>;

export async function openSmallLibrary() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-retrieve-'));
  const index = await openLibrary({ uri: join(folder, 'library'), clock: createFakeClock() });
  await index.upsert(Object.values(PAPERS));
  await index.refresh();
  return {
    index,
    async close() {
      await index.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The short name in these tests of the paper with an id. */
export function nameOf(id: string): string | undefined {
  return Object.entries(PAPERS).find(([, known]) => known.id === id)?.[0];
}
