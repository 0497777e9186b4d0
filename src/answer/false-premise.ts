/**
 * A question that takes a failure for granted, and what the paper that it names says instead. Pure. Only what is plain
 * is found: the paper is named, a sentence tells of its success, and no sentence tells of anything like the failure.
 */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { draftsOf } from './references.ts';

const BAD =
  'fail(?:s|ed|ing|ures?)?|worse(?:ns?|ned)?|worsen(?:s|ed|ing)?|hurts?|hurting|harm(?:s|ed|ful|ing)?|degrad(?:es?|ed|ing|ation)|deteriorat\\w*|underperform\\w*|break(?:s|ing)?(?: down)?|broke|los(?:es?|t|ing) to|useless|ineffective|backfir\\w*|collaps\\w*';
const NOT_WORK =
  "(?:does|did|do|is|was|are|were|could|can)(?:n['’]t| not| never)(?: [^\\s.,;]+){0,5}? (?:work|help|improve|succeed|scale|perform|beat|outperform|converge|generali[sz]e)\\w*|no (?:better|improvement|gain)s?";
/** "Why does X fail?" takes for granted that it does; "Does X fail?" asks. */
const TAKES_FOR_GRANTED = new RegExp(
  `^\\W*(?:why|how come|what (?:made|makes|caused|causes|explains)|for what reason|how badly|how much worse)\\b.*\\b(?:${BAD}|${NOT_WORK})\\b`,
  'iu',
);
const FAILURE = new RegExp(
  `\\b(?:${BAD}|${NOT_WORK}|negative(?:ly)?|limit(?:s|ed|ations?)|drawbacks?|drops?|dropped|declin\\w+|decreas\\w+|struggl\\w+|suffers?|poor(?:ly)?|only (?:a )?(?:small|slight|marginal)\\w*)\\b`,
  'iu',
);
const SUCCESS =
  /\b(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|achiev(?:es?|ed|ing)|improv(?:es?|ed|ing|ements?)|exceed(?:s|ed)?|beats?|(?:accuracy|performance|quality|scores?|rates? of success) (?:rises?|rose|increases?|increased|grows?|grew)|state[- ]of[- ]the[- ]art|gains?|succe(?:eds?|eded|ssful(?:ly)?)|significant(?:ly)? (?:better|higher|faster)|effective(?:ly)?)\b/iu;
/** What others fail at is the reason for a paper, not its failure. */
const OF_OTHERS =
  /\b(?:existing|prior|previous|current|conventional|traditional|other|others|baselines?|most|many|standard|typical(?:ly)?|often|recent) (?:\p{L}+ ){0,4}|\b(?:unlike|whereas|compared (?:to|with))\b/iu;

/** @returns the sentence that says otherwise; nothing when the question asks for no failure, or there is any sign of one */
export function contradictionOf(question: string, evidence: readonly Evidence[]): DraftClaim | undefined {
  if (!TAKES_FOR_GRANTED.test(question)) return undefined;
  const named = evidence.filter((item) => item.named);
  const [paper] = named;
  if (!paper || named.length > 1) return undefined;
  const sentences = paper.sentences.filter(({ text }) => !readsAsOrder(text));
  if (sentences.some(({ text }) => FAILURE.test(text) && !OF_OTHERS.test(text))) return undefined;
  const [best] = sentences
    .filter(({ text }) => SUCCESS.test(text) && !FAILURE.test(text))
    .toSorted((a, b) => worth(b) - worth(a));
  return best && draftsOf(evidence.indexOf(paper), paper, [best])[0];
}

/** What was measured says more than what was hoped for. */
function worth({ text, score }: EvidenceSentence): number {
  return score + (/\d/.test(text) ? 0.2 : 0);
}
