/** Ranked papers in, which of them nearly repeat an earlier one out (a retitled version under a second id). Pure. */
import { type Paper, type PaperId, titleKey } from '../domain/paper.ts';
import { analyse } from '../domain/text/analyse.ts';

/**
 * Jaccard similarity of the sets of an abstract's stems. Of 11,028 papers three pairs reach .97 and are one abstract
 * under two titles; the next pairs have .54 and less and are two papers of one group, or on one subject. So any
 * threshold between the two tells them apart, and one in the middle bears an edited abstract.
 */
const LEAST_SIMILARITY = 0.75;
/** Under one title, less is enough: .49 for the one such pair, while papers on one subject seldom reach .3. */
const LEAST_SIMILARITY_UNDER_ONE_TITLE = 0.3;
/** Shorter abstracts ("We report our results.") are alike by chance. */
const LEAST_STEMS = 20;

type Ranked = Pick<Paper, 'id' | 'title' | 'abstract'>;

/**
 * @param papers best first
 * @returns the id of a paper that repeats an earlier one → the id of the earliest that it repeats
 */
export function nearDuplicates(papers: readonly Ranked[]): Map<PaperId, PaperId> {
  const kept: { readonly id: PaperId; readonly key: string; readonly stems: ReadonlySet<string> }[] = [];
  const repeated = new Map<PaperId, PaperId>();
  for (const { id, title, abstract } of papers) {
    const key = titleKey(title);
    const stems = new Set(analyse(abstract).words);
    const earlier = kept.find((paper) => {
      const least = paper.key === key ? LEAST_SIMILARITY_UNDER_ONE_TITLE : LEAST_SIMILARITY;
      return similarity(paper.stems, stems) >= least;
    });
    if (earlier) repeated.set(id, earlier.id);
    else kept.push({ id, key, stems });
  }
  return repeated;
}

/** 0 to 1; 0 where one of the two is too short to tell. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (Math.min(left.size, right.size) < LEAST_STEMS) return 0;
  let shared = 0;
  for (const stem of left) if (right.has(stem)) shared++;
  return shared / (left.size + right.size - shared);
}
