/** A review → the small print on how it came about: what was looked up, which parts are quoted, where a bound was reached. */
import type { FallbackReason } from '../domain/answer.ts';
import type { GatheringEnd, Review } from '../domain/review.ts';
import { inTurn, type Label, say, sayCounted, type Words } from '../domain/words.ts';

const ENDS: Readonly<Record<GatheringEnd, Words | undefined>> = {
  done: undefined,
  steps: say('It stopped at the limit of its steps.'),
  tokens: say('It stopped at the limit of its tokens.'),
  time: say('It stopped at the limit of its time.'),
  failed: say('The language model failed on the way, so it may have missed papers.'),
  'over-budget': say('The budget for the language model was used up on the way.'),
};
const QUOTED: Readonly<Record<FallbackReason, Words>> = {
  'no-model': say(
    'Parts with bullet points quote the abstracts word for word, because there was no language model for them.',
  ),
  'model-failed': say(
    'Parts with bullet points quote the abstracts word for word, because the language model did not answer.',
  ),
  'model-too-slow': say('Parts with bullet points quote the abstracts word for word, because the time was over.'),
  'nothing-verified': say(
    'Parts with bullet points quote the abstracts word for word, because nothing that the language model wrote on them could be verified.',
  ),
  'over-budget': say(
    'Parts with bullet points quote the abstracts word for word, because the budget for the language model is used up.',
  ),
  'model-busy': say(
    'Parts with bullet points quote the abstracts word for word, because the language model had too much to do.',
  ),
};

export function reviewNotes(review: Review): Label[] {
  return [gatheringNote(review), quotedNote(review)].filter((note) => note !== undefined);
}

function gatheringNote({ gathering }: Review): Label | undefined {
  switch (gathering.kind) {
    case 'agent':
      return inTurn(
        sayCounted(
          {
            one: 'An agent looked up the papers in {count} step.',
            other: 'An agent looked up the papers in {count} steps.',
          },
          gathering.lookUps,
        ),
        ENDS[gathering.end],
      );
    case 'plan':
      return say('The language model named the sub-questions; the papers were looked up by code.');
    case 'code':
      return undefined;
  }
}

/** Where some parts were written and others had to be quoted. */
function quotedNote({ overview, parts, open }: Review): Label | undefined {
  const shown = [overview, ...parts.map(({ answer }) => answer), open].filter(({ claims }) => claims.length);
  const quoted = shown.filter(({ mode }) => mode === 'extract');
  if (!quoted.length || quoted.length === shown.length) return undefined;
  const why = quoted.find(({ fallback }) => fallback)?.fallback;
  return why ? QUOTED[why] : say('Parts with bullet points quote the abstracts word for word.');
}
