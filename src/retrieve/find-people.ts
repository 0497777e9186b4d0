/** "by Ada Lovelace", "from Example Lab", "Lovelace et al." → names that may be those of authors or organisations. Pure. */
import { isTitle, speaksOfPapers } from './asks-for-papers.ts';
import type { Span } from './cut-out.ts';
import { mayBeSmallName, NAMES, SMALL_NAME, START, splitNames } from './name-pattern.ts';

export interface FoundPeople {
  readonly people: readonly string[];
  /** What to leave out of the question for want of its names. */
  readonly spans: readonly Span[];
  /** Names that the sentence needs a word for: "What did Lovelace et al. find?" */
  readonly subjects: readonly Span[];
}

const PAPERS = '(?:papers?|works?|research|articles?|publications?|preprints?)';
const BY_FROM = '(?i:by|from)(?: (?:the )?authors?)?(?: the)?';
const AFTER_NAMES = String.raw`(?=\s*$|\s*[?.!,;:)]| \p{Ll})`;
const POSSESSIVE = "['’]s?";

/**
 * Where names are certain to be: what the question must hold for it (looking for names at every word takes a millisecond),
 * and the place to cut out with the names in it.
 */
const CERTAIN: readonly { readonly sign: RegExp; readonly pattern: RegExp }[] = [
  // "papers by", "written by"
  [
    /\b(?:by|from) /i,
    String.raw`(?=[BbFf])(?<=\b(?i:${PAPERS}|stuff|anything|something|new|latest|news) (?:only )?)(?<cut>${BY_FROM} (?<names>${NAMES}))(?! to )`,
  ],
  [
    /\b(?:by|from) /i,
    String.raw`(?<cut>(?:\b(?i:that|which) (?:is|are|was|were|has been|have been) )?\b(?i:(?:co-?)?authored|written|published|posted) ${BY_FROM} (?<names>${NAMES}))`,
  ],
  [/ of /, String.raw`(?=of )(?<=\b(?i:${PAPERS}) )(?<cut>of (?<names>${NAMES}))(?! \d)`],
  [
    /author/i,
    String.raw`(?<cut>\b(?i:with (?:the )?authors? |(?:where )?(?:the )?authors?(?: is | are | was | were | named | called |: ?))(?<names>${NAMES}))`,
  ],
  // "Lovelace et al. (2017)", "Lovelace and colleagues"
  [
    / et al|(?:colleagues|co-?authors|co-?workers|others)\b/,
    String.raw`(?<cut>(?:\b(?:as )?(?:in|by|from|of|to|on) )?${START}(?<names>${NAMES})(?:,? et al(?:\.|(?!\p{L}))(?:,? \(?20\d\d\)?)?| (?:and|&) (?:colleagues|co-?authors|co-?workers|others)(?!\p{L}))(?:${POSSESSIVE}(?!\p{L}))?)`,
  ],
  // "Example Lab's latest papers"
  [
    /['’]s? /,
    String.raw`(?<cut>(?:\b(?:by|from) )?${START}(?<names>${NAMES})${POSSESSIVE}) (?=(?:\p{L}+ ){0,2}(?:papers|works?|research|publications|preprints|articles|group|labs?|team)(?!\p{L}))`,
  ],
  [
    /\b(?:did|has|have|does|do) /,
    String.raw`(?<=(?<!\p{L})(?:did|has|have|does|do) )(?<cut>${START}(?<names>${NAMES}))(?= (?:publish(?:ed)?|write|written|work(?:ed)? on|put out|released?)(?!\p{L}))`,
  ],
  [/作者/, String.raw`(?<cut>作者(?:[是为：:]|\s)\s*(?<names>\p{Script=Han}{2,4}))`],
].map(([sign, source]) => ({ sign: sign as RegExp, pattern: new RegExp(source as string, 'gu') }));
const CERTAIN_IN_SMALL_LETTERS = new RegExp(
  String.raw`(?<=\b(?i:papers?|works?|articles?|publications?|preprints?) )(?<cut>(?i:(?:(?:co-?)?authored |written )?by|from) (?<names>${SMALL_NAME}))`,
  'gu',
);
/** Where they may be, and "by Proxy" or "from GPT" may be as well. */
const LIKELY: readonly RegExp[] = [
  new RegExp(String.raw`(?<=^|\s)(?<cut>[Bb]y (?<names>${NAMES}))${AFTER_NAMES}`, 'gu'),
  new RegExp(String.raw`(?<=\s)(?<cut>from (?:the )?(?<names>${NAMES}))${AFTER_NAMES}(?! (?:to|into)\b)`, 'gu'),
];
/** What is taken from something that is no author, or done by it. */
const TAKES_FROM =
  /(?:^|\s)(?:learn\w*|train\w*|distil\w*|transfer\w*|generat\w*|extract\w*|reconstruct\w*|infer\w*|deriv\w*|sampl\w*|mov\w+|switch\w*|differ\w*|adapt\w*|collect\w*|scrap\w+|retriev\w*|predict\w*|built|made|start\w*|initiali\w*|tun\w+|finetun\w*|far|apart|away|benefit\w*|data|datasets?|images?|videos?|text|knowledge|feedback|code|rewards?|supervision|demonstrations?|trajectories|examples?|translat\w+|results?|scores?)$/iu;
const DONE_BY =
  /(?:^|\s)(?!(?:authored|published|released|introduced|proposed|presented|developed|posted|submitted)$)(?:\p{L}+ed|driven|done|led|shown|given|one|step|side)$/iu;
/** Nobody asked for these people: "but not by Example Lab". */
const NEGATED = /(?:^|[\s,])(?:not|except|excluding|without|than|nor)(?: (?:those|papers?|works?|ones|anything))?$/i;
const POSSESSIVE_END = /['’]s?$/;
const NEEDS_SUBJECT = /(?:^|\s)(?:did|do|does|has|have|had|could|can|would|that|how|what|which|why|when|where)$/i;

/** @param masked the question with its quotations masked; names may hold masked quotations */
export function findPeople(masked: string): FoundPeople {
  const found: (Span & { readonly names: readonly string[]; readonly isSubject: boolean })[] = [];
  const take = (
    pattern: RegExp,
    split: (names: string) => string[],
    isMeant: (before: string, cut: string) => boolean,
  ) => {
    for (const match of masked.matchAll(pattern)) {
      const { cut = '', names = '' } = match.groups ?? {};
      const start = match.index;
      const end = start + cut.length;
      const before = masked.slice(0, start).trimEnd();
      if (NEGATED.test(before) || found.some((other) => start < other.end && end > other.start)) continue;
      if (isMeant(before, cut))
        found.push({
          start,
          end,
          names: split(names),
          isSubject: !POSSESSIVE_END.test(cut) && NEEDS_SUBJECT.test(before),
        });
    }
  };
  for (const { sign, pattern } of CERTAIN) if (sign.test(masked)) take(pattern, splitNames, () => true);
  take(
    CERTAIN_IN_SMALL_LETTERS,
    (name) => [name],
    (_, cut) => mayBeSmallName(cut.replace(/^\S+ /, '')),
  );
  // Names have capitals as titles have.
  if (!isTitle(masked) || speaksOfPapers(masked)) for (const pattern of LIKELY) take(pattern, splitNames, isLikely);
  found.sort((a, b) => a.start - b.start);
  return {
    people: [...new Set(found.flatMap(({ names }) => names))],
    spans: found.filter(({ isSubject }) => !isSubject),
    subjects: found.filter(({ isSubject }) => isSubject),
  };
}

function isLikely(before: string, cut: string): boolean {
  if (cut.startsWith('from ')) return speaksOfPapers(before) && !TAKES_FROM.test(before);
  return before === '' || (!DONE_BY.test(before) && (speaksOfPapers(before) || / \S+ /.test(cut)));
}
