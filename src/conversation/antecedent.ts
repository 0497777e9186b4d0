/** Whether a pronoun points at something in its own question, or at nothing, so that it does not point back. Pure. */
import { QUERY_STOP_WORDS } from '../domain/text/stop-words.ts';

/** What every paper has: in "is the code for it public?" the code is not what "it" means. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  `data dataset datasets set sets corpus corpora benchmark benchmarks code weights repository github link pdf result results
  number numbers score scores accuracy performance metric metrics limitation limitations limits weakness weaknesses drawback
  drawbacks strength strengths author authors method methods approach approaches technique techniques algorithm architecture
  idea ideas contribution contributions finding findings conclusion conclusions evidence baseline baselines size sizes
  parameter parameters cost costs speed evaluation experiment experiments example examples detail details date title abstract
  main key exact best biggest published released open public available license licence difference differences advantage
  advantages disadvantages motivation purpose goal novelty tested evaluated trained compared test tests gain gains caveat
  caveats year people organisation organization tl;dr summary short shorter simple simpler simply words`
    .trim()
    .split(/\s+/),
);

/** What is done to papers, said before a pronoun: "summarise it", "who wrote them". */
const VERBS: ReadonlySet<string> = new Set(
  `summarise summarize compare contrast explain describe tell show wrote written write made make built build trained
  evaluated introduced proposed published released propose proposes report reports claim claims say said says beat beats
  differ differs different similar related relate relates set side beside else please ok okay well then also yes no thanks
  makes anyone anybody someone somebody anything great cool good interesting translate rephrase repeat elaborate expand think works point list give got get see know`
    .trim()
    .split(/\s+/),
);
const AUXILIARY = '(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might)';
/** "What data does …": the noun between belongs to what is asked for. */
const ASKED_FOR = new RegExp(
  String.raw`^(?:(?:and|but|so|then|also|ok|okay|or),? )*(?:what|which|whose|where|when|why|how)(?: (?!${AUXILIARY}\b)[\p{L}\p{N}'’-]+){0,5} ${AUXILIARY}(?: not)?\s*$`,
  'iu',
);
const COMPARED =
  /\b(?:than|against|beats?|versus|vs\.?|compared? (?:to|with)|similar to|differ(?:s|ent)? from|related to|better than)\s*$/i;
const LAST_WORD = /^\p{L}+\s*(?:[?.!,]|$)/u;

/** @param at where the pronoun begins */
export function hasAntecedent(text: string, at: number): boolean {
  const before = text.slice(0, at);
  if (ASKED_FOR.test(before)) return false;
  if (COMPARED.test(before) && LAST_WORD.test(text.slice(at))) return false;
  return wordsOf(before).some((word) => !saysNothing(word) && !VERBS.has(word));
}

const SOUNDS_LIKE_ADJECTIVE =
  'different|similar|related|compared|relevant|able|comparable|close|superior|due|robust|sensitive|open|used';
const EXPLETIVE = new RegExp(
  [
    String.raw`^it to\b`,
    String.raw`^it (?:be )?(?:\p{L}+ly )?(?:possible|worth|known|common|clear|necessary|likely|better|good|safe|enough|useful|important|easy|easier|hard|harder|difficult)\b(?! (?:than|at)\b)(?=.*\p{L}{3})(?! (?:for|in|on|with) \p{L}+\s*\??$)`,
    String.raw`^it (?:matters?|rains?|snows?|seems?|makes? sense|turns? out|be (?:shown|said|proved|argued|the case))\b(?=.* )`,
    String.raw`^it (?:takes?|costs?|pays?|helps?|hurts?) (?:to|if|when|that)\b`,
    String.raw`^it (?:is|was|has been) (?:not )?(?:\p{L}+ly )?(?:\p{L}+) (?:to|that|whether|how|why|if|for)\b`,
  ].join('|'),
  'iu',
);
const AFTER_BE = /\b(?:is|was|be|makes?|made|finds?|found|keeps?)\s+$/i;
const ADJECTIVE_AND_CLAUSE = new RegExp(
  String.raw`^it (?:\p{L}+ly |still |even |ever |so |too |more |less |really |always |only |not )*(?!(?:${SOUNDS_LIKE_ADJECTIVE})\b)(?!\p{L}+(?:ed|ing)\b)\p{L}+ (?:to|that|whether|how|why|if)\b`,
  'iu',
);

/** "Is it possible to …": the word stands for nothing. */
export function isExpletive(text: string, at: number): boolean {
  const rest = text.slice(at);
  return EXPLETIVE.test(rest) || (AFTER_BE.test(text.slice(0, at)) && ADJECTIVE_AND_CLAUSE.test(rest));
}

/** Whether the word names no topic of its own. */
export function saysNothing(word: string): boolean {
  return QUERY_STOP_WORDS.has(word) || ATTRIBUTES.has(word) || word.length < 2;
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu) ?? [];
}
