import { describe, expect, it } from 'vitest';
import { type ClaimEnd, type ClaimLimits, readClaims } from '../../src/answer/claim-stream.ts';
import type { DraftClaim } from '../../src/domain/answer.ts';

const FIRST: DraftClaim = { text: 'Search pays when the model is unsure {or not}.', cites: ['P1.s2', 'P2.s1'] };
const SECOND: DraftClaim = { text: 'It says "no" in 12% of cases \\ {[.', cites: ['P3.s1'], quote: 'in 12% of cases' };
const ANSWER = JSON.stringify({ status: 'answered', claims: [FIRST, SECOND] });

/** A source that knows whether it was closed before its end. */
function source(text: string, size = 5) {
  const state = { read: 0, closedEarly: false };
  async function* pieces() {
    let ended = false;
    try {
      for (let at = 0; at < text.length; at += size) {
        state.read = Math.min(text.length, at + size);
        yield text.slice(at, at + size);
      }
      ended = true;
    } finally {
      state.closedEarly = !ended;
    }
  }
  return { pieces: pieces(), state };
}

async function read(text: string, { size = 5, limits }: { size?: number; limits?: ClaimLimits } = {}) {
  const { pieces, state } = source(text, size);
  const claims: DraftClaim[] = [];
  const ends: ClaimEnd[] = [];
  for await (const event of readClaims(pieces, limits)) {
    if (event.kind === 'claim') claims.push(event.claim);
    else ends.push(event);
  }
  expect(ends).toHaveLength(1);
  return { claims, end: ends[0], ...state };
}

describe('claims of an answer that is being written', () => {
  it.each([1, 2, 3, 7, 1000])('are the same in pieces of %i characters', async (size) => {
    const { claims, end } = await read(ANSWER, { size });
    expect(claims).toEqual([FIRST, SECOND]);
    expect(end).toEqual({ kind: 'end', status: 'answered', outcome: 'complete', skipped: 0 });
  });

  it('are shown as soon as each is complete', async () => {
    const { pieces, state } = source(ANSWER, 1);
    const events = readClaims(pieces);
    expect(await events.next()).toMatchObject({ value: { kind: 'claim', claim: FIRST } });
    expect(state.read).toBe(ANSWER.indexOf(JSON.stringify(FIRST)) + JSON.stringify(FIRST).length);
    await events.return();
    expect(state.closedEarly).toBe(true);
  });

  it('may come before the status, between other fields, with white space anywhere', async () => {
    const text = JSON.stringify(
      { notes: { claims: [{ text: 'no' }] }, claims: [FIRST], n: 1, status: 'partial' },
      null,
      2,
    );
    const { claims, end } = await read(text);
    expect(claims).toEqual([FIRST]);
    expect(end).toMatchObject({ status: 'partial', outcome: 'complete' });
  });

  it('may be none', async () => {
    for (const text of [
      '{"status":"cannot","claims":[]}',
      '{"status":"cannot"}',
      '{"claims":null,"status":"cannot"}',
    ]) {
      expect(await read(text)).toMatchObject({ claims: [], end: { status: 'cannot', outcome: 'complete' } });
    }
  });

  it('have no status when the model invents one', async () => {
    const { end } = await read('{"status":"great","claims":[]}');
    expect(end).toEqual({ kind: 'end', outcome: 'complete', skipped: 0 });
  });
});

describe('text around the object', () => {
  it.each([
    ['a fence', `\`\`\`json\n${ANSWER}\n\`\`\`\n`],
    ['prose with braces', `For the set {a, b} and {"an": "example"} I write:\n${ANSWER}\nThat is {all}.`],
    [
      'thinking that drafts an answer',
      `<think>Perhaps {"status":"cannot","claims":[{"text":"x","cites":[]}]}</think>\n${ANSWER}`,
    ],
    ['two thoughts', `<THINK>{"claims":[</THINK><reasoning>{"status":</reasoning>${ANSWER}`],
  ])('is passed over: %s', async (_name, text) => {
    for (const size of [1, 6]) {
      const { claims, end } = await read(text, { size });
      expect(claims).toEqual([FIRST, SECOND]);
      expect(end).toMatchObject({ status: 'answered', outcome: 'complete' });
    }
  });

  it('is not waited for once the object is complete', async () => {
    const { end, closedEarly } = await read(`${ANSWER}${' and so on'.repeat(100)}`);
    expect(end?.outcome).toBe('complete');
    expect(closedEarly).toBe(true);
  });
});

