import { describe, expect, it } from 'vitest';
import { CLAIMS_SCHEMA, TABLE_SCHEMA } from '../../src/answer/claims-schema.ts';
import { createAnswerReader } from '../../src/model/answer-reader.ts';
import { describeLayout, layoutOf } from '../../src/model/line-layout.ts';

type Definition = Readonly<Record<string, unknown>>;

/** What the reader makes of a text that arrives in pieces of this size. */
function read(text: string, size: number, definition: Definition = TABLE_SCHEMA.definition, whole = true) {
  const reader = createAnswerReader(Object.keys(definition.properties ?? {}), layoutOf(definition));
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(reader.push(text.slice(at, at + size)));
  const { text: rest, state } = reader.end(whole);
  return { json: pieces.join('') + rest, pieces, state };
}

const SIZES = [1, 2, 7, 1000];
const ONE = { text: 'Search pays.', cites: ['P1.s2'], quote: 'it pays', column: '' };
const TWO = { text: 'It costs 3: more.', cites: ['P2.s1', 'P1.s2'], quote: 'costs', column: 'Cost' };
const TABLE = { status: 'answered', claims: [ONE, TWO] };

describe('JSON that a model wrote', () => {
  const json = JSON.stringify(TABLE);
  it.each([
    ['as it is', json],
    ['with a fence', `\`\`\`json\n${json}\n\`\`\``],
    ['with words around it', `Here is {my} answer: "yes".\n${json} I hope {it} helps`],
    ['behind thoughts', `<think>\nperhaps {"status": "cannot"}\nSTATUS: cannot\n</think>\n\n${json}`],
    ['behind thoughts without their beginning', `perhaps so.\n</think>${json}`],
    ['in a wrapper of its own', `{"answer": ${json}}`],
    ['spread over lines', JSON.stringify(TABLE, null, 2)],
    ['with commas too many', json.replaceAll('}]', '} , ]').replace('"P1.s2"]', '"P1.s2", ]')],
  ])('comes out as JSON and nothing else: %s', (_how, text) => {
    for (const size of SIZES) {
      const { json: out, state } = read(text, size);
      expect(JSON.parse(out)).toEqual(TABLE);
      expect(state).toBe('whole');
    }
  });

  it('may break lines inside strings, and hold brackets and escapes there', () => {
    const text = '{"status": "answered", "claims": [{"text": "a\n\\"}] \\\\ b", "cites": []}]}';
    for (const size of SIZES) expect(JSON.parse(read(text, size).json).claims[0].text).toBe('a "}] \\ b');
  });

  it('may begin with a key of its own', () => {
    expect(JSON.parse(read('{"thoughts": "hm", "status": "cannot", "claims": []}', 5).json)).toMatchObject({
      status: 'cannot',
    });
  });

  it('that has no end is broken, and one that never begins is prose', () => {
    expect(read(json.slice(0, -20), 7).state).toBe('broken');
    expect(read('I do not know {that}.', 7).state).toBe('prose');
    expect(read(' \n', 1).state).toBe('empty');
  });

  it('gives a claim away as soon as it closes', () => {
    const { pieces } = read(json, 1);
    expect(pieces.slice(0, json.indexOf('},{') + 1).join('')).toContain('"column":""}');
  });
});

