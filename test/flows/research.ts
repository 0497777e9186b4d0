/** A small library with enough on one topic for a review, and models that review it honestly. */
import { expect } from 'vitest';
import { type Block, type Message, plainText } from '../../src/domain/message.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { givenSentences } from '../bot/write-from-evidence.ts';
import { paper } from '../doubles/paper.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { afterwards } from '../servers/open-discord.ts';
import { type ChatRequest, type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import type { ToolScript } from '../servers/openai-tools.ts';
import { PAPERS, type ServicesOptions, servicesOver } from '../small-library.ts';

export const QUESTION = 'how can a model decide when to search?';

/** Enough papers on one topic to fall into aspects, with a limit that one of them states. */
const MORE = [
  paper({
    id: 'arxiv:2606.00021',
    title: 'Costs of Search: When Models Decide to Search',
    abstract:
      'We audit what agents pay when they decide to search. Reward shaping makes an agent search less often. How to price a search remains an open question.',
    authors: ['Grace Hopper'],
    publishedAt: '2026-06-11',
    listedOn: '2026-06-12',
    upvotes: 7,
  }),
  paper({
    id: 'arxiv:2605.00022',
    title: 'Shaping Searches',
    abstract:
      'Reward shaping teaches an agent when to search. The agent decides to search in 12% of cases. It still fails on questions in other languages.',
    publishedAt: '2026-05-11',
    listedOn: '2026-05-12',
    upvotes: 2,
  }),
  paper({
    id: 'arxiv:2604.00023',
    title: 'To Search or Not',
    abstract: 'A model decides to search by its internal knowledge. Internal knowledge saves every second search.',
    publishedAt: '2026-04-11',
    listedOn: '2026-04-12',
  }),
  paper({
    id: 'arxiv:2604.00024',
    title: 'What Agents Know',
    abstract:
      'Internal knowledge lets a model decide when a search is needed. Agents with internal knowledge search late.',
    publishedAt: '2026-04-13',
    listedOn: '2026-04-14',
  }),
];

export const REVIEWED = [...PAPERS, ...MORE];
const ABSTRACTS = REVIEWED.map(({ abstract }) => abstract);

export const textOf = ({ messages }: ChatRequest) => messages.map(({ content }) => content).join('\n');
export const schemaOf = (request: ChatRequest) => request.response_format?.json_schema?.name;

/** An honest model: plans two sub-questions, and says of each part what the first sentences say. */
export function honest(request: ChatRequest): object {
  if (schemaOf(request) === 'review_plan') {
    return { sub_questions: ['When does an agent search?', 'What does a search cost?'] };
  }
  const claims = givenSentences(request)
    .filter(({ text }) => !textOf(request).includes(`- ${text}`))
    .slice(0, 3)
    .map(({ key, text }) => ({ text, cites: [key], quote: text }));
  return { status: 'answered', claims };
}

/** Searches once, reads two papers, is done. */
export const looksUp: ToolScript = (_, turn) =>
  (
    [
      { calls: [{ name: 'search_papers', arguments: { query: 'search cost' }, id: 'a' }] },
      { calls: [{ name: 'read_papers', arguments: { ids: ['2606.00021', '2605.00022'] }, id: 'a' }] },
      'done',
    ] as const
  )[turn] ?? 'done';

/** The library behind a model; ends with the test. */
export async function withModel(
  library: PaperIndex,
  respond: (request: ChatRequest) => object | string,
  options: OpenAiServerOptions & ServicesOptions = {},
) {
  const { answerDeadlineMilliseconds, researchLimits, ...server } = options;
  const openAi = await startOpenAi({ respond, tools: looksUp, ...server });
  afterwards(openAi.close);
  const log = createRecordingLog();
  const services = servicesOver(library, {
    ...{ modelUrl: openAi.baseUrl, log },
    ...(answerDeadlineMilliseconds && { answerDeadlineMilliseconds }),
    ...(researchLimits && { researchLimits }),
  });
  const withTools = () => openAi.requests.filter(({ body }) => 'tools' in body).map(({ body }) => body);
  return { openAi, services, log, withTools };
}

/** What holds for every review, whoever wrote it. */
export function expectNothingFalse(message: Message): void {
  for (const { text, citations } of message.answer?.claims ?? []) {
    expect(citations.length, text).toBeGreaterThan(0);
    for (const { paper: cited, quote } of citations) {
      expect(ABSTRACTS).toContain(cited.abstract);
      expect(cited.withdrawn).toBe(false);
      expect(cited.abstract).toContain(quote);
    }
  }
  const files = (message.files ?? []).map(({ content }) => String(content)).join('\n');
  for (const lie of ['fraud', 'retracted', 'moon', 'evil.example', 'P1.s1', '99']) {
    expect(`${plainText(message)}\n${files}`.toLowerCase()).not.toContain(lie.toLowerCase());
  }
}

const blockText = (block: Block) => plainText({ status: 'ok', blocks: [block] });

export function blocksOf(message: Message, kind: Block['kind']): string[] {
  return message.blocks.filter((block) => block.kind === kind).map(blockText);
}
