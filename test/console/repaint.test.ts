import { expect, it } from 'vitest';
import { repaint } from '../../src/console/repaint.ts';
import type { Message } from '../../src/domain/message.ts';
import { pipe, say, terminal } from './commands.ts';

async function* stream(...texts: string[]): AsyncGenerator<Message> {
  for (const text of texts) yield say(text);
}

const tall = (count: number): Message => ({
  status: 'ok',
  blocks: [{ kind: 'list', ordered: true, items: Array.from({ length: count }, (_, index) => [`entry ${index + 1}`]) }],
});

const look = () => ({ width: 20, colours: false });

const ERASE = new RegExp(`^${'\u001b'}\\[(\\d+)A\r${'\u001b'}\\[0J`);

/** What a terminal shows in the end: erased lines are gone. */
function screen(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    const up = ERASE.exec(part);
    if (up) lines.length -= Number(up[1]);
    lines.push(up ? part.slice(up[0].length) : part);
  }
  return lines.slice(0, -1);
}

it('on a terminal each message takes the place of the one before, whatever their heights', async () => {
  const output = terminal(20, 10);
  await repaint(
    stream('one that is so long that it takes three lines', 'short', 'and now two lines again'),
    output,
    look,
  );
  await output.shows('again');
  expect(screen(output.text())).toEqual(['and now two lines', 'again']);
});

it('a message taller than the window shows its end while it grows, and all of it in the end', async () => {
  const output = terminal(20, 5);
  async function* growing() {
    yield tall(3);
    yield tall(8);
    yield tall(12);
  }
  await repaint(growing(), output, look);
  await output.shows(' 1. entry 1\n');
  const ups = [...output.text().matchAll(/\[(\d+)A/g)].map((match) => Number(match[1]));
  expect(Math.max(...ups)).toBeLessThan(5);
  const lines = Array.from({ length: 12 }, (_, index) => `${index + 1}. entry ${index + 1}`);
  expect(screen(output.text()).map((line) => line.trim())).toEqual(lines);
});

it('elsewhere only the last message is written', async () => {
  const output = pipe();
  expect(await repaint(stream('one', 'two', 'three'), output, look)).toEqual(say('three'));
  await output.shows('three');
  expect(output.text()).toBe('three\n');
});

it.each([0, 1])('a window that says it has %i rows still shows the answer, once', async (rows) => {
  const output = terminal(20, rows);
  await repaint(stream('Searching …', 'the answer'), output, look);
  await output.shows('the answer');
  expect(screen(output.text())).toEqual(['the answer']);
});
