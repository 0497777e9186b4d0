/** How a fault is told to a person: what happened, what to do, and an id that the log shares. In: an error. Out: a Message. */
import { randomBytes } from 'node:crypto';
import { Fault, InvalidInput } from './errors.ts';
import type { Block, Message } from './message.ts';
import { inTurn, say } from './words.ts';

/** RFC 4648, section 6, in lower case. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Eight characters of base32: 40 random bits, enough to find one line in a log and short enough to read aloud. */
export function newFaultId(): string {
  const bits = BigInt(`0x${randomBytes(5).toString('hex')}`);
  return Array.from({ length: 8 }, (_, index) => BASE32[Number((bits >> BigInt(35 - 5 * index)) & 31n)]).join('');
}

/**
 * @param error a `Fault` is told in its own words; of anything else nothing is shown, for it may hold secrets
 * @param id what the log line carries, from `newFaultId`
 * @returns status `failed`, or `invalid` when what the person typed is the reason
 */
export function describeFault(error: unknown, id: string): Message {
  const note: Block = { kind: 'note', line: [say('Id: {id}', { id: { kind: 'code', text: id } })] };
  if (!(error instanceof Fault)) {
    const text = say(
      'Something went wrong on our side. Try again; if it stays, tell whoever runs Paperboy the id below.',
    );
    return { status: 'failed', blocks: [{ kind: 'paragraph', line: [text] }, note] };
  }
  // What was typed is no fault of ours: there is nothing to look up in a log.
  if (error instanceof InvalidInput) return { status: 'invalid', blocks: describeKnown(error) };
  return { status: 'failed', blocks: [...describeKnown(error), note] };
}

/** A message of one line stays with its help; several problems, one a line, become a list. */
function describeKnown({ message, told }: Fault): Block[] {
  const problems = message.split('\n').filter((problem) => problem.trim());
  if (problems.length < 2) {
    return [{ kind: 'paragraph', line: [inTurn(told.message, told.help)] }];
  }
  return [
    { kind: 'list', items: problems.map((problem) => [problem]) },
    { kind: 'paragraph', line: [told.help] },
  ];
}
