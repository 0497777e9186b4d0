import { describe, expect, it } from 'vitest';
import { runOnce } from '../../src/console/once.ts';
import { commands, pipe, type Services, terminal } from './commands.ts';

const jobs = ['sync', 'import'];

async function once(...argv: string[]) {
  const services: Services = { runs: [] };
  const output = pipe();
  const faults: unknown[] = [];
  const onFault = (error: unknown, id: string) => faults.push([error, id]);
  const code = await runOnce({ commands, services, argv, jobs, output, width: 80, colours: false, onFault });
  await new Promise((resolve) => setImmediate(resolve));
  return { code, text: output.text(), runs: services.runs, faults };
}

describe('a command from the shell', () => {
  it('answers once, without its progress and without colours, and ends well', async () => {
    const { code, text, runs } = await once('ask', 'how can a model decide?', '--since', '2026-06-01');
    expect({ code, text }).toEqual({ code: 0, text: 'You asked: how can a model decide?\n' });
    expect(runs).toEqual([['ask', { question: 'how can a model decide?', since: '2026-06-01' }]]);
  });

  it.each([
    ['misbehave', 'nothing', 2, 'No such paper.\n'],
    ['misbehave', 'silent', 1, /^Something went wrong on our side\..*\n.*\n\nId: `[a-z2-7]{8}`\n$/],
    ['misbehave', 'source', 1, /^arXiv did not answer\. Try again in a minute\.\n\nId: `[a-z2-7]{8}`\n$/],
    ['ask', '', 1, /^\/ask needs question: what you want to know\.\n\nFor example: \/ask how can a model/],
    [
      'asq',
      'x',
      1,
      /^There is no command \/asq\.\n\nDid you mean \/ask\? .*without\s+the\s+slash:\s+sync,\s+import\.\n$/s,
    ],
    ['snyc', 'x', 1, /^There is no command \/snyc\.\n\nDid you mean sync\? /],
  ])('%s %s ends with %i', async (name, argument, code, text) => {
    const result = await once(name, argument);
    expect(result.code).toBe(code);
    expect(result.text).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  });

  it('the detail of a fault goes to the log under the id that is shown, never to the screen', async () => {
    const { text, faults } = await once('misbehave', 'secret');
    expect(text).not.toContain('sk-123');
    expect(faults).toEqual([[new Error('key sk-123 was refused'), /Id: `(.*)`/.exec(text)?.[1]]]);
  });

  it('what a person typed is no fault, and stays out of the log', async () => {
    const { code, text, faults } = await once('misbehave', 'typed');
    expect({ code, text, faults }).toEqual({
      code: 1,
      text: '“my question” is no question. Ask something.\n',
      faults: [],
    });
  });

  it('asks the help command for --help', async () => {
    expect((await once('ask', '--help')).runs).toEqual([['help', { command: 'ask' }]]);
  });

  it('on a terminal the progress is painted over by the answer', async () => {
    const output = terminal();
    const options = { commands, services: { runs: [] }, output, width: 80, colours: true, onFault: () => {} };
    await runOnce({ ...options, argv: ['ask', 'why?'] });
    await output.shows('You asked');
    const erased = '\u001b[1A\r\u001b[0J';
    expect(output.text()).toBe(`Searching …\n${erased}Reading …\n${erased}You asked: why?\n`);
  });

  it('a command that hangs ends when the caller aborts', async () => {
    const output = pipe();
    const signal = AbortSignal.abort();
    const options = { commands, services: { runs: [] }, output, width: 80, colours: false, onFault: () => {}, signal };
    expect(await runOnce({ ...options, argv: ['misbehave', 'hang'] })).toBe(1);
    await output.shows('Stopped.');
  });
});

describe('--json prints exactly one object', () => {
  const json = async (...argv: string[]) => {
    const { text, code } = await once(...argv);
    expect(text.endsWith('\n')).toBe(true);
    return { code, object: JSON.parse(text) };
  };

  it('with claims, citations and papers', async () => {
    const { object, code } = await json('ask', '--json', 'why?');
    const facts = { id: 'arxiv:2501.00001', title: 'Knowing When to Look', url: 'https://arxiv.org/abs/2501.00001' };
    const quote = 'A model decides when to search.';
    expect(code).toBe(0);
    expect(object).toEqual({
      command: 'ask',
      status: 'answered',
      mode: 'extract',
      text: 'You asked: why?',
      claims: [{ text: quote, citations: [{ ...facts, publishedAt: '2025-01-02', quote }] }],
      papers: [
        {
          ...facts,
          authors: ['Ada Example', 'Ben Example'],
          organisation: null,
          publishedAt: '2025-01-02',
          listedOn: null,
          upvotes: 12,
        },
      ],
      usage: null,
      timing: { totalMilliseconds: expect.any(Number) },
    });
  });

  it.each([
    [['about'], 'about', 'ok', 0],
    [['misbehave', 'nothing'], 'misbehave', 'not-found', 2],
    [['misbehave', 'secret'], 'misbehave', 'failed', 1],
    [['ask'], 'ask', 'invalid', 1],
    [['nonsense'], null, 'invalid', 1],
    [[], null, 'invalid', 1],
  ])('%j', async (argv, command, status, code) => {
    const result = await json(...argv, '--json');
    expect(result.code).toBe(code);
    expect(result.object).toMatchObject({ command, status, mode: null, claims: [], papers: [] });
  });

  it('no character in it can be obeyed by a terminal, and none is lost', async () => {
    const question = 'a\u001b[31mb\u009b1m\u202Ec\u200Bd\u{E0041}e';
    const { text } = await once('ask', question, '--json');
    expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/u);
    expect(JSON.parse(text).text).toBe(`You asked: ${question}`);
  });

  it('after -- it is part of the text', async () => {
    expect((await once('ask', '--', 'what is', '--json')).text).toBe('You asked: "what is" --json\n');
  });
});
