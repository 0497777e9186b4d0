/** Groups of papers → what to call each: the phrases of its titles that set it apart from the other groups. Pure. */
import type { Paper } from '../domain/paper.ts';
import { createPhraseReader, type Phrase } from './phrases.ts';

/** Of a name; a longer one does not fit beside a bar. */
const LONGEST_NAME = 44;
/** Papers of a group that must hold a phrase which names it, as a share. */
const LEAST_SHARE = 0.08;
/** Titles of a group that must hold it: what stands in one title of many is that paper's own subject. */
const LEAST_TITLES = 2;
/** In a smaller group one title is enough. */
const FEW_PAPERS = 12;
/** A phrase of several words says more than its words: what makes up for being rarer. */
const WORTH_OF_WORDS = [1, 1.5, 1.6] as const;
/** Keeps a phrase of few papers elsewhere from weighing without end. */
const SMOOTHING = 0.01;
const MOST_TERMS = 6;
/** A second phrase is named where it is worth this share of the first. */
const WORTH_NAMING = 0.35;
/** Of the papers that hold a phrase: where so many say it with a further word, so does the name ("multi-agent systems"). */
const LEAST_SHARE_OF_LONGER = 0.3;

/** Of what a phrase is worth, where those before it stand for all of its papers. */
const WORTH_OF_KNOWN = 0.15;
/** Of the commonest spelling. */
const ENOUGH_PLURALS = 0.25;

export interface GroupName {
  readonly name: string;
  /** The phrases that set the group apart, the most telling first. */
  readonly terms: readonly string[];
}

interface Counted {
  readonly key: string;
  /** Places of the papers that hold it, group by group. */
  readonly holders: readonly Set<number>[];
  readonly spellings: Map<string, number>;
}

/**
 * Class-based weighting as c-TF-IDF has it (Grootendorst 2022), of papers instead of occurrences: the share of the
 * group's papers that hold a phrase, times the logarithm of how much larger it is than elsewhere.
 * @param groups papers of each, none empty; all of them together are what a group is set apart from
 */
export function nameGroups(groups: readonly (readonly Paper[])[]): GroupName[] {
  const phrases = countPhrases(groups);
  const taken = new Set<string>();
  return groups.map((papers, group) => {
    const chosen = choose(rank(phrases, groups, group), papers.length, group, taken);
    const [first, second] = chosen;
    if (!first) return { name: `Group ${group + 1}`, terms: [] };
    taken.add(first.key);
    const terms = chosen.map(({ spelling }) => spelling);
    const both = second && second.worth >= WORTH_NAMING * first.worth ? `${terms[0]}, ${terms[1]}` : '';
    return { name: capitalised(both && both.length <= LONGEST_NAME ? both : (terms[0] as string)), terms };
  });
}

interface Ranked extends Counted {
  readonly spelling: string;
  readonly worth: number;
}

function countPhrases(groups: readonly (readonly Paper[])[]): Counted[] {
  const phrasesIn = createPhraseReader();
  const counted = new Map<string, Counted>();
  for (const papers of groups)
    for (const key of titlePhrases(papers, phrasesIn))
      counted.set(key, { key, holders: groups.map(() => new Set()), spellings: new Map() });
  const words = new Set([...counted.keys()].flatMap((key) => key.split(' ')));
  // A compound is wanted where each of its parts is.
  const isWanted = (key: string) =>
    words.has(key) || (key.includes(' ') && key.split(' ').every((word) => words.has(word)));
  // Titles are written in capitals that the phrase does not have.
  for (const [group, papers] of groups.entries())
    for (const [place, { title, abstract }] of papers.entries())
      for (const [text, weight] of [[title, 0.1] as const, [abstract, 1] as const])
        for (const { key, spelling } of phrasesIn(text, isWanted)) {
          const phrase = counted.get(key);
          phrase?.holders[group]?.add(place);
          phrase?.spellings.set(spelling, (phrase.spellings.get(spelling) ?? 0) + weight);
        }
  return [...counted.values()];
}

function titlePhrases(papers: readonly Paper[], phrasesIn: (text: string) => readonly Phrase[]): string[] {
  const titles = new Map<string, number>();
  for (const { title } of papers)
    for (const key of new Set(phrasesIn(title).map((phrase) => phrase.key)))
      titles.set(key, (titles.get(key) ?? 0) + 1);
  const least = papers.length < FEW_PAPERS ? 1 : LEAST_TITLES;
  return [...titles].flatMap(([key, count]) => (count >= least ? [key] : []));
}

