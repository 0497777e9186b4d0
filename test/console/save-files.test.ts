import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../../src/console/run-command.ts';
import type { Command } from '../../src/domain/command.ts';
import { type Message, plainText } from '../../src/domain/message.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const withFiles: Message = {
  status: 'ok',
  blocks: [{ kind: 'paragraph', line: ['Here it is.'] }],
  files: [
    { name: 'trends.png', content: PICTURE, description: 'Counts a week.' },
    { name: 'review.md', content: '# Review\n', description: 'The review.' },
  ],
};
const command: Command<object> = {
  definition: { name: 'trends', description: 'x', category: 'papers', example: '', options: {} },
  async *run() {
    yield { ...withFiles, status: 'progress' };
    yield withFiles;
  },
};

async function lastMessage(filesFolder: string | undefined): Promise<Message> {
  const faults: unknown[] = [];
  const options = {
    services: {},
    signal: new AbortController().signal,
    onFault: (error: unknown) => faults.push(error),
  };
  let last: Message | undefined;
  for await (const message of runCommand(command, {}, { ...options, ...(filesFolder && { filesFolder }) }))
    last = message;
  return last as Message;
}

it('files that go with an answer are saved, and the answer says where', async () => {
  const to = join(folder, 'files');
  const last = await lastMessage(to);
  expect(plainText(last)).toContain(`Saved: ${join(to, 'trends.png')}, ${join(to, 'review.md')}`);
  expect(await readFile(join(to, 'trends.png'))).toEqual(Buffer.from(PICTURE));
  expect(await readFile(join(to, 'review.md'), 'utf8')).toBe('# Review\n');
});

it('without a folder the answer comes without them', async () => {
  expect(plainText(await lastMessage(undefined))).toBe('Here it is.');
});

it('a folder that cannot be written is told, not swallowed', async () => {
  const blocked = join(folder, 'a-file');
  await writeFile(blocked, '');
  expect((await lastMessage(blocked)).status).toBe('failed');
});
