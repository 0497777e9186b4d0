import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from './sample.ts';

const START = join(import.meta.dirname, '..', 'scripts', 'start.mjs');
const QUESTION = 'how can a model decide when to search?';
const STACK_TRACE = /^\s+at .*:\d+:\d+/m;

let folder = '';
let data = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-terminal-'));
  data = join(folder, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** `npm start -- …` as a process of its own, in a folder without `.env` and without a setting of this machine. */
function run(
  argv: readonly string[],
  options: { settings?: Record<string, string>; lines?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [START, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: data, ...options.settings },
  });
  let [said, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  child.stdin.end(options.lines ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said, complained }));
  });
}

const unwrapped = (text: string) => text.replace(/\s+/g, ' ');

describe('the first minute, without a key and with the bundled papers', () => {
  it('a question is answered, every sentence with a citation that has its source', async () => {
    const { code, said, complained } = await run(['ask', QUESTION]);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    const sentences = said.split(/^• /m).slice(1);
    expect(sentences.length).toBeGreaterThanOrEqual(3);
    for (const sentence of sentences) {
      const [, number] = /\[(\d+)\]/.exec(sentence) ?? [];
      expect(said).toMatch(new RegExp(`^\\[${number}\\] .*`, 'm'));
    }
    expect(said).toContain('(https://arxiv.org/abs/');
    expect(said).toContain('no language model is set up.');
    expect(said).not.toMatch(STACK_TRACE);
  });

  it('the answer is about deciding when to search, and nothing beside it', async () => {
    const { said } = await run(['ask', QUESTION, '--json']);
    const { claims } = JSON.parse(said) as { claims: { text: string }[] };
    for (const { text } of claims)
      expect(text).toMatch(/decides? .*whether|on[- ]demand|only when|when .*to search|needed/i);
  });

  it('--json is one object on one line, with every quote word for word in the sample', async () => {
    const { code, said, complained } = await run(['ask', QUESTION, '--json']);
    expect({ code, complained, lines: said.trimEnd().split('\n').length }).toEqual({
      code: 0,
      complained: '',
      lines: 1,
    });
    const object = JSON.parse(said);
    expect(Object.keys(object)).toEqual(['command', 'status', 'mode', 'text', 'claims', 'papers', 'usage', 'timing']);
    expect(object).toMatchObject({
      command: 'ask',
      status: 'answered',
      mode: 'extract',
      timing: { totalMilliseconds: expect.any(Number) },
    });
    const sample = loadSample();
    expect(object.claims.length).toBeGreaterThan(0);
    for (const { text, citations } of object.claims) {
      expect(citations.length, text).toBeGreaterThan(0);
      for (const citation of citations) {
        expect(Object.keys(citation)).toEqual(['id', 'title', 'url', 'publishedAt', 'quote']);
        const paper = sample.get(citation.id);
        expect(paper?.title).toBe(citation.title);
        expect(paper?.abstract).toContain(citation.quote);
        expect(citation.url).toBe(`https://arxiv.org/abs/${citation.id.replace('arxiv:', '')}`);
      }
    }
    const cited = object.claims.flatMap(({ citations }: { citations: { id: string }[] }) =>
      citations.map(({ id }) => id),
    );
    expect(object.papers.map(({ id }: { id: string }) => id)).toEqual([...new Set(cited)]);
  });

  it('the index of the sample is built once', async () => {
    await run(['about']);
    const state = () => {
      const [name = ''] = readdirSync(data).filter((entry) => entry.startsWith('sample-'));
      const tables = readdirSync(join(data, name), { recursive: true }).map(String).sort();
      return { name, tables, born: statSync(join(data, name)).birthtimeMs };
    };
    const before = state();
    expect(before.tables.length).toBeGreaterThan(0);
    expect((await run(['search', 'robots'])).code).toBe(0);
    expect(state()).toEqual(before);
    expect(readdirSync(data).filter((entry) => entry.includes('building'))).toEqual([]);
  });

  it.each([
    ['help', /\/ask — .*npm start -- sync/s],
    ['about', /Library: \d+ papers, listed 20/],
    ['trending', /^Trending on 20\d\d-\d\d-\d\d/],
  ])('%s needs nothing else', async (command, text) => {
    const { code, said, complained } = await run([command]);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toMatch(text);
  });
});