function rank(phrases: readonly Counted[], groups: readonly (readonly Paper[])[], group: number): Ranked[] {
  const size = groups[group]?.length ?? 0;
  const rest = groups.reduce((sum, papers) => sum + papers.length, 0) - size;
  return phrases
    .flatMap((phrase) => {
      const inside = phrase.holders[group]?.size ?? 0;
      if (inside < Math.max(Math.min(2, size), LEAST_SHARE * size)) return [];
      const outside = phrase.holders.reduce((sum, { size: holders }) => sum + holders, 0) - inside;
      const share = inside / size;
      const elsewhere = rest ? outside / rest : 0;
      const spelling = spellingOf(phrase);
      const words = WORTH_OF_WORDS[Math.min(spelling.split(' ').length, WORTH_OF_WORDS.length) - 1] as number;
      const worth = words * share * Math.log((share + SMOOTHING) / (elsewhere + SMOOTHING));
      return worth > 0 ? [{ ...phrase, spelling, worth }] : [];
    })
    .sort((one, other) => other.worth - one.worth || (one.key < other.key ? -1 : 1));
}

/** Each next phrase is worth what it tells of the papers that those before it leave out. */
function choose(ranked: readonly Ranked[], size: number, group: number, taken: ReadonlySet<string>): Ranked[] {
  const chosen: Ranked[] = [];
  const covered = new Set<number>();
  let left = ranked.filter(({ key }) => !taken.has(key));
  while (chosen.length < Math.min(MOST_TERMS, size + 1) && left.length) {
    const valued = left.map((phrase) => {
      const holders = [...(phrase.holders[group] ?? [])];
      const fresh = holders.filter((place) => !covered.has(place)).length / holders.length;
      return { phrase, worth: phrase.worth * (WORTH_OF_KNOWN + (1 - WORTH_OF_KNOWN) * fresh) };
    });
    const best = valued.reduce((one, other) => (other.worth > one.worth ? other : one));
    const longer = longerOf(best.phrase, left, group);
    chosen.push({ ...longer, worth: best.worth });
    for (const place of best.phrase.holders[group] ?? []) covered.add(place);
    left = left.filter(({ key }) => !overlaps(key, longer.key));
  }
  return chosen;
}

/** The same with a further word, where that is how enough papers say it. */
function longerOf(phrase: Ranked, others: readonly Ranked[], group: number): Ranked {
  const least = LEAST_SHARE_OF_LONGER * (phrase.holders[group]?.size ?? 0);
  const longer = others.filter(
    ({ key, holders }) => ` ${key} `.includes(` ${phrase.key} `) && (holders[group]?.size ?? 0) >= least,
  );
  const size = ({ holders }: Ranked) => holders[group]?.size ?? 0;
  return longer.reduce(
    (best, other) =>
      other.key.length > best.key.length && (best === phrase || size(other) > size(best)) ? other : best,
    phrase,
  );
}

/** "video generation" says nothing beside "video". */
function overlaps(one: string, other: string): boolean {
  const words = new Set(one.split(' '));
  return other.split(' ').some((word) => words.has(word));
}

function spellingOf({ spellings }: Counted): string {
  const [best] = [...spellings].sort(([a, one], [b, other]) => other - one || a.length - b.length || (a < b ? -1 : 1));
  const [singular = '', count = 0] = best ?? [];
  // A subject is a plural where papers write it so: "robots" rather than "robot".
  const plurals = [`${singular}s`, singular.replace(/y$/, 'ies')].filter((form) => form !== singular);
  const spelling = plurals.find((form) => (spellings.get(form) ?? 0) >= ENOUGH_PLURALS * count) ?? singular;
  // Only titles have it: their capitals are theirs, those of names such as "GRPO" and "LoRA" stay.
  return count >= 1
    ? spelling
    : spelling.replace(/(?<![\p{L}\p{N}])\p{Lu}(?=\p{Ll}+(?!\p{Lu}|\p{Ll}))/gu, (first) => first.toLowerCase());
}

function capitalised(name: string): string {
  return name.replace(/^\p{Ll}(?=\p{Ll}*(?!\p{Lu}))/u, (first) => first.toUpperCase());
}
