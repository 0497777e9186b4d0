/** A model server on loopback that writes at a pace, and remembers when each claim of an answer was complete on the wire. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the model is called that writes at the given pace; any other name writes as fast as it can. */
export const PACED = 'paced';
/** A token of English is about so many characters. */
const CHARACTERS_A_TOKEN = 4;
const CLAIMS = 4;
const PIECE_CHARACTERS = 24;

export interface PacedModel {
  readonly baseUrl: string;
  /** Milliseconds of the system's steady clock, one a claim, by the text that was asked. */
  readonly completed: ReadonlyMap<string, readonly number[]>;
  close(): Promise<void>;
}

/** Milliseconds of a clock that all processes of one machine share. */
export function steadyMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export async function startPacedModel(tokensPerSecond: number): Promise<PacedModel> {
  const completed = new Map<string, number[]>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const body = JSON.parse(text) as { model: string; messages: { content: string }[] };
    const prompt = body.messages.at(-1)?.content ?? '';
    const times: number[] = [];
    completed.set(questionIn(prompt), times);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await write(response, answerTo(prompt), body.model === PACED ? 1000 / tokensPerSecond : 0, times);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    completed,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function questionIn(prompt: string): string {
  return /^Question: (.*)$/m.exec(prompt)?.[1] ?? '';
}

/** Claims in words that are not quite those of the sentences, so that they are checked in full. */
function answerTo(prompt: string): { text: string; ends: readonly number[] } {
  const sentences = [...prompt.matchAll(/^(P\d+\.s\d+) (.*)$/gm)].map(([, key = '', sentence = '']) => ({
    key,
    sentence,
  }));
  const claims = sentences
    .slice(0, CLAIMS)
    .map(({ key, sentence }) =>
      JSON.stringify({ text: `In the abstract: ${sentence}`, cites: [key], quote: sentence.replace(/…$/, '') }),
    );
  let text = '{"status":"answered","claims":[';
  const ends: number[] = [];
  for (const [index, claim] of claims.entries()) {
    text += `${index ? ',' : ''}${claim}`;
    ends.push(text.length);
  }
  return { text: `${text}]}`, ends };
}

async function write(
  response: ServerResponse,
  { text, ends }: ReturnType<typeof answerTo>,
  tokenMilliseconds: number,
  times: number[],
): Promise<void> {
  const send = (delta: object, finish: string | null = null) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  const length = tokenMilliseconds ? CHARACTERS_A_TOKEN : PIECE_CHARACTERS;
  const started = steadyMilliseconds();
  for (let at = 0, token = 0; at < text.length && !response.destroyed; at += length, token += 1) {
    const wait = started + token * tokenMilliseconds - steadyMilliseconds();
    if (wait > 0) await sleep(wait);
    send({ content: text.slice(at, at + length) });
    const now = steadyMilliseconds();
    while (times.length < ends.length && (ends[times.length] as number) <= at + length) times.push(now);
  }
  send({}, 'stop');
  response.end('data: [DONE]\n\n');
}