describe('piped lines', () => {
  it('are answered one after the other; empty ones and comments are passed over', async () => {
    const { code, said } = await run([], {
      lines: `# a comment\n\n${QUESTION}\r\n/paper 2501.12948\n/search robots sort:newest\n/about`,
    });
    expect(code).toBe(0);
    const places = ['no language model is set up.', 'DeepSeek-R1: Incentivizing', 'newest first', 'Privacy'].map(
      (text) => said.indexOf(text),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(said).not.toContain('# a comment');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it
    expect(said).not.toMatch(/\u001b/);
  });

  it('that cannot be understood do not stop the others, and the exit code tells', async () => {
    const { code, said } = await run([], { lines: '/frobnicate\n/help' });
    expect(code).toBe(1);
    expect(said).toContain('/trending — ');
  });
});

describe('what cannot be understood is told with what to do', () => {
  const LINES: readonly (readonly [line: string, told: string])[] = [
    ['/frobnicate', 'There is no command /frobnicate.'],
    ['/asc why?', 'Did you mean /ask?'],
    ['/ask why? bogus:1 --bogus 1', '/ask has no option --bogus.'],
    ['/ask', '/ask needs question'],
    ['/ask ?!', 'There is no question in this.'],
    ['word '.repeat(800), 'characters long. At most 1,000 are possible'],
    ['/ask how do models search? since:2999-01-01', '2999-01-01 is in the future'],
    ['/ask how do models search? since:"when pigs fly"', '“when pigs fly” is no date'],
    ['/trending period:decade', 'today, week, month'],
    ['/compare MMSearch-R1', 'One paper alone cannot be compared'],
    ['/paper MMSearch', '2 papers answer to “MMSearch”'],
    ['/paper zzyzx', 'No paper in the library answers to “zzyzx”'],
    ['/help frobnicate', 'There is no command “frobnicate”'],
  ];
  let said = '';
  beforeAll(async () => {
    ({ said } = await run([], { lines: LINES.map(([line]) => line).join('\n') }));
  });

  it.each(LINES.map(([line, told]) => [line.slice(0, 40), told] as const))('%s', (_line, told) => {
    expect(unwrapped(said)).toContain(told);
    expect(said).not.toMatch(STACK_TRACE);
  });

  it.each([
    ['frobnicate', '', 1],
    ['ask', '', 1],
    ['paper', 'MMSearch', 2],
    ['ask', 'zebra stripes evolution savannah', 0],
  ])('%s %s: the exit code tells', async (command, argument, expected) => {
    const { code, complained } = await run(argument ? [command, argument] : [command]);
    expect({ code, complained }).toEqual({ code: expected, complained: '' });
  });

  it.each([
    ['snyc', 'Did you mean sync?'],
    ['constructor', 'There is no command /constructor.'],
  ])('%s is neither a command nor a job, and both are named', async (name, told) => {
    const { code, said } = await run([name]);
    expect(code).toBe(1);
    expect(unwrapped(said)).toContain(told);
    expect(unwrapped(said)).toContain(
      'From the shell also, without the slash: sync, import, remove, snapshot, restore, rebuild, eval, bench, smoke, deploy, bounce, bot.',
    );
  });

  it('is one object too with --json', async () => {
    const { code, said } = await run(['frobnicate', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ command: null, status: 'invalid', mode: null, claims: [], papers: [] });
  });
});

describe('what stands in the way is told in a sentence, with what to do and an id, and exit code 1', () => {
  const expectClear = ({ code, said, complained }: Ended) => {
    expect(code).toBe(1);
    expect(said + complained).not.toMatch(STACK_TRACE);
    expect(complained).toMatch(/^Id: `[a-z2-7]{8}`$/m);
    return unwrapped(complained);
  };

  it('wrong settings are reported together', async () => {
    const settings = { LOG_LEVEL: 'loud', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', ANSWER_DEADLINE_SECONDS: 'soon' };
    const text = expectClear(await run(['ask', QUESTION], { settings }));
    expect(text).toContain('LOG_LEVEL must be info, warn or error.');
    expect(text).toContain('OPENAI_MODEL is missing');
    expect(text).toContain('ANSWER_DEADLINE_SECONDS must be a number of seconds.');
    expect(text).toContain('.env');
  });

  it('a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const text = expectClear(await run(['ask', QUESTION], { settings: { DATA_FOLDER: join(file, 'data') } }));
    expect(text).toContain(file);
    expect(text).toMatch(/folder/);
  });

  it('a file that is not there', async () => {
    const text = expectClear(await run(['import', join(folder, 'missing.jsonl')]));
    expect(text).toContain('missing.jsonl');
  });

  it('no network', async () => {
    const text = expectClear(await run(['sync'], { settings: { HUGGING_FACE_URL: 'http://127.0.0.1:9' } }));
    expect(text).toContain('127.0.0.1:9 cannot be reached');
    expect(text).toContain('HUGGING_FACE_URL');
  }, 60_000);
});

it('a model server that is down does not keep the reader from an answer', async () => {
  const settings = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'none' };
  const { code, said } = await run(['ask', QUESTION], { settings });
  expect(code).toBe(0);
  expect(said).toContain('[1]');
  expect(unwrapped(said)).toContain('The language model did not answer.');
});
