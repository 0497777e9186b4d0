/** Chance in, messages that look for trouble out: papers, answers, cards, tables, and what people type. */
import type { Action } from '../../../src/domain/actions.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import type { Block, Line, Message, Span } from '../../../src/domain/message.ts';
import type { Paper } from '../../../src/domain/paper.ts';
import type { PaperCard } from '../../../src/domain/paper-card.ts';
import { renderAnswer } from '../../../src/render/answer.ts';
import { renderPaper } from '../../../src/render/papers.ts';
import { troublesomeText } from '../../../test/discord/random-text.ts';
import { paper } from '../../../test/doubles/paper.ts';

export const KINDS = ['paper', 'answer', 'blocks', 'cards', 'input'] as const;
export type Kind = (typeof KINDS)[number];

export interface Adversary {
  readonly kind: Kind;
  /** What somebody types. */
  readonly typed: string;
  /** What is to be said, of whichever kind. */
  readonly message: Message;
}

/** The longest text of all; most are shorter, and a few are empty. */
const LONGEST = 20_000;
const LENGTHS = [0, 1, 3, 40, 40, 200, 200, 900, 2_000, 4_100] as const;
const LONG_SHARE = 0.04;
const LONGEST_TYPED = 1_000;
/** A fence is no fence without its line. */
const SPECIALS = [
  '```\n',
  '\n```\n',
  '|a|b|\n|-|-|\n',
  '﷽',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤',
  '\u2800',
  '\u3164',
  '\r\n',
  '\u0000',
  '\uDC00',
  '‮',
  '<@&1>',
  '@everyone',
  '\\',
];

export function createAdversary(random: () => number): (number: number) => Adversary {
  const below = (most: number) => Math.floor(random() * most);
  const one = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const text = (most = LONGEST): string => {
    const length = random() < LONG_SHARE ? most : Math.min(most, one(LENGTHS));
    const special = random() < 0.3 ? one(SPECIALS) : '';
    return `${special}${troublesomeText(random, length)}${random() < 0.1 ? one(SPECIALS) : ''}`.slice(0, most);
  };
  /** With something in it that can be read. */
  const said = (most?: number) => `${text(most)} word`;
  const url = () => one(['https://arxiv.org/abs/2606.00001', `https://evil.example/${text(40)}`, text(60), '']);
  const span = (): Span => {
    const roll = below(9);
    if (roll < 3) return text(3_000);
    if (roll === 3) return { kind: 'strong', text: text(3_000) };
    if (roll === 4) return { kind: 'emphasis', text: text(500) };
    // In code an address in angle brackets looks like one of ours, and the oracle could not tell them apart.
    if (roll === 5) return { kind: 'code', text: text(500).replaceAll('<https', 'https') };
    if (roll === 6) return { kind: 'link', text: text(2_000), url: url() };
    if (roll === 7) return { kind: 'citation', number: below(40), url: url() };
    return { kind: 'mention', of: one(['channel', 'role'] as const), id: one(['123456789012345678', '@everyone', '']) };
  };
  const line = (): Line => Array.from({ length: 1 + below(4) }, span);
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const block = (): Block => {
    switch (below(8)) {
      case 0:
        return { kind: 'heading', line: line() };
      case 1:
        return { kind: 'quote', line: line() };
      case 2:
        return { kind: 'list', items: some(12, line), ordered: random() < 0.5 };
      case 3:
        return {
          kind: 'entries',
          items: some(6, () => ({ title: line(), details: some(3, line) })),
          first: 1 + below(90),
        };
      case 4: {
        const columns = Array.from({ length: 1 + below(4) }, () => said(30));
        return { kind: 'table', columns, rows: some(8, () => columns.map(() => [text(random() < 0.7 ? 12 : 900)])) };
      }
      case 5:
        return { kind: 'sources', items: some(10, () => ({ number: below(99), line: line() })) };
      case 6:
        return { kind: 'note', line: line() };
      default:
        return { kind: 'paragraph', line: line() };
    }
  };
  const action = (): Action => {
    const args = { question: said(400) };
    const roll = below(4);
    if (roll === 0) return { kind: 'button', label: said(200), do: 'open', url: 'https://arxiv.org/abs/2606.00001' };
    if (roll === 1) {
      const choices = Array.from({ length: 1 + below(25) }, (_, value) => ({ label: said(150), value: `v${value}` }));
      return {
        kind: 'select',
        placeholder: said(300),
        do: 'replace',
        command: 'ask',
        args: {},
        option: 'question',
        choices,
      };
    }
    const label = said(200);
    return roll === 2
      ? { kind: 'button', label, do: 'run', command: 'ask', args }
      : { kind: 'button', label, emoji: '👍', do: 'replace', fresh: true, only: 'asker', command: 'ask', args };
  };
  const wildPaper = (): Paper =>
    paper({
      id: `arxiv:2606.${String(below(99_999)).padStart(5, '0')}`,
      title: text(),
      abstract: text(),
      authors: some(30, () => text(200)),
      ...(random() < 0.5 && { organisation: text(300) }),
      upvotes: below(1e6),
      comments: below(100),
      withdrawn: random() < 0.1,
      publishedAt: '2026-06-01',
    });
  const card = (): PaperCard => ({
    id: 'arxiv:2606.00001',
    title: text(),
    url: 'https://arxiv.org/abs/2606.00001',
    people: text(400),
    organisation: text(300),
    date: '2026-06-01',
    interest: [text(60)],
    withdrawn: random() < 0.1,
    line: text(),
    actions: some(4, action).filter(({ kind }) => kind === 'button'),
  });
  const answer = (): Answer => ({
    status: 'answered',
    mode: 'extract',
    claims: Array.from({ length: 1 + below(8) }, () => ({
      text: said(),
      citations: Array.from({ length: 1 + below(3) }, () => ({ paper: wildPaper(), sentence: 0, quote: text(500) })),
    })),
    closest: [],
    dropped: [],
  });
  const messageOf = (kind: Kind, typed: string): Message => {
    switch (kind) {
      case 'paper':
        return renderPaper(wildPaper());
      case 'answer':
        return renderAnswer(answer(), {});
      case 'cards': {
        const items = Array.from({ length: 1 + below(5) }, card);
        return {
          status: 'ok',
          blocks: [
            { kind: 'heading', line: line() },
            { kind: 'cards', items },
          ],
        };
      }
      case 'input': {
        const blocks: Block[] = [
          { kind: 'paragraph', line: [typed] },
          { kind: 'quote', line: ['“', typed, '”'] },
        ];
        const discussion = random() < 0.3 ? { discussion: { name: typed, papers: [] } } : {};
        return { status: 'answered', blocks, ...discussion };
      }
      default: {
        const files = random() < 0.1 ? { files: [{ name: 'counts.md', content: text(), description: text() }] } : {};
        const blocks = Array.from({ length: 1 + below(6) }, block);
        return { status: 'answered', blocks, actions: some(6, action), ...files };
      }
    }
  };
  return (number) => {
    const kind = KINDS[number % KINDS.length] as Kind;
    const typed = said(LONGEST_TYPED - 5);
    return { kind, typed, message: messageOf(kind, typed) };
  };
}
