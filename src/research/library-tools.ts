/** The tools of the agent: reading the library, and nothing else. In: what a model asks. Out: cleaned text, and a note of what was found. */
import { tool } from 'langchain';
import { z } from 'zod';
import { findArxivIds, type Paper, type PaperId } from '../domain/paper.ts';
import type { ResearchLibrary } from './research-library.ts';
import { abstractsText, countsText, listText } from './tool-text.ts';

/** What the agent came across. */
export interface Findings {
  /** Papers whose abstracts it read, and all that it was shown, each once. */
  readonly read: Map<PaperId, Paper>;
  readonly seen: Map<PaperId, Paper>;
  lookUps: number;
}

export const TOOL_NAMES = [
  'search_papers',
  'read_papers',
  'similar_papers',
  'trending_papers',
  'count_by_month',
] as const;

const MOST_LISTED = 8;
const MOST_READ = 6;
const LONGEST_QUERY = 300;
const SAME_AGAIN = 'You asked for exactly this before; the result is above.';

const query = z.string().min(1).describe('A topic in a few words');
const day = z.string().nullish().describe('YYYY-MM-DD');
/** Models give one id as often as a list of one. */
const ids = z.union([z.array(z.string()), z.string()]).describe('Ids as they stand in brackets, such as 2606.01234');

/** @param marker a line that abstracts cannot know, around what strangers wrote */
export function libraryTools(library: ResearchLibrary, findings: Findings, marker: string) {
  const asked = new Set<string>();

  /** Runs a look-up once; what it throws is told to the agent by LangChain, in place of a result. */
  async function once(name: string, args: unknown, run: () => Promise<string>): Promise<string> {
    const key = `${name} ${JSON.stringify(args)}`;
    if (asked.has(key)) return SAME_AGAIN;
    asked.add(key);
    findings.lookUps += 1;
    return `${marker}\n${await run()}\n${marker}`;
  }

  function listed(papers: readonly Paper[]): string {
    for (const paper of papers) findings.seen.set(paper.id, paper);
    return listText(papers);
  }

  return [
    tool(
      (args) =>
        once('search_papers', args, async () =>
          listed(
            await library.search({
              query: args.query.slice(0, LONGEST_QUERY),
              limit: MOST_LISTED,
              ...(args.since && { since: args.since }),
              ...(args.until && { until: args.until }),
            }),
          ),
        ),
      {
        name: 'search_papers',
        description: 'Papers on a topic, best first.',
        schema: z.object({ query, since: day, until: day }),
      },
    ),
    tool(
      (args) =>
        once('read_papers', args, async () => {
          const papers = await library.read(idsOf(args.ids).slice(0, MOST_READ));
          for (const paper of papers) {
            findings.read.set(paper.id, paper);
            findings.seen.set(paper.id, paper);
          }
          return abstractsText(papers);
        }),
      {
        name: 'read_papers',
        description: `Whole abstracts of at most ${MOST_READ} papers. Papers that you read are preferred in the review.`,
        schema: z.object({ ids }),
      },
    ),
    tool(
      (args) =>
        once('similar_papers', args, async () => {
          const [id] = idsOf(args.id);
          return listed(id ? await library.similar(id, MOST_LISTED) : []);
        }),
      {
        name: 'similar_papers',
        description: 'Papers like one paper.',
        schema: z.object({ id: z.string().describe('Its id') }),
      },
    ),
    tool(
      (args) =>
        once('trending_papers', args, async () =>
          listed(await library.trending(args.period, args.topic?.slice(0, LONGEST_QUERY) || undefined, MOST_LISTED)),
        ),
      {
        name: 'trending_papers',
        description: 'What readers upvoted most in a period.',
        schema: z.object({ period: z.enum(['today', 'week', 'month']), topic: z.string().nullish() }),
      },
    ),
    tool(
      (args) =>
        once('count_by_month', args, async () =>
          countsText(await library.countByMonth(args.topic.slice(0, LONGEST_QUERY))),
        ),
      {
        name: 'count_by_month',
        description: 'How many papers there were on a topic in each month.',
        schema: z.object({ topic: query }),
      },
    ),
  ];
}

function idsOf(given: string | readonly string[]): PaperId[] {
  const text = typeof given === 'string' ? given : given.join(' ');
  const byTitle = text.match(/title:[0-9a-f]{16}/g) ?? [];
  return [...findArxivIds(text), ...(byTitle as PaperId[])];
}
