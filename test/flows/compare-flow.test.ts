import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderMessage } from '../../src/console/render.ts';
import { render } from '../../src/discord/render.ts';
import type { DraftClaim } from '../../src/domain/answer.ts';
import { plainText } from '../../src/domain/message.ts';
import { type ChatRequest, startOpenAi } from '../servers/openai.ts';
import { lastOf, openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function withModel(respond: (request: ChatRequest) => readonly DraftClaim[]) {
  const server = await startOpenAi({
    respond: (request) => ({ status: 'answered', claims: respond(request) }),
    scenarios: ['good'],
  });
  closing.push(server.close);
  return servicesOver(small.library, { modelUrl: server.baseUrl });
}

const PAIR = 'Ask-R1 vs Look Always';
const ALL = '2606.00001, 2606.00002, 2606.00003, 2606.00011, 2606.00012';

describe('a comparison of the best papers on a topic', () => {
  it('chooses them by fit and lightly by upvotes, and says so', async () => {
    const last = await lastOf(servicesOver(small.library), 'compare', { papers: 'the best papers on search agents' });
    expect(last.papers?.length).toBeGreaterThanOrEqual(2);
    expect(last.papers?.length).toBeLessThanOrEqual(4);
    expect(last.papers?.map(({ id }) => id)).toContain('arxiv:2606.00001');
    expect(last.papers?.some(({ withdrawn }) => withdrawn)).toBe(false);
    expect(plainText(last)).toMatch(
      /Chosen from the \d+ papers that fit “search agents” best: by fit, and lightly by upvotes/,
    );
  });

  it('takes as many as are asked for', async () => {
    const last = await lastOf(servicesOver(small.library), 'compare', { papers: 'two best papers on search agents' });
    expect(last.papers).toHaveLength(2);
  });

  it('on which the library has nothing says so', async () => {
    const last = await lastOf(servicesOver(small.library), 'compare', { papers: 'best papers on volcanic basalt' });
    expect(last.status).toBe('abstained');
    expect(plainText(last)).toMatch(/^The library has (?:no papers|only one paper) on “volcanic basalt”/);
  });
});

describe('a cell by a model', () => {
  const cell = (text: string, quote: string): DraftClaim => ({ text, cites: ['P1.s2'], quote, column: 'Method' });

  it('of ten words or more is not shown', async () => {
    const long = 'decides when to search and then searches whenever the model is unsure';
    const services = await withModel(() => [
      cell('searches only when unsure', 'searches only when the model is unsure'),
      { ...cell(long, 'decides when to search'), column: 'Idea' },
    ]);
    const last = await lastOf(services, 'compare', { papers: PAIR });
    expect(last.answer?.dropped).toContain('too-long');
    expect(plainText(last)).not.toContain('whenever');
  });

  it('that is quoted is cut at a word', async () => {
    const quote = 'decides when to search and searches only when the model is unsure';
    const services = await withModel(() => [cell(quote, quote)]);
    const last = await lastOf(services, 'compare', { papers: PAIR });
    expect(plainText(last)).toContain('| decides when to search and searches only when the… [1]');
  });
});

describe('findings that conflict', () => {
  const conflict = (cites: string[]): DraftClaim => ({
    text: 'They disagree: Ask-R1 searches only when the model is unsure, Look Always searches for every question.',
    cites,
    quote: '',
    column: '',
  });

  it('are told with both sides and their dates', async () => {
    const services = await withModel(() => [conflict(['P1.s2', 'P2.s1'])]);
    const last = await lastOf(services, 'compare', { papers: PAIR });
    expect(plainText(last)).toContain('every question. [1][2] (Ask-R1: 2026-06-01; Look Always: 2026-06-02)');
  });

  it('are not told where one side only is cited', async () => {
    const services = await withModel(() => [conflict(['P1.s2'])]);
    expect(plainText(await lastOf(services, 'compare', { papers: PAIR }))).not.toContain('disagree');
  });
});

describe('five papers side by side', () => {
  it('fit a terminal of 80 columns and messages of 2,000 characters', async () => {
    const last = await lastOf(servicesOver(small.library), 'compare', { papers: ALL, focus: 'search' });
    expect(last.papers).toHaveLength(5);
    for (const line of renderMessage(last, { width: 80, colours: false }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
    const { parts, rest } = render(last, new Map());
    expect(rest).toBeUndefined();
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(2000);
      // No citation is torn: every bracket that opens closes in the same message.
      expect(part.match(/\[/g)?.length).toBe(part.match(/\]/g)?.length);
    }
  });

  it('without a model show each number in the sentence that has it', async () => {
    const last = await lastOf(servicesOver(small.library), 'compare', { papers: ALL });
    const text = plainText(last);
    expect(text).toMatch(/^Paper \| Date \| By \| Upvotes \| Numbers$/m);
    expect(text).toMatch(/^Ask-R1 \[1\] \| 2026-06-01 \| Ada Lovelace and Alan Turing \| 40 \| 30%$/m);
    expect(text).toMatch(/Numbers: On three data sets Ask-R1 makes 30% fewer search calls than GPT-4\. \[1\]/);
  });
});
