/** Papers in, how often the right one comes first when its name is typed in the ways people do out. */
import { gate } from '../answer/extract.ts';
import type { Clock } from '../domain/clock.ts';
import { type Paper, type PaperId, shortName, titleKey } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { rank, retrieve } from '../retrieve/retrieve.ts';
import { mean } from './averages.ts';
import { sample, seededRandom } from './random.ts';
import { withTemporaryLibrary } from './temporary-library.ts';
import { TYPINGS, type Typing, typed } from './typed-names.ts';

export interface NamesReport {
  readonly kind: 'names';
  readonly papers: number;
  /** Names that at least one paper has, before sampling. */
  readonly names: number;
  readonly sampled: number;
  readonly typings: readonly TypingScores[];
}

/** Shares of names, 0 to 1. */
export interface TypingScores {
  readonly typing: Typing;
  /** Names that this way of typing changes; the others are asked for as they are written. */
  readonly changed: number;
  /** The right paper is the first of the ranking. */
  readonly rankedFirst: number;
  /** The same among the changed names only; missing where there are none. */
  readonly rankedFirstOfChanged?: number;
  /** The right paper is the first that an answer would rest on: papers that a question names come before others. */
  readonly answeredFirst: number;
}

const MOST_NAMES = 1_000;
const SEED = 20_260_701;

export interface NamesTools {
  readonly clock: Clock;
  readonly onProgress: (line: string) => void;
}

export async function measureNames(papers: readonly Paper[], { clock, onProgress }: NamesTools): Promise<NamesReport> {
  const all = namesOf(papers);
  const sampled = sample(all, MOST_NAMES, seededRandom(SEED));
  onProgress(`Taking in ${papers.length} papers…`);
  return withTemporaryLibrary(papers, clock, async (library) => {
    const findFirst = firstFinds(library);
    const typings: TypingScores[] = [];
    for (const typing of TYPINGS) {
      onProgress(`Asking for ${sampled.length} names (${typing})…`);
      typings.push(await success(findFirst, sampled, typing));
    }
    return { kind: 'names', papers: papers.length, names: all.length, sampled: sampled.length, typings };
  });
}

interface NamedPapers {
  readonly name: string;
  /** Papers that have this name; finding any of them is right. */
  readonly papers: ReadonlySet<PaperId>;
}

/** What is found first for a text; most ways of typing leave most names alone, so texts recur. */
function firstFinds(library: PaperIndex) {
  const known = new Map<string, { ranked?: PaperId; answered?: PaperId }>();
  return async (text: string) => {
    const before = known.get(text);
    if (before) return before;
    const [best] = await rank(library, text, {}, 1);
    const { evidence } = await retrieve(library, text, {});
    const [first] = evidence.length ? gate(evidence, text) : [];
    const found = { ranked: best?.candidate.id, answered: first?.paper.id };
    known.set(text, found);
    return found;
  };
}

async function success(
  findFirst: ReturnType<typeof firstFinds>,
  names: readonly NamedPapers[],
  typing: Typing,
): Promise<TypingScores> {
  const outcomes: { changed: boolean; ranked: boolean; answered: boolean }[] = [];
  for (const [turn, { name, papers }] of names.entries()) {
    const text = typed(name, typing, turn);
    const { ranked, answered } = await findFirst(text);
    const isRight = (id: PaperId | undefined) => id !== undefined && papers.has(id);
    outcomes.push({ changed: text !== name, ranked: isRight(ranked), answered: isRight(answered) });
  }
  const share = (of: typeof outcomes, what: 'ranked' | 'answered') =>
    mean(of.map((outcome) => (outcome[what] ? 1 : 0)));
  const changed = outcomes.filter((outcome) => outcome.changed);
  const rankedFirstOfChanged = share(changed, 'ranked');
  return {
    typing,
    changed: changed.length,
    rankedFirst: share(outcomes, 'ranked') ?? 0,
    ...(rankedFirstOfChanged === undefined ? {} : { rankedFirstOfChanged }),
    answeredFirst: share(outcomes, 'answered') ?? 0,
  };
}

/** Names of one word that no dictionary has: an inner capital, a digit, a hyphen or a plus. */
function namesOf(papers: readonly Paper[]): NamedPapers[] {
  const names = new Map<string, { name: string; papers: Set<PaperId> }>();
  for (const paper of papers) {
    const name = shortName(paper.title);
    if (!name || /\s/.test(name) || !/[\p{Lu}\p{N}+-]/u.test(name.slice(1))) continue;
    const known = names.get(titleKey(name)) ?? { name, papers: new Set() };
    known.papers.add(paper.id);
    names.set(titleKey(name), known);
  }
  return [...names.values()];
}
