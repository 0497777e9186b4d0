/** A review → the small print on how it came about: what was looked up, which parts are quoted, where a bound was reached. */
import type { FallbackReason } from '../domain/answer.ts';
import type { GatheringEnd, Review } from '../domain/review.ts';
import { counted } from './paper-lines.ts';

const ENDS: Readonly<Record<GatheringEnd, string>> = {
  done: '',
  steps: ' It stopped at the limit of its steps.',
  tokens: ' It stopped at the limit of its tokens.',
  time: ' It stopped at the limit of its time.',
  failed: ' The language model failed on the way, so it may have missed papers.',
  'over-budget': ' The budget for the language model was used up on the way.',
};
const WHY_QUOTED: Readonly<Record<FallbackReason, string>> = {
  'no-model': 'there was no language model for them',
  'model-failed': 'the language model did not answer',
  'model-too-slow': 'the time was over',
  'nothing-verified': 'nothing that the language model wrote on them could be verified',
  'over-budget': 'the budget for the language model is used up',
  'model-busy': 'the language model had too much to do',
};

export function reviewNotes(review: Review): string[] {
  return [gatheringNote(review), quotedNote(review)].filter((note) => note !== undefined);
}

function gatheringNote({ gathering }: Review): string | undefined {
  switch (gathering.kind) {
    case 'agent':
      return `An agent looked up the papers in ${counted(gathering.lookUps, 'step')}.${ENDS[gathering.end]}`;
    case 'plan':
      return 'The language model named the sub-questions; the papers were looked up by code.';
    case 'code':
      return undefined;
  }
}

/** Where some parts were written and others had to be quoted. */
function quotedNote({ overview, parts, open }: Review): string | undefined {
  const shown = [overview, ...parts.map(({ answer }) => answer), open].filter(({ claims }) => claims.length);
  const quoted = shown.filter(({ mode }) => mode === 'extract');
  if (!quoted.length || quoted.length === shown.length) return undefined;
  const why = quoted.find(({ fallback }) => fallback)?.fallback;
  const because = why ? `, because ${WHY_QUOTED[why]}` : '';
  return `Parts with bullet points quote the abstracts word for word${because}.`;
}
