/** What stands on the loopback Discord comes in; what a person reads there, and where it leads them, goes out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ReplyHandle } from '../servers/discord/reply-handle.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import type { MessageBody } from '../servers/discord/wire.ts';

export interface SamplePaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
}

const SAMPLE = join(import.meta.dirname, '..', '..', 'data', 'sample', 'papers.jsonl');

/** The bundled papers by their addresses. */
export function samplePapers(): ReadonlyMap<string, SamplePaper> {
  const lines = readFileSync(SAMPLE, 'utf8').split('\n').filter(Boolean);
  const papers = lines.map((line) => JSON.parse(line) as SamplePaper);
  return new Map(papers.map((paper) => [paper.id.replace('arxiv:', 'https://arxiv.org/abs/'), paper]));
}

/** The reply and what follows it. */
export function wholeText({ text, followUps }: ReplyHandle): string {
  return [text, ...followUps.map(({ content }) => content)].join('\n');
}

/** Only a finished answer ends with small print that is no source: how it was made. */
const FINISHED = /\n-# (?!\[\d)[^\n]+$/;

/** Waits for an answer to its last line. @returns its whole text */
export async function answered(reply: ReplyHandle): Promise<string> {
  await reply.settled({ until: () => FINISHED.test(wholeText(reply)), timeout: 20_000 });
  return wholeText(reply);
}

/** Waits until the reply is more than a line of progress, and nothing follows it. @returns its whole text */
export async function replied(reply: ReplyHandle): Promise<string> {
  await reply.settled({ until: ({ content }) => !/^.*…$/.test(content) });
  await reply.settled();
  return wholeText(reply);
}

export interface Numbered {
  readonly number: string;
  readonly url: string;
}

/** `[[1]](<address>)`. */
export function citations(text: string): Numbered[] {
  return [...text.matchAll(/\[\[(\d+)\]\]\(<([^>]+)>\)/g)].map(([, number = '', url = '']) => ({ number, url }));
}

/** `-# [1] [Title](<address>) …`. */
export function sources(text: string): Numbered[] {
  const lines = text.matchAll(/^-# \[(\d+)\] \[.+\]\(<([^>]+)>\)/gm);
  return [...lines].map(([, number = '', url = '']) => ({ number, url }));
}

/** Every address that Discord would make clickable. */
export function clickable(text: string): string[] {
  return [...text.matchAll(/(?<!\\)\bhttps?:\/\/[^\s>)]+/g)].map(([address]) => address);
}

/** Every citation leads to the source of its number, and every source is a paper of the sample. */
export function expectCited(text: string): void {
  const listed = new Map(sources(text).map(({ number, url }) => [number, url]));
  const cited = citations(text);
  expect(cited.length, text).toBeGreaterThan(0);
  for (const { number, url } of cited) expect(url).toBe(listed.get(number));
  const known = samplePapers();
  expect(clickable(text).filter((url) => !known.has(url))).toEqual([]);
}

/** Whatever was sent, it could notify nobody. */
export function expectNoPing(discord: LoopbackDiscord): void {
  const bodies = discord.requests.map(
    ({ body, path }) => (/callback$/.test(path) ? dataOf(body) : body) as MessageBody,
  );
  const messages = bodies.filter((body) => typeof body?.content === 'string');
  expect(messages.length).toBeGreaterThan(0);
  for (const { allowed_mentions } of messages) expect(allowed_mentions).toEqual({ parse: [] });
}

function dataOf(body: unknown): unknown {
  return (body as { readonly data?: unknown } | undefined)?.data;
}
