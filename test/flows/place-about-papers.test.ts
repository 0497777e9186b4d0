import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { plainText } from '../../src/domain/message.ts';
import { afterwards } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import { lastOf, openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

const ASK_R1 = 'arxiv:2606.00001' as const;
const askIn = (about: readonly `arxiv:${string}`[], question: string): Promise<Message> =>
  lastOf(servicesOver(small.library), 'ask', { question }, undefined, { about });
const cited = ({ answer }: Message) =>
  new Set(answer?.claims.flatMap(({ citations }) => citations.map(({ paper }) => paper.id)));

describe('a question in a thread about a paper', () => {
  it('is answered from that paper, though others speak of the same', async () => {
    const message = await askIn([ASK_R1], 'how often is the search engine called?');
    expect(cited(message)).toEqual(new Set([ASK_R1]));
  });

  it('that takes for granted what the paper denies is told so, and not what others say', async () => {
    const server = await startOpenAi({
      respond: ({ messages }) => {
        const [, key = '', text = ''] =
          /^(P\d+\.s\d+) (Ask-R1 decides .+)$/m.exec(messages.at(-1)?.content ?? '') ?? [];
        return { status: 'false-premise', claims: [{ text, cites: [key], quote: text }] };
      },
    });
    afterwards(server.close);
    const services = servicesOver(small.library, { modelUrl: server.baseUrl });
    const question = 'why does it search for every question?';
    const message = await lastOf(services, 'ask', { question }, undefined, { about: [ASK_R1] });
    expect(message.answer?.abstention).toBe('false-premise');
    expect(cited(message)).toEqual(new Set([ASK_R1]));
    expect(server.requests).toHaveLength(1);
  });

  it('takes in another paper that it names', async () => {
    const message = await askIn([ASK_R1], 'when does it search, other than Look Always?');
    expect(cited(message)).toEqual(new Set([ASK_R1, 'arxiv:2606.00002']));
  });

  it('is answered from the rest of the library where the paper does not say, and that is told', async () => {
    const message = await askIn([ASK_R1], 'how much faster is decoding in diffusion language models?');
    expect(cited(message)).toEqual(new Set(['arxiv:2606.00011']));
    expect(plainText(message)).toContain('“Ask-R1: Deciding When to Search” says little on this');
  });

  it('that only points at it is answered from it', async () => {
    const message = await askIn([ASK_R1], 'what does it report?');
    expect(cited(message)).toEqual(new Set([ASK_R1]));
  });

  it('may ask for a list of others', async () => {
    const message = await askIn([ASK_R1], 'what are the newest papers on gardens?');
    expect(message.papers?.map(({ title }) => title)).toContain('On Gardens');
  });

  it('is answered as anywhere when the paper has left the library or was withdrawn', async () => {
    const message = await askIn(['arxiv:2605.00008', 'arxiv:2501.99999'], 'how much faster is diffusion decoding?');
    expect(cited(message)).toEqual(new Set(['arxiv:2606.00011']));
  });
});

describe('/discuss', () => {
  it('shows the card and what the discussion is about', async () => {
    const message = await lastOf(servicesOver(small.library), 'discuss', { paper: 'Ask-R1' });
    expect(message.discussion).toEqual({ name: 'Ask-R1: Deciding When to Search', papers: [ASK_R1] });
    expect(plainText(message)).toContain('Search agents often call a search engine');
  });

  it.each([['TAPO'], ['no such paper at all'], ['2605.00008']])('has none for %s', async (paper) => {
    const message = await lastOf(servicesOver(small.library), 'discuss', { paper });
    expect(message.discussion).toBeUndefined();
  });
});
