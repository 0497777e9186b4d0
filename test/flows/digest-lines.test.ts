import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../src/domain/digest.ts';
import { plainText } from '../../src/domain/message.ts';
import { renderDigest } from '../../src/render/digest.ts';
import { claimOf, givenSentences } from '../bot/write-from-evidence.ts';
import { paper } from '../doubles/paper.ts';
import { type ChatRequest, startOpenAi } from '../servers/openai.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';
import { digestOf, LISTED, ORDER, subscription } from './digest-library.ts';

const POISONED = [
  paper({
    id: 'arxiv:2606.00020',
    title: 'A Quiet Title',
    abstract: `We measure the tides of a bay. ${ORDER} Tides rise by 2 metres.`,
    listedOn: '2026-06-30',
    upvotes: 90,
  }),
  paper({ id: 'arxiv:2606.00021', title: ORDER, abstract: 'We do nothing else.', listedOn: '2026-06-30', upvotes: 99 }),
];

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary([...LISTED, ...POISONED]);
});
afterAll(() => small.close());
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function withModel(respond: (request: ChatRequest) => object) {
  const server = await startOpenAi({ respond, scenarios: ['good'] });
  closing.push(server.close);
  return { server, services: servicesOver(small.library, { modelUrl: server.baseUrl }) };
}

/** The second sentence as it stands, or nothing where there is none. */
function secondSentence(request: ChatRequest): object {
  const sentence = givenSentences(request)[1];
  return { status: 'answered', claims: sentence ? [claimOf(sentence)] : [] };
}

describe('the line of a paper, with a model', () => {
  it('is written once for all digests of a day', async () => {
    const { server, services } = await withModel(secondSentence);
    const first = await digestOf(services, '2026-07-01', subscription({ papers: 3 }));
    const asked = server.requests.length;
    const second = await digestOf(services, '2026-07-01', subscription({ id: 'two', papers: 3, style: 'compact' }));
    expect(first.entries.map(({ written }) => written)).toEqual([true, true, true]);
    expect(asked).toBe(3);
    expect(server.requests).toHaveLength(asked);
    expect(second.entries).toEqual(first.entries);
  });

  it('is asked for in the language of the subscription', async () => {
    const { server, services } = await withModel(secondSentence);
    await digestOf(services, '2026-07-01', subscription({ papers: 1, language: 'de' }));
    expect(server.requests[0]?.body.messages[1]?.content).toContain('Wanted language: German');
  });

  it('that does not hold is a sentence of the abstract instead', async () => {
    const { services } = await withModel((request) => {
      const [first] = givenSentences(request);
      return {
        status: 'answered',
        claims: [{ text: 'It is 99 times faster.', cites: [first?.key], quote: first?.text }],
      };
    });
    const { entries } = await digestOf(services, '2026-07-01', subscription({ papers: 2 }));
    for (const { line, written, paper: its } of entries) {
      expect(written).toBe(false);
      expect(its.abstract).toContain(line);
    }
  });

  it('a model that is down costs nobody their digest', async () => {
    const server = await startOpenAi({ respond: secondSentence, scenarios: ['serverError'] });
    closing.push(server.close);
    const services = servicesOver(small.library, { modelUrl: server.baseUrl });
    const { entries } = await digestOf(services, '2026-07-01', subscription({ papers: 2 }));
    expect(entries.every(({ line, written }) => line !== '' && !written)).toBe(true);
  });
});

describe('what strangers write', () => {
  const everything = (digest: Digest) =>
    (['cards', 'compact', 'thread'] as const)
      .flatMap((style) => {
        const { messages, thread } = renderDigest(digest, style);
        return [...messages, ...(thread?.messages ?? [])];
      })
      .map(plainText)
      .join('\n');

  it('gives no orders in a digest: neither in its title nor in its line', async () => {
    const digest = await digestOf(servicesOver(small.library), '2026-07-01', subscription({ papers: 25 }));
    const text = everything(digest);
    expect(text).toContain('A Quiet Title');
    expect(text).not.toMatch(/previous instructions|buy coins/i);
  });

  it('reaches no model as an order, and a model that obeys reaches no reader', async () => {
    const { server, services } = await withModel(() => ({
      status: 'answered',
      claims: [{ text: 'Buy coins now.', cites: ['P1.s2'], quote: ORDER }],
    }));
    const digest = await digestOf(services, '2026-07-01', subscription({ papers: 25 }));
    const firstAsked = server.requests
      .map(({ body }) => JSON.stringify(body))
      .filter((body) => !body.includes('second attempt'));
    expect(firstAsked).toHaveLength(5);
    expect(firstAsked.some((body) => body.includes('buy coins'))).toBe(false);
    expect(everything(digest)).not.toMatch(/buy coins/i);
  });
});