describe('lines that a model wrote', () => {
  it.each([
    [
      'as they were asked for',
      'STATUS: answered\n\nTEXT: Search pays.\nCITES: P1.s2\nQUOTE: it pays\nCOLUMN:\n\nTEXT: It costs 3: more.\nCITES: P2.s1; P1.s2\nQUOTE: costs\nCOLUMN: Cost\n',
    ],
    [
      'with Markdown, bullets and numbers',
      '**STATUS:** answered\n\n**Claim 1**: Search pays.\n- **CITES:** [P1.s2]\n- QUOTE: "it pays"\n- COLUMN: none\n\n2. CLAIM 2: It costs 3: more.\n* CITES: ["P2.s1", "P1.s2"]\n* QUOTE: “costs”\n* COLUMN: `Cost`',
    ],
    [
      'without empty lines, and with the status last',
      'TEXT: Search pays.\nCITES: P1.s2\nQUOTE: it pays\nCOLUMN: ""\nTEXT: It costs 3: more.\nCITES: P2.s1 and P1.s2\nQUOTE: costs\nCOLUMN: Cost\nSTATUS: Answered',
    ],
    [
      'with an empty line after every line, and values on two lines',
      'STATUS: answered\r\n\r\nCLAIMS:\r\n\r\nTEXT: Search\r\npays.\r\n\r\nCITES:\r\n- P1.s2\r\n\r\nQUOTE: it pays\r\n\r\nCOLUMN:\r\n\r\nTEXT: It costs\r\n3: more.\r\n\r\nCITES: P2.s1\r\nCITES: P1.s2\r\n\r\nQUOTE: costs\r\n\r\nCOLUMN: Cost\r\n\r\nI hope this helps!',
    ],
    [
      'with an introduction, a fence and thoughts',
      '<think>STATUS: cannot\n</think>Sure! Here you go:\n```\nstatus: answered\ntext: Search pays.\ncites: P1.s2\nquote: it pays\ncolumn:\n\ntext: It costs 3: more.\ncites: P2.s1, P1.s2\nquote: costs\ncolumn: Cost\n```\n',
    ],
  ])('come out as JSON: %s', (_how, text) => {
    for (const size of SIZES) {
      const { json, state } = read(text, size);
      expect(JSON.parse(json)).toEqual(TABLE);
      expect(state).toBe('whole');
    }
  });

  it('give a claim away at the empty line behind it', () => {
    const text = 'STATUS: answered\n\nTEXT: a\nCITES: P1.s1\nQUOTE: q\n\n';
    const { pieces } = read(text, text.length, CLAIMS_SCHEMA.definition);
    expect(pieces.join('')).toBe('{"status":"answered","claims":[{"text":"a","cites":["P1.s1"],"quote":"q"}');
  });

  it('without a claim are an answer too, and what is left out is empty', () => {
    expect(JSON.parse(read('STATUS: cannot', 3).json)).toEqual({ status: 'cannot', claims: [] });
    expect(JSON.parse(read('STATUS: answered\nTEXT: a', 3).json)).toEqual({
      status: 'answered',
      claims: [{ text: 'a', cites: [], quote: '', column: '' }],
    });
    expect(JSON.parse(read('TEXT: a', 3).json)).not.toHaveProperty('status');
  });

  it('that were cut leave out the claim that was cut', () => {
    const { json, state } = read('STATUS: answered\nTEXT: a\nCITES: P1.s1\nTEXT: b and\nCITES: P', 4, undefined, false);
    expect(json).toBe('{"status":"answered","claims":[{"text":"a","cites":["P1.s1"],"quote":"","column":""}');
    expect(state).toBe('broken');
  });

  it('can say anything without leaving their string', () => {
    const { json } = read('STATUS: answered\nTEXT: "}], "status": "cannot", \\ {{\nCITES: P1.s1\n', 6);
    expect(JSON.parse(json)).toMatchObject({
      status: 'answered',
      claims: [{ text: '"}], "status": "cannot", \\ {{' }],
    });
  });
});

describe('the layout follows the schema', () => {
  const text = { type: 'string' };
  const object = (properties: object) => ({ type: 'object', properties });

  it('of simple objects: text, numbers, yes and no, lists', () => {
    const definition = object({
      standalone: text,
      subQueries: { type: 'array', items: text },
      supported: { type: 'boolean' },
      score: { type: 'integer', description: '0 to 10' },
      reason: { type: ['string', 'null'] },
    });
    const written =
      'STANDALONE: What is TAPO?\nSUB QUERIES: TAPO, training; TAPO results (math)\nSub queries: more\nSUPPORTED: Yes, it is.\nSCORE: 7 of 10\n';
    expect(JSON.parse(read(written, 4, definition).json)).toEqual({
      standalone: 'What is TAPO?',
      subQueries: ['TAPO, training', 'TAPO results (math)', 'more'],
      supported: true,
      score: 7,
      reason: '',
    });
    expect(describeLayout(layoutOf(definition) ?? { fields: [], groups: [] })).toContain('SCORE: (a number; 0 to 10)');
  });

  it('of two arrays with the same names', () => {
    const definition = object({
      title: text,
      sections: { type: 'array', items: object({ title: text, body: text }) },
      queries: { type: 'array', items: object({ title: text }) },
    });
    const written =
      'TITLE: Review\nSECTION TITLE: One\nBODY: b1\n\nQUERY TITLE: q1\n\nSECTION TITLE: Two\nBODY: b2\n\nQUERY TITLE: q2';
    for (const size of SIZES)
      expect(JSON.parse(read(written, size, definition).json)).toEqual({
        title: 'Review',
        sections: [
          { title: 'One', body: 'b1' },
          { title: 'Two', body: 'b2' },
        ],
        queries: [{ title: 'q1' }, { title: 'q2' }],
      });
  });

  it.each([
    ['objects in objects', object({ one: object({ a: text }) })],
    ['alternatives', object({ one: { anyOf: [text, { type: 'number' }] } })],
    ['arrays of arrays', object({ one: { type: 'array', items: { type: 'array', items: text } } })],
    ['nothing', {}],
  ])('or there is none: %s', (_what, definition) => {
    expect(layoutOf(definition)).toBeUndefined();
  });

  it('of claims is this text', () => {
    expect(describeLayout(layoutOf(TABLE_SCHEMA.definition) ?? { fields: [], groups: [] })).toMatchInlineSnapshot(`
      "Do not write JSON, whatever was said before. Write plain lines, each a name in capitals, a colon and the value on
      the same line. Write nothing else: no introduction, no mark-up. Where there is no value, write the name and the colon.

      STATUS: (one of answered, partial, cannot)

      Then these lines for each claim, with an empty line after each claim; none of them when there is no claim:

      TEXT: (text)
      CITES: (values with a semicolon between them)
      QUOTE: (text)
      COLUMN: (text)"
    `);
  });
});
