/** A remembered answer → for each claim its quotes, its papers and what was checked, in words. */
import type { CheckKind, ClaimCheck, DropReason } from '../domain/answer.ts';
import type { PaperMention, RememberedAnswer, RememberedClaim } from '../domain/conversation.ts';
import type { Block, Line, Message, Span } from '../domain/message.ts';
import { paperAddress } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { counted } from './paper-lines.ts';

const LONGEST_QUESTION = 120;
const LONGEST_TITLE = 120;
const LONGEST_QUOTE = 400;
const LONGEST_DETAIL = 160;

const CHECKS: Readonly<Record<CheckKind, string>> = {
  citation: 'what it cites is in the abstract',
  verbatim: 'it is the abstract’s own wording',
  quote: 'the quote stands there word for word',
  addresses: 'its addresses stand there',
  numbers: 'its numbers stand there, with their units and signs',
  names: 'the methods, models and data sets that it names stand there',
  comparison: 'who is better stands there so',
  direction: 'better or worse, more or less, and “not” agree',
  support: 'its words are borne out by what it cites',
};

/** After "1": one sentence, several sentences. */
const REASONS: Readonly<Record<DropReason, string>> = {
  empty: 'without words',
  'too-long': 'too long to be checked',
  'no-citation': 'without a citation',
  'unknown-key': 'citing what was not there',
  'cites-order': 'resting on text that gives orders to a model',
  'quote-not-found': 'with a quote that the abstract does not hold',
  'address-not-found': 'with an address that the abstract does not hold',
  'number-not-found': 'with a number that the abstract does not hold',
  'number-differs': 'with a number that the abstract gives otherwise',
  'name-not-found': 'with a name that the abstract does not hold',
  'comparison-differs': 'comparing what the abstract does not compare so',
  'direction-differs': 'saying the reverse of the abstract',
  'not-supported': 'that the cited sentences do not bear out',
  'off-topic': 'that shares too little with what it cites',
  'one-sided': 'that does not cite what a comparison must',
  'second-opinion': 'that a second model did not find supported',
};

export function renderNothingToExplain(): Message {
  return {
    status: 'ok',
    blocks: [
      { kind: 'paragraph', line: ['I have not answered you here in the last day, so there is nothing to explain.'] },
      { kind: 'note', line: ['Ask first: ', { kind: 'command', name: 'ask' }, ' and your question.'] },
    ],
    private: true,
  };
}

/** @param number of one claim, from 1; all without it */
export function renderWhy(question: string, answer: RememberedAnswer, number?: number): Message {
  const { claims } = answer;
  if (number !== undefined && (number < 1 || number > claims.length)) return renderNoSuchClaim(number, claims.length);
  const wanted = number === undefined ? claims : [claims[number - 1] as RememberedClaim];
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: [`What the answer to “${shorten(question, LONGEST_QUESTION)}” rests on`] },
      ...(claims.length ? [entries(wanted, number ?? 1)] : [paragraph('Nothing in it was said of the abstracts.')]),
      ...(number === undefined ? leftOut(answer) : []),
      { kind: 'note', line: [howChecked(answer)] },
    ],
    private: true,
  };
}

function renderNoSuchClaim(number: number, claims: number): Message {
  const has = claims
    ? `The last answer has ${counted(claims, 'sentence')}`
    : 'The last answer has no sentence to explain';
  return { status: 'invalid', blocks: [paragraph(`${has}; there is no number ${number}.`)], private: true };
}

function entries(claims: readonly RememberedClaim[], first: number): Block {
  return {
    kind: 'entries',
    items: claims.map((claim) => ({
      title: [claim.column ? `${claim.column}: ${claim.text}` : claim.text],
      details: [
        ...claim.citations.map((citation) => quoteLine(citation, claim.text)),
        ...checkLines(claim.checks ?? []),
      ],
    })),
    first,
  };
}

function quoteLine({ paper, quote }: RememberedClaim['citations'][number], claim: string): Line {
  const date = paper.publishedAt ?? paper.listedOn;
  // What stands right above it need not be read twice.
  const words = quote === claim ? 'These very words: ' : `“${shorten(quote, LONGEST_QUOTE)}” — `;
  return [words, titleSpan(paper), date ? `, ${date}` : ''];
}

function titleSpan(paper: PaperMention): Span {
  const url = paperAddress(paper);
  const text = shorten(paper.title, LONGEST_TITLE);
  return url ? { kind: 'link', text, url } : { kind: 'strong', text };
}

function checkLines(checks: readonly ClaimCheck[]): Line[] {
  const inWords = ({ kind, detail }: ClaimCheck) => {
    // A check that came later than this list is told by its name.
    const what = (CHECKS as Readonly<Record<string, string>>)[kind] ?? kind;
    return detail && kind !== 'quote' ? `${what} (${shorten(detail, LONGEST_DETAIL)})` : what;
  };
  const passed = checks.filter((check) => check.passed).map(inWords);
  const failed = checks.filter((check) => !check.passed).map(inWords);
  return [
    ...(passed.length ? [[{ kind: 'strong', text: 'Checked:' } as const, ` ${passed.join('; ')}.`]] : []),
    ...(failed.length ? [[{ kind: 'strong', text: 'Not confirmed:' } as const, ` ${failed.join('; ')}.`]] : []),
  ];
}

function leftOut({ dropped }: RememberedAnswer): Block[] {
  if (!dropped.length) return [];
  const counts = new Map<DropReason, number>();
  for (const reason of dropped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const items = [...counts].map(([reason, count]): Line => [`${count} ${REASONS[reason] ?? reason}`]);
  const were = dropped.length === 1 ? 'was' : 'were';
  return [paragraph(`${counted(dropped.length, 'drafted sentence')} ${were} left out:`), { kind: 'list', items }];
}

function howChecked({ mode }: RememberedAnswer): string {
  switch (mode) {
    case 'extract':
      return 'These are sentences of the abstracts, word for word; no language model wrote any of them.';
    case 'mixed':
      return 'Some sentences were written by a language model and checked by code; the others are quoted word for word. The full texts were not read.';
    default:
      return 'Written by a language model and checked by code against the abstracts. The full texts were not read.';
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', line: [text] };
}