describe('broken answers', () => {
  it('keep what was complete at every place where the text can be cut', async () => {
    const firstEnd = ANSWER.indexOf(JSON.stringify(FIRST)) + JSON.stringify(FIRST).length;
    const secondEnd = ANSWER.indexOf(JSON.stringify(SECOND)) + JSON.stringify(SECOND).length;
    for (let length = 0; length < ANSWER.length; length += 1) {
      const { claims, end } = await read(ANSWER.slice(0, length), { size: 50 });
      expect(claims).toEqual(length >= secondEnd ? [FIRST, SECOND] : length >= firstEnd ? [FIRST] : []);
      expect(end?.outcome).toBe('broken');
    }
  });

  it.each([
    ['quotes inside a text', `{"claims":[${JSON.stringify(FIRST)},{"text":"it says "no" often","cites":["P1.s1"]},`],
    ['brackets that do not match', `{"claims":[${JSON.stringify(FIRST)},{"text":"a","cites":["P1.s1"}]}`],
    ['a key without quotes', `{"claims":[${JSON.stringify(FIRST)}],status:"answered"}`],
  ])('stop where they break: %s', async (_name, text) => {
    const { claims, end, closedEarly } = await read(`${text}${' more'.repeat(50)}`);
    expect(claims).toEqual([FIRST]);
    expect(end?.outcome).toBe('broken');
    expect(closedEarly).toBe(true);
  });

  it.each(['', 'I cannot answer that.', '<think>on and on', '[1, 2]', '{"answer": 1}'])(
    'say so without any object: %j',
    async (text) => {
      expect(await read(text)).toMatchObject({ claims: [], end: { outcome: 'broken', skipped: 0 } });
    },
  );

  it('count entries that are no claims, and go on', async () => {
    const text = `{"claims":["words", 7, null, {"cites":["P1.s1"]}, {"text": 3}, ${JSON.stringify(FIRST)}],"status":"answered"}`;
    const { claims, end } = await read(text);
    expect(claims).toEqual([FIRST]);
    expect(end).toMatchObject({ skipped: 5, outcome: 'complete' });
  });

  it('forgive what small models do: trailing commas, line breaks in texts, one key for a list, null for a quote', async () => {
    const text =
      '{"status":"answered","claims":[{"text":"two\nlines","cites":"P1.s1","quote":null,},{"text":"bare"},],}';
    const { claims, end } = await read(text);
    expect(claims).toEqual([
      { text: 'two lines', cites: ['P1.s1'] },
      { text: 'bare', cites: [] },
    ]);
    expect(end).toMatchObject({ status: 'answered', outcome: 'complete' });
  });
});

describe('answers without an end', () => {
  it('stop after twenty claims', async () => {
    const many = `{"status":"answered","claims":[${Array(100).fill(JSON.stringify(FIRST)).join()}]}`;
    const { claims, end, closedEarly } = await read(many);
    expect(claims).toHaveLength(20);
    expect(end).toMatchObject({ outcome: 'too-long', status: 'answered' });
    expect(closedEarly).toBe(true);
  });

  it('of exactly twenty claims are complete', async () => {
    const many = `{"claims":[${Array(20).fill(JSON.stringify(FIRST)).join()}]}`;
    expect((await read(many)).end?.outcome).toBe('complete');
  });

  it.each(['x', '{', '{"claims":[{"text":"', `{"claims":[${JSON.stringify(FIRST)},{"text":"`, '<think>'])(
    'stop after 20,000 characters: %s…',
    async (start) => {
      const { end, read: characters, closedEarly } = await read(start + 'y'.repeat(100_000), { size: 100 });
      expect(end?.outcome).toBe('too-long');
      expect(characters).toBeLessThanOrEqual(20_100);
      expect(closedEarly).toBe(true);
    },
  );

  it('never read past the limit, even in one huge piece', async () => {
    const text = `{"claims":[${' '.repeat(300)}${JSON.stringify(FIRST)}]}`;
    const { claims, end } = await read(text, { size: 10_000, limits: { claims: 20, characters: 200 } });
    expect(claims).toEqual([]);
    expect(end?.outcome).toBe('too-long');
  });
});

it('a fault of the model reaches the caller after the claims before it', async () => {
  async function* cut() {
    yield `{"claims":[${JSON.stringify(FIRST)},`;
    throw new Error('the connection broke');
  }
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const event of readClaims(cut())) seen.push(event);
  })();
  await expect(reading).rejects.toThrow('the connection broke');
  expect(seen).toEqual([{ kind: 'claim', claim: FIRST }]);
});
