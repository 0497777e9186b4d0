/** A message with files in, the same with a line that says where they were saved out. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '../domain/message.ts';

/** A file of the same name is replaced. @throws Error of the file system */
export async function saveFiles(message: Message, folder: string): Promise<Message> {
  if (!message.files?.length) return message;
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { name, content } of message.files) {
    const path = join(folder, name);
    await writeFile(path, content);
    paths.push(path);
  }
  const saved = paths.flatMap((path, at) => [at ? ', ' : 'Saved: ', { kind: 'code', text: path } as const]);
  return { ...message, blocks: [...message.blocks, { kind: 'note', line: saved }] };
}
