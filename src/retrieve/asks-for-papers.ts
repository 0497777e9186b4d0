/** Whether somebody wants papers listed, or wants to know something. Pure. */

/** What papers are called. */
export const PAPER_WORD =
  '(?:papers?|works?|research|articles?|publications?|preprints?|literature|studies|surveys?|findings|results)';
/** "Work" is a verb as well. */
const PAPERS =
  /\b(?:papers?|articles?|publications?|preprints?|literature|research|studies|surveys)\b|\b(?:recent|related|existing|prior|previous|new|latest|any|some|more|the|of|find|show|list) works? (?:on|about|by|from|of|that)\b/i;
const WANTED =
  /^(?:please |can you |could you |i want to |i would like to |i'd like to )?(?:list|find|show|give|search|recommend|suggest|get|see|read|send)\b|\b(?:looking for|interested in|anything|everything|something|what['’]?s new|what is (?:new|known)|latest|newest)\b/i;
const ASKS_TO_KNOW =
  /^(?:\W*)(?:why|how|what|who|whom|whose|when|where|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|if|whether|explain|describe|summari[sz]e|compare)\b|\?\s*$/i;

/** Longer texts describe something; their "but not" is part of the description. */
const LONGEST_REQUEST = 300;

/** `Papers on agents`, `find me something on search`, or just `agents`: a list would answer it. */
export function asksForPapers(question: string): boolean {
  if (question.length > LONGEST_REQUEST || isTitle(question)) return false;
  return PAPERS.test(question) || WANTED.test(question) || !ASKS_TO_KNOW.test(question);
}

/** Whether the question speaks of papers as such. */
export function speaksOfPapers(question: string): boolean {
  return PAPERS.test(question) || WANTED.test(question);
}

/** Whether nearly all words have capitals, as in a title, so that a capital says nothing. */
export function isTitle(text: string): boolean {
  const words = text
    .split(' ')
    .slice(1)
    .filter((word) => /^[^\p{L}]*\p{L}{4}/u.test(word));
  return words.length > 3 && words.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length > 0.6 * words.length;
}
