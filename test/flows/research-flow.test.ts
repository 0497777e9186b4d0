import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import type { ChatRequest } from '../servers/openai.ts';
import { type ToolScript, toolResults } from '../servers/openai-tools.ts';
import {
  FAKE_SYSTEM,
  lastOf,
  messagesOf,
  ORDER,
  openSmallLibrary,
  type SmallLibrary,
  servicesOver,
} from '../small-library.ts';
import { blocksOf, expectNothingFalse, honest, QUESTION, REVIEWED, schemaOf, textOf, withModel } from './research.ts';

let small: SmallLibrary;
let extracting: Services;
beforeAll(async () => {
  small = await openSmallLibrary(REVIEWED);
  extracting = servicesOver(small.library);
});
afterAll(() => small.close());

const fileOf = (message: Message, ending: string) =>
  String(message.files?.find(({ name }) => name.endsWith(ending))?.content ?? '');

describe('a review without a model', () => {
  it('quotes the abstracts in parts, with a table, counts by month and what is left open, and says that it quotes', async () => {
    const last = await lastOf(extracting, 'research', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'extract', fallback: 'no-model' } });
    for (const { text, citations } of last.answer?.claims ?? []) {
      expect(
        citations.some(({ quote }) => quote.includes(text) || text.includes(quote)),
        text,
      ).toBe(true);
    }
    const headings = blocksOf(last, 'heading');
    expect(headings).toEqual([
      `Review: ${QUESTION}`,
      'Reward shaping',
      'Internal knowledge',
      'Papers',
      'Papers on this in the library, by month',
      'Open questions',
    ]);
    const text = plainText(last);
    expect(text).toContain('How to price a search remains an open question. [');
    expect(text).toContain('2026-04 | 2\n2026-05 | 1\n2026-06 | 2');
    expect(text).toContain('no language model is set up');
  });

  it('quotes no sentence twice', async () => {
    const last = await lastOf(extracting, 'research', { question: QUESTION });
    const texts = last.answer?.claims.map(({ text }) => text) ?? [];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('keeps to the days that the question names', async () => {
    const last = await lastOf(extracting, 'research', { question: `${QUESTION} since June 2026` });
    const days = last.papers?.map(({ listedOn }) => listedOn ?? '') ?? [];
    expect(days.length).toBeGreaterThan(1);
    expect(days.filter((day) => day < '2026-06-01')).toEqual([]);
  });

  it('that the library holds nothing on says so', async () => {
    const last = await lastOf(extracting, 'research', { question: 'zebra stripes evolution savannah' });
    expect(last.status).toBe('abstained');
    expect(last.files).toBeUndefined();
  });

  it('on no topic at all is asked back for', async () => {
    const last = await lastOf(extracting, 'research', { question: 'the newest papers' });
    expect(last.status).toBe('invalid');
  });
});

describe('the files that go with a review', () => {
  it('are a report with every sentence, and BibTeX of exactly what is cited', async () => {
    const last = await lastOf(extracting, 'research', { question: QUESTION });
    expect(last.files?.map(({ name }) => name)).toEqual([
      'research-how-can-a-model-decide-when-to-search.md',
      'research-how-can-a-model-decide-when-to-search.bib',
    ]);
    const [report, bibliography] = [fileOf(last, '.md'), fileOf(last, '.bib')];
    for (const { text } of last.answer?.claims ?? []) expect(report).toContain(text.slice(0, 30));
    const cited = last.papers?.map(({ id }) => id.slice('arxiv:'.length)).sort();
    expect([...bibliography.matchAll(/eprint = \{(.+)\}/g)].map(([, id]) => id).sort()).toEqual(cited);
  });
});

describe('a review by a model that looks papers up', () => {
  it('shows each step, then grows part by part, and rests on what was read', async () => {
    const { services, withTools } = await withModel(small.library, honest);
    const messages = await messagesOf(services, 'research', { question: QUESTION });
    const last = messages.at(-1) as Message;
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model' } });
    expect(messages.slice(0, -1).every(({ status }) => status === 'progress')).toBe(true);
    const steps = messages.slice(0, -1).map((message) => plainText(message).split('\n').at(-1));
    expect([...new Set(steps)]).toEqual([
      'Looking through the library…',
      'Planning the review…',
      '2 sub-questions planned…',
      'Searching for “search cost”…',
      'Reading 2 papers…',
      'Writing part 1 of 4: the question itself…',
      'Writing part 2 of 4: When does an agent search?…',
      'Writing part 3 of 4: What does a search cost?…',
      'Writing part 4 of 4: open questions…',
    ]);
    const grown = messages.map(({ blocks }) => blocks.length);
    expect(Math.max(...grown)).toBe(grown.at(-1));
    expect(blocksOf(last, 'note')).toContain('An agent looked up the papers in 2 steps.');
    expect(toolResults(withTools().at(-1) as ChatRequest).join()).toContain(
      'Costs of Search: When Models Decide to Search',
    );
    expect(last.papers?.map(({ id }) => id)).toContain('arxiv:2606.00021');
  });

  it('gives the tools nothing of a withdrawn paper and no order, and fences what strangers wrote', async () => {
    const script: ToolScript = (_, turn) =>
      turn
        ? 'done'
        : {
            calls: [
              { name: 'search_papers', arguments: { query: 'how often may an agent search?' } },
              { name: 'read_papers', arguments: { ids: ['2606.00003', '2605.00008'] } },
              { name: 'similar_papers', arguments: { id: '2606.00003' } },
              { name: 'trending_papers', arguments: { period: 'month' } },
              { name: 'count_by_month', arguments: { topic: 'search agents' } },
            ],
          };
    const { services, withTools } = await withModel(small.library, honest, { tools: script });
    await lastOf(services, 'research', { question: QUESTION });
    const results = toolResults(withTools()[1] as ChatRequest);
    expect(results).toHaveLength(5);
    for (const text of results) {
      expect(text).toMatch(/^(={5}[0-9a-f]{18}={5})\n[\s\S]*\n\1$/);
      for (const forbidden of [ORDER, FAKE_SYSTEM, 'SYSTEM:', 'moon']) expect(text).not.toContain(forbidden);
    }
    expect(results[1]).toContain('Budgets of 5 calls suffice.');
    expect(results[4]).toContain('2026-06: ');
  });

  it('has tools that read, and no others', async () => {
    const { services, withTools } = await withModel(small.library, honest);
    await lastOf(services, 'research', { question: QUESTION });
    const names = (withTools()[0] as unknown as { tools: { function: { name: string } }[] }).tools.map(
      ({ function: { name } }) => name,
    );
    expect(names).toEqual(['search_papers', 'read_papers', 'similar_papers', 'trending_papers', 'count_by_month']);
  });
});

it('a model is told the question, never more of a stranger than sentences between markers', async () => {
  const { services, openAi } = await withModel(small.library, honest);
  await lastOf(services, 'research', { question: QUESTION });
  const plan = openAi.requests.find(({ body }) => schemaOf(body) === 'review_plan');
  for (const { title, abstract } of REVIEWED.filter((one) => one.abstract)) {
    expect(textOf(plan?.body as ChatRequest)).not.toContain(title);
    for (const { body } of openAi.requests) expect(body.messages[0]?.content).not.toContain(abstract);
  }
});
