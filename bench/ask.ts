/** `/ask` without a model over 11,000 papers, inside the process; beside it, what people would otherwise use. */
import { join } from 'node:path';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { loadPrompts } from '../src/answer/prompts.ts';
import { systemClock } from '../src/domain/clock.ts';
import { percentile } from '../src/evaluate/averages.ts';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';
import { openLibrary } from '../src/library/open-library.ts';
import { createPipeline } from '../src/pipeline.ts';
import { rank } from '../src/retrieve/retrieve.ts';
import type { Corpus } from './corpus.ts';
import { describeTimes, ROOT, type Row, secondsOf, timeEach } from './measure.ts';

const SILENT = { info() {}, warn() {}, error() {} };
const WARM_UP = 20;
/** LangChain's retriever goes over every text for every question; a few questions tell enough. */
const FEW = 10;

export async function benchAsk({ papers, questions, origin }: Corpus): Promise<Row[]> {
  return withTemporaryFolder(async (folder) => {
    const library = await openLibrary({ uri: join(folder, 'library'), clock: systemClock });
    const start = performance.now();
    await library.upsert(papers);
    const taken = performance.now();
    await library.refresh();
    const refreshed = performance.now();
    const pipeline = createPipeline({
      library,
      prompts: loadPrompts(join(ROOT, 'prompts')),
      clock: systemClock,
      log: SILENT,
      version: 'bench',
      answerDeadlineMilliseconds: 25_000,
    });
    const ask = async (question: string) => {
      for await (const _ of pipeline.ask(question, {}, new AbortController().signal));
    };
    await timeEach(questions.slice(0, WARM_UP), ask);
    const asked = await timeEach(questions, ask);
    const ranked = await timeEach(questions, (question) => rank(library, question, {}, 12));
    const dated = await timeEach(questions, (question) => rank(library, question, { from: '2025-06-01' }, 12));
    const added = await timeEach(
      [papers.slice(0, 50).map((paper) => ({ ...paper, id: `${paper.id}.new` as const }))],
      (day) => library.upsert(day),
    );
    await library.close();

    const documents = papers.map(({ title, abstract }) => ({ pageContent: `${title}. ${abstract}`, metadata: {} }));
    const retriever = BM25Retriever.fromDocuments(documents, { k: 12 });
    const others = await timeEach(questions.slice(0, FEW), (question) => retriever.invoke(question));
    const ratio = percentile(others, 0.5) / percentile(ranked, 0.5);
    const count = papers.length.toLocaleString('en-US');
    return [
      { what: `take in ${count} papers (${origin})`, figure: secondsOf(taken - start) },
      { what: 'term statistics and vectors of all', figure: secondsOf(refreshed - taken) },
      { what: `/ask without a model, ${count} papers`, figure: describeTimes(asked), beside: 'wanted: under 100 ms' },
      { what: 'hybrid ranking alone', figure: describeTimes(ranked) },
      { what: 'hybrid ranking with a date filter', figure: describeTimes(dated) },
      { what: "add a day's 50 papers, findable", figure: describeTimes(added) },
      {
        what: 'LangChain BM25Retriever, same papers',
        figure: describeTimes(others),
        beside: `${ratio.toFixed(1)} × our hybrid ranking`,
      },
    ];
  });
}
