/** "Show me the latest papers on gardens" → "gardens", and whether a list of papers is the answer. Pure. */
import type { Intent } from '../domain/question-reading.ts';
import { allTerms, analyseQuestion } from '../domain/text/analyse.ts';

/** What a request begins with, word by word; these alone say nothing about what the papers are on. */
const OPENING =
  /^(?:please|new|can|could|you|i|we|want|would|like|need|to|me|us|list|find|show|give|get|see|read|send|search|recommend|suggest|looking|what|what['’]?s|which|how|many|is|are|was|were|has|have|did|they|write|wrote|written|publish|published|work|worked|do|there|that|any|some|all|the|their|other|\d+|top|best|hot|hottest|popular|trending|most|highest|voted|liked|discussed|out|just|lately|recently|today)$/iu;
/** One of these must be among them: "search agents" and "list decoding" are subjects themselves. */
const ANCHOR =
  /^(?:papers?|articles?|publications?|preprints?|works?|research|literature|studies|they|newest|latest|recent|(?:most-)?up-?voted|upvotes|anything|something|everything|came)$/iu;
const LINK = /^(?:on|about|of|regarding|concerning|in|for|from|by)$/i;
const RELATED = /^(?:related to|dealing with|having to do with) /i;
const ENDING =
  /[,;]?\s*(?:(?:,|\b(?:with|by)\s)?\s*\b(?:(?:the )?(?:newest|latest|most recent|most[ -]upvoted) (?:ones )?first|(?:sort|order|rank)(?:ed)? by [\p{L}-]+(?: [\p{L}-]+)?)|\s(?:papers?|articles?|publications?|preprints?)|\s(?:(?:that|which) )?(?:is|are|was|were) (?:trending|popular|hot|new)|\bplease)\s*$/iu;

/** @returns `''` when papers as such are asked for ("what are the latest papers?") */
export function subjectOfRequest(topic: string): string {
  const words = topic
    .trim()
    .replace(/[\s?.!,;:]+$/u, '')
    .split(/\s+/);
  const bare = (word: string | undefined) => (word ?? '').replace(/^[("“]+|[,;:)"”?!.]+$/gu, '');
  // "New York" is a place.
  const isWhatIsNew = /^what/i.test(words[0] ?? '');
  let end = 0;
  let isAnchored = false;
  for (; end < words.length; end++) {
    const word = bare(words[end]);
    if (ANCHOR.test(word) || (isWhatIsNew && word === 'new')) isAnchored = true;
    else if (!OPENING.test(word)) break;
  }
  if (!isAnchored) return withoutEnding(words.join(' '));
  if (LINK.test(words[end] ?? '')) end++;
  return withoutEnding(words.slice(end).join(' ').replace(RELATED, ''));
}

function withoutEnding(subject: string): string {
  const shorter = subject.replace(ENDING, '');
  return shorter && shorter !== subject ? withoutEnding(shorter) : subject;
}

const ABOUT =
  'on|about|by|from|of|in|for|with|like|related|is|are|was|were|there|came|since|until|before|after|published|listed|written';
/** "Which papers show that …?", "are there papers that refute …?" */
const JUDGED = new RegExp(
  String.raw`\b(?:which|what|how many|any|are there|is there)\b.{0,60}\b(?:papers?|works?|articles?|studies)\s+(?:(?:that|which)\s+)?(?!(?:${ABOUT})(?!\p{L}))\p{L}`,
  'iu',
);

/**
 * Whether a list of papers is what a reader expects. "Which papers show that search hurts?" wants to know what papers
 * find, which a list of papers with these words would not tell.
 */
export function isAnsweredByList(question: string, { subject, intent }: { subject: string; intent: Intent }): boolean {
  if (intent === 'newest' || intent === 'most-upvoted' || !hasWords(subject)) return true;
  return intent === 'list' && !JUDGED.test(question);
}

/** Whether there is a word to rank papers by. */
export function hasWords(text: string): boolean {
  return allTerms(analyseQuestion(text)).length > 0;
}
