import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROMPT, runConsole } from '../../src/console/interactive.ts';
import { commands, pipe, type Services, say, terminal } from './commands.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = '\u001b[A';
/** How readline begins a prompt. */
const FRESH = `\u001b[1G\u001b[0J${PROMPT}`;

let folder: string;
let historyFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-console-'));
  historyFile = join(folder, 'history');
});
afterEach(() => rm(folder, { recursive: true }));

function start(input: ReturnType<typeof pipe>, output: ReturnType<typeof pipe>) {
  const services: Services = { runs: [] };
  const faults: [unknown, string][] = [];
  const onFault = (error: unknown, id: string) => void faults.push([error, id]);
  const ended = runConsole({ commands, services, input, output, historyFile, welcome: say('Welcome.'), onFault });
  return { services, faults, ended };
}

describe('on a terminal', () => {
  async function person() {
    const [keys, screen] = [terminal(), terminal()];
    const { services, faults, ended } = start(keys, screen);
    await screen.shows(PROMPT);
    return {
      screen,
      faults,
      ended,
      runs: services.runs,
      press: (text: string) => keys.write(text),
      /** Types a line and waits until the next one can be typed. */
      async type(line: string) {
        const prompts = screen.text().split(FRESH).length;
        keys.write(`${line}\r`);
        await screen.shows(FRESH, prompts);
      },
    };
  }

  it('a person is welcomed, asks, is answered, and leaves with Ctrl+D', async () => {
    const { screen, type, press, ended, runs } = await person();
    expect(screen.text()).toMatch(/^Welcome\.\n\n/);
    await type('/about');
    await type('how can a model decide?');
    press(CTRL_D);
    expect(await ended).toBe(0);
    expect(screen.text()).toContain('You asked: how can a model decide?\n');
    expect(runs.map(([name]) => name)).toEqual(['about', 'ask']);
  });

  it.each(['/quit', 'exit'])('%s leaves', async (line) => {
    const { press, ended, runs } = await person();
    press(`${line}\r`);
    expect(await ended).toBe(0);
    expect(runs).toEqual([]);
  });

  it('Ctrl+C stops the command, not the program', async () => {
    const { screen, type, press, ended } = await person();
    press('/misbehave hang\r');
    await screen.shows('Working …');
    press(CTRL_C);
    await screen.shows('Stopped.');
    await type('why?');
    expect(screen.text()).toContain('You asked: why?');
    press(CTRL_D);
    expect(await ended).toBe(0);
  });

  it('Ctrl+C at the prompt drops the line', async () => {
    const { screen, type, press, ended, runs } = await person();
    press(`half a question${CTRL_C}`);
    await screen.shows(`${PROMPT}`, 2);
    await type('/about');
    press(CTRL_C);
    await screen.shows('Ctrl+D leaves');
    press(CTRL_D);
    expect(await ended).toBe(0);
    expect(runs).toEqual([['about', {}]]);
  });

  it('Ctrl+D during a command stops it and leaves', async () => {
    const { screen, press, ended } = await person();
    press('/misbehave hang\r');
    await screen.shows('Working …');
    press(CTRL_D);
    expect(await ended).toBe(0);
    expect(screen.text()).toContain('Stopped.');
  });

  it('several pasted lines are answered one after the other, empty ones passed over', async () => {
    const { screen, press, ended, runs } = await person();
    press('/about\r\r\rwhy?\r/help ask\r');
    await screen.shows('help {"command":"ask"}');
    press(CTRL_D);
    await ended;
    expect(runs.map(([name]) => name)).toEqual(['about', 'ask', 'help']);
    expect(screen.text()).toContain(`${PROMPT}why?\n`);
  });

  it('a fault is one safe sentence with an id that the log shares, and the console goes on', async () => {
    const { screen, type, press, ended, faults } = await person();
    await type('/misbehave secret');
    await type('/about');
    press(CTRL_D);
    await ended;
    expect(screen.text()).toContain('Something went wrong on our side.');
    expect(screen.text()).not.toContain('sk-123');
    expect(screen.text()).toContain(faults[0]?.[1]);
    expect(screen.text()).toContain('about {}');
  });

  it('Tab completes names, and what is suggested cannot command the terminal', async () => {
    const { screen, press, type, ended, runs } = await person();
    press('/abo\t');
    await screen.shows('ut ');
    await type('');
    press('/summarize Know\t');
    await screen.shows('ing ');
    press('\t');
    await screen.shows('Knowing Nothing');
    press(CTRL_C);
    press(CTRL_D);
    await ended;
    expect(runs).toEqual([['about', {}]]);
    expect(screen.text()).not.toContain('\u001b[31m');
  });

  it('the history outlives the program', async () => {
    const first = await person();
    await first.type('/help ask');
    first.press(CTRL_D);
    await first.ended;
    const second = await person();
    await second.type(UP);
    second.press(CTRL_D);
    await second.ended;
    expect(second.runs).toEqual([['help', { command: 'ask' }]]);
    expect(await readFile(historyFile, 'utf8')).toBe('/help ask\n');
  });

  it('a history that cannot be kept is logged and disturbs nobody', async () => {
    await mkdir(historyFile);
    const { type, press, ended, faults, runs } = await person();
    await type('/about');
    press(CTRL_D);
    expect(await ended).toBe(0);
    expect(runs.length).toBe(1);
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('from a pipe', () => {
  async function piped(text: string) {
    const [input, output] = [pipe(), pipe()];
    const { services, ended } = start(input, output);
    input.end(text);
    const code = await ended;
    await new Promise((resolve) => setImmediate(resolve));
    return { code, text: output.text(), runs: services.runs.map(([name]) => name) };
  }

  it('each line is a command, empty lines and comments are passed over, and only answers are written', async () => {
    const { code, text, runs } = await piped('# a comment\n\n/about\r\n  # another\nwhy?\n/help');
    expect(runs).toEqual(['about', 'ask', 'help']);
    expect(text).toBe('about {}\n\nYou asked: why?\n\nhelp {}\n\n');
    expect(code).toBe(0);
  });

  it.each(['/misbehave source', '/misbehave secret', '/nonsense', '/ask --nonsense'])(
    'one failed line fails the whole, but the others are answered: %s',
    async (line) => {
      const { code, text } = await piped(`${line}\n/about\n`);
      expect(code).toBe(1);
      expect(text).toContain('about {}');
    },
  );

  it('finding nothing is no failure, /quit ends, and nothing in is nothing out', async () => {
    expect(await piped('/misbehave nothing\n/quit\n/about\n')).toMatchObject({ code: 0, runs: ['misbehave'] });
    expect(await piped('')).toEqual({ code: 0, text: '', runs: [] });
  });

  it('a line of a million characters is refused politely', async () => {
    const { code, text } = await piped(`${'x'.repeat(1_000_000)}\n/about\n`);
    expect(code).toBe(1);
    expect(text).toContain('question is 1,000,000 characters long.');
    expect(text).toContain('about {}');
  });
});
