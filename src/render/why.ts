/** A remembered answer → for each claim its quotes, its papers and what was checked, in words. */
import type { CheckKind, ClaimCheck, DropReason } from '../domain/answer.ts';
import type { PaperMention, RememberedAnswer, RememberedClaim } from '../domain/conversation.ts';
import type { Block, Line, Message, Span } from '../domain/message.ts';
import { paperAddress } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, type Label, quoted, say, sayCounted, type Words } from '../domain/words.ts';
import { columnLabel } from './column-labels.ts';

const LONGEST_QUESTION = 120;
const LONGEST_TITLE = 120;
const LONGEST_QUOTE = 400;
const LONGEST_DETAIL = 160;

const CHECKS: Readonly<Record<CheckKind, Words>> = {
  citation: say('what it cites is in the abstract'),
  verbatim: say('it is the abstract’s own wording'),
  quote: say('the quote stands there word for word'),
  addresses: say('its addresses stand there'),
  numbers: say('its numbers stand there, with their units and signs'),
  names: say('the methods, models and data sets that it names stand there'),
  comparison: say('who is better stands there so'),
  direction: say('better or worse, more or less, and “not” agree'),
  support: say('its words are borne out by what it cites'),
};

/** After "1": one sentence, several sentences. */
const REASONS: Readonly<Record<DropReason, Words>> = {
  empty: say('without words'),
  'too-long': say('too long to be checked'),
  'no-citation': say('without a citation'),
  'unknown-key': say('citing what was not there'),
  'cites-order': say('resting on text that gives orders to a model'),
  'quote-not-found': say('with a quote that the abstract does not hold'),
  'address-not-found': say('with an address that the abstract does not hold'),
  'number-not-found': say('with a number that the abstract does not hold'),
  'number-differs': say('with a number that the abstract gives otherwise'),
  'name-not-found': say('with a name that the abstract does not hold'),
  'comparison-differs': say('comparing what the abstract does not compare so'),
  'direction-differs': say('saying the reverse of the abstract'),
  'not-supported': say('that the cited sentences do not bear out'),
  'off-topic': say('that shares too little with what it cites'),
  'one-sided': say('that does not cite what a comparison must'),
  'second-opinion': say('that a second model did not find supported'),
};

export function renderNothingToExplain(): Message {
  return {
    status: 'ok',
    blocks: [
      {
        kind: 'paragraph',
        line: [say('I have not answered you here in the last day, so there is nothing to explain.')],
      },
      { kind: 'note', line: [say('Ask first: {ask} and your question.', { ask: { kind: 'command', name: 'ask' } })] },
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
      {
        kind: 'heading',
        line: [say('What the answer to “{question}” rests on', { question: shorten(question, LONGEST_QUESTION) })],
      },
      ...(claims.length
        ? [entries(wanted, number ?? 1)]
        : [paragraph(say('Nothing in it was said of the abstracts.'))]),
      ...(number === undefined ? leftOut(answer) : []),
      { kind: 'note', line: [howChecked(answer)] },
    ],
    private: true,
  };
}

function renderNoSuchClaim(number: number, claims: number): Message {
  const line = claims
    ? sayCounted(
        {
          one: 'The last answer has {count} sentence; there is no number {number}.',
          other: 'The last answer has {count} sentences; there is no number {number}.',
        },
        claims,
        { number },
      )
    : say('The last answer has no sentence to explain; there is no number {number}.', { number });
  return { status: 'invalid', blocks: [paragraph(line)], private: true };
}

function entries(claims: readonly RememberedClaim[], first: number): Block {
  return {
    kind: 'entries',
    items: claims.map((claim) => ({
      title: claim.column
        ? [say('{label}: {text}', { label: columnLabel(claim.column), text: claim.text })]
        : [claim.text],
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
  const words = quote === claim ? [say('These very words:'), ' '] : [quoted(shorten(quote, LONGEST_QUOTE)), ' — '];
  return [...words, titleSpan(paper), date ? `, ${date}` : ''];
}

function titleSpan(paper: PaperMention): Span {
  const url = paperAddress(paper);
  const text = shorten(paper.title, LONGEST_TITLE);
  return url ? { kind: 'link', text, url } : { kind: 'strong', text };
}

function checkLines(checks: readonly ClaimCheck[]): Line[] {
  const inWords = ({ kind, detail }: ClaimCheck) => {
    // A check that came later than this list is told by its name.
    const what: Label = (CHECKS as Readonly<Record<string, Words>>)[kind] ?? kind;
    return detail && kind !== 'quote' ? inARow([[what, ` (${shorten(detail, LONGEST_DETAIL)})`]]) : what;
  };
  const passed = checks.filter((check) => check.passed).map(inWords);
  const failed = checks.filter((check) => !check.passed).map(inWords);
  return [
    ...(passed.length ? [checkLine(say('Checked:'), passed)] : []),
    ...(failed.length ? [checkLine(say('Not confirmed:'), failed)] : []),
  ];
}

function checkLine(heading: Words, checks: readonly Label[]): Line {
  return [{ kind: 'strong', text: heading }, ' ', say('{things}.', { things: inARow(checks, '; ') })];
}

function leftOut({ dropped }: RememberedAnswer): Block[] {
  if (!dropped.length) return [];
  const counts = new Map<DropReason, number>();
  for (const reason of dropped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const items = [...counts].map(([reason, count]): Line => [inARow([count, REASONS[reason] ?? reason], ' ')]);
  const line = sayCounted(
    { one: '{count} drafted sentence was left out:', other: '{count} drafted sentences were left out:' },
    dropped.length,
  );
  return [paragraph(line), { kind: 'list', items }];
}

function howChecked({ mode }: RememberedAnswer): Words {
  switch (mode) {
    case 'extract':
      return say('These are sentences of the abstracts, word for word; no language model wrote any of them.');
    case 'mixed':
      return say(
        'Some sentences were written by a language model and checked by code; the others are quoted word for word. The full texts were not read.',
      );
    default:
      return say(
        'Written by a language model and checked by code against the abstracts. The full texts were not read.',
      );
  }
}

function paragraph(text: Label): Block {
  return { kind: 'paragraph', line: [text] };
}
