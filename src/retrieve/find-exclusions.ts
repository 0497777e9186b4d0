/** "-diffusion", "but not robotics", "except surveys" → what is not wanted, and where that stands. Pure. */
import { asksForPapers } from './asks-for-papers.ts';
import type { Span } from './cut-out.ts';

export interface FoundExclusions {
  readonly excluded: readonly string[];
  readonly spans: readonly Span[];
}

/** A minus sign right before a word or a quotation; not the hyphen of a word, a bullet, a dash or a negative number. */
const MINUS = /(?<![^\s,;])[-−]([\ue000-\uf8ff]|\p{L}[\p{L}\p{M}\p{N}+./]*(?:['’-][\p{L}\p{M}\p{N}+./]+)*)/gu;
/** What people write with a stray space before its hyphen. */
const NO_MINUS =
  /^(?:based|like|style|free|level|wise|driven|aware|effective|efficient|specific|to|of|and|or|the|a|in|for|by|not)(?:-|$)/i;

/** Always about what is wanted. */
const SURE = [
  String.raw`\b(?:(?:but|and|although|though) )?(?:(?:that|which) (?:is|are|was|were) )?(?:not|nothing) (?:(?:anything|something|those|ones|papers?|works?|research) )?(?:about|concerning|related to|dealing with)`,
  String.raw`\b(?:anything|everything) (?:but|except(?: for)?)`,
];
/** About what is wanted in a request; in a question they belong to it ("What works in simulation but not in reality?"). */
const IN_REQUESTS = [
  String.raw`(?<!\b(?:do|does|did|is|are|was|were|can|could|will|would|should|may|must|has|have|or|if) )\b(?:(?-i:AND) )?(?-i:NOT)(?= (?-i:\P{Lu}))`,
  String.raw`(?:\b(?:but|and)|,) ?(?:not|no)`,
  String.raw`\b(?:excluding|excludes?|except(?: for)?|excepting|other than|apart from|aside from|leaving out|omitting|with the exception of)`,
  String.raw`(?:,|\b(?:papers?|works?|research|articles?)) without`,
  String.raw`\bwithout (?:any )?(?:papers?|works?|research|articles?|anything|those) (?:on|about)`,
  // A field or a kind of paper. What else stands after "without" is a means that is missing ("without labels"): so it is
  // in every one of the 85 titles on Daily Papers that hold the word.
  String.raw`\bwithout(?= (?:any )?(?:robotics|robots|physics|mathematics|maths|economics|linguistics|biology|chemistry|medicine|healthcare|finance|law|education|games|surveys|reviews|benchmarks|position papers|tutorials)(?![\p{L}\p{N}-]))`,
];
const SURE_CUE = cues(SURE);
const CUE = cues([...SURE, ...IN_REQUESTS]);

const MOST_WORDS = 4;
const ITEM_WORD = /\s*([\ue000-\uf8ff]|[\p{L}\p{N}][\p{L}\p{M}\p{N}+]*(?:['’./-][\p{L}\p{M}\p{N}+]+)*)/uy;
const JOINED = /\s*(?:,\s*(?:and |or |nor )?|\/\s*|(?:and|or|nor|&) )(?:not )?/iuy;
/** Words before what is excluded that are no part of it. */
const LEADING =
  /^(?:about|on|of|in|for|with|using|the|a|an|any|all|those|ones|papers?|works?|research|articles?|anything|stuff|related|to|concerning|involving)$/i;
/** Words after it that are no part of it. */
const TRAILING = /^(?:papers?|works?|research|articles?|ones|please|thanks|stuff|related)$/i;
/** With these goes another part of the sentence, or the cue was none ("not only", "but not always", "except when"). */
const STOP =
  /^(?:20\d\d|and|or|but|nor|since|until|till|before|after|during|between|from|by|at|as|than|then|that|which|who|where|when|while|if|because|so|too|only|just|even|yet|always|often|necessarily|enough|limited|exclusively|exactly|really|entirely|specifically|strictly|usually|ideally|preferably|mostly|mainly|especially|particularly|very|much|more|less|is|are|was|were|be|been|do|does|did|can|will|would|should|has|have|it|they|them|this|these|we|i|me|my|you|your|how|why|what|whether|published|sorted?|ordered|newest|latest|list|find|show|give|please|thanks|not|without|excluding|except|last|past|today|yesterday|about|on|of|in|for|with|using|to)$/i;

/**
 * @param masked the question with its quotations masked, so that nothing in them is taken for an exclusion
 * @returns exclusions may hold masked quotations
 */
export function findExclusions(masked: string): FoundExclusions {
  const found: { text: string; span: Span }[] = [];
  for (const match of masked.matchAll(MINUS)) {
    const text = (match[1] as string).replace(/(?<![./])[./]+$/, '');
    const end = match.index + match[0].length - ((match[1] as string).length - text.length);
    if (!NO_MINUS.test(text)) found.push({ text, span: { start: match.index, end } });
  }
  const cue = asksForPapers(masked) ? CUE : SURE_CUE;
  let done = 0;
  for (const match of masked.matchAll(cue)) {
    if (match.index < done) continue;
    const { items, end } = takeItems(masked, match.index + match[0].length);
    // "Structure, not content, is what matters"
    if (!items.length || (match[0].startsWith(',') && !/^\s*[.!?]*\s*$/.test(masked.slice(end)))) continue;
    done = end;
    found.push(...items.map((text) => ({ text, span: { start: match.index, end } })));
  }
  const spans = found.map(({ span }) => span).toSorted((a, b) => a.start - b.start);
  return {
    excluded: [...new Set(found.toSorted((a, b) => a.span.start - b.span.start).map(({ text }) => text))],
    spans: spans.filter((span, at) => span.start >= (spans[at - 1]?.end ?? 0)),
  };
}

function cues(sources: readonly string[]): RegExp {
  return new RegExp(String.raw`(?:${sources.join('|')})(?![\p{L}\p{N}-])`, 'giu');
}

/** "robotics, computer vision or games" from a place on. */
function takeItems(text: string, from: number): { items: string[]; end: number } {
  const items: string[] = [];
  let end = from;
  for (let at = from; ; ) {
    const item = takeItem(text, at);
    if (!item) return { items, end };
    items.push(item.text);
    end = item.end;
    JOINED.lastIndex = end;
    const joined = JOINED.exec(text);
    if (!joined) return { items, end };
    at = end + joined[0].length;
  }
}

function takeItem(text: string, from: number): { text: string; end: number } | undefined {
  const words: string[] = [];
  let end = from;
  for (let at = from; words.length <= MOST_WORDS; at = ITEM_WORD.lastIndex) {
    ITEM_WORD.lastIndex = at;
    const word = ITEM_WORD.exec(text)?.[1];
    if (!word) break;
    if (!words.length && LEADING.test(word)) continue;
    if (STOP.test(word)) break;
    words.push(word);
    end = ITEM_WORD.lastIndex;
  }
  while (TRAILING.test(words.at(-1) ?? '')) words.pop();
  return words.length && words.length <= MOST_WORDS ? { text: words.join(' '), end } : undefined;
}
