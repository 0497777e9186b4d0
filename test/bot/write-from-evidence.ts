/** What the loopback model is asked comes in; what an honest model would write goes out. */
import type { ChatRequest } from '../servers/openai.ts';

export interface GivenSentence {
  readonly key: string;
  readonly text: string;
}

/** The sentences that the model was given: lines such as `P1.s2 The text.`. */
export function givenSentences({ messages }: ChatRequest): GivenSentence[] {
  const data = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return [...data.matchAll(/^(P\d+\.s\d+) (.+)$/gm)].map(([, key = '', text = '']) => ({ key, text }));
}

export function claimOf({ key, text }: GivenSentence, column?: string): object {
  return { text, cites: [key], quote: text, ...(column !== undefined && { column }) };
}

/** One claim a paper; of a comparison a cell a paper, and a difference that cites two. */
export function writeFromEvidence(request: ChatRequest): object {
  const firsts = givenSentences(request).filter(({ key }) => key.endsWith('.s1'));
  const isComparison = request.response_format?.json_schema?.name === 'cited_comparison';
  if (!isComparison) return { status: 'answered', claims: firsts.slice(0, 6).map((first) => claimOf(first)) };
  const [one, other] = firsts;
  const cells = firsts.map((first) => claimOf(first, 'Problem'));
  const difference = { text: `${one?.text} ${other?.text}`, cites: [one?.key, other?.key], quote: '', column: '' };
  return { status: 'answered', claims: [...cells, difference] };
}
