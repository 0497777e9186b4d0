/** What is asked of the model for a comparison, and what stands in for it. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import type { AnswerTask } from './answer.ts';
import { TABLE_SCHEMA } from './claims-schema.ts';
import { PROPOSAL, RESULT, WAY } from './cues.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { draftOf } from './extract.ts';
import type { Prompts } from './prompts.ts';

const TABLE_TOKENS = 1_600;
const EXTRACTED_COLUMNS = { idea: 'Idea', result: 'Result' } as const;

export function comparisonTask(prompts: Prompts, evidence: readonly Evidence[], focus: string | undefined): AnswerTask {
  const values = {
    focus: focus ?? 'whatever matters most in these papers',
    papers: evidenceBlock(evidence),
    marker: newMarker(),
  };
  return {
    evidence,
    request: { ...prompts.fill('compare', values), schema: TABLE_SCHEMA, maxOutputTokens: TABLE_TOKENS },
    extract: () => evidence.flatMap((item, position) => extractedCells(item, position, focus)),
  };
}

/** What a paper says it does, what it says came out, and what it says on the focus; each a sentence, word for word. */
function extractedCells(item: Evidence, position: number, focus: string | undefined): DraftClaim[] {
  const sentences = item.sentences.filter(({ text }) => !readsAsOrder(text));
  const cell = (column: string, sentence: EvidenceSentence | undefined) =>
    sentence ? [{ ...draftOf(position, sentence), column }] : [];
  const result = best(sentences, ({ text, index }) =>
    RESULT.test(text) ? (/\d/.test(text) ? 2 : 1) + index / 100 : 0,
  );
  const idea = best(
    sentences.filter((sentence) => sentence !== result),
    ({ text, index }) => (PROPOSAL.test(text) ? 2 : WAY.test(text) ? 1 : 0) - index / 100,
  );
  const onFocus = focus
    ? best(sentences, (sentence) => (holdsHalf(focus, sentence.text) ? sentence.score : 0))
    : undefined;
  return [
    ...cell(EXTRACTED_COLUMNS.idea, idea),
    ...cell(EXTRACTED_COLUMNS.result, result),
    ...(focus ? cell(focus, onFocus) : []),
  ];
}

/** Whether the sentence has at least half of the words of the focus. */
function holdsHalf(focus: string, sentence: string): boolean {
  const wanted = new Set(analyseQuestion(focus).words);
  const present = new Set(allTerms(analyse(sentence)));
  return 2 * [...wanted].filter((word) => present.has(word)).length >= Math.max(1, wanted.size);
}

function best(
  sentences: readonly EvidenceSentence[],
  worth: (sentence: EvidenceSentence) => number,
): EvidenceSentence | undefined {
  const ranked = sentences.map((sentence) => ({ sentence, value: worth(sentence) })).sort((a, b) => b.value - a.value);
  return ranked[0] && ranked[0].value > 0 ? ranked[0].sentence : undefined;
}
