/** Papers on three subjects over eight weeks, each subject with words of its own, as a library would hold them. */
import { addDays } from '../../src/domain/days.ts';
import type { Paper, PaperId } from '../../src/domain/paper.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { paper } from '../doubles/paper.ts';

interface Subject {
  readonly phrase: string;
  readonly words: readonly string[];
}

export const SUBJECTS: readonly Subject[] = [
  { phrase: 'robot grasping', words: ['gripper', 'arm', 'tactile', 'manipulation', 'joint'] },
  { phrase: 'speech recognition', words: ['audio', 'phoneme', 'microphone', 'accent', 'transcript'] },
  { phrase: 'protein folding', words: ['amino', 'residue', 'enzyme', 'backbone', 'ligand'] },
];

export const LAST_DAY = '2026-06-30';

/** Of any paper, so that no two read alike. */
const FILLERS =
  'morning river bridge window garden lantern marble copper violet harbour meadow thunder pepper saddle orchard walnut canvas feather compass ribbon velvet cinder pebble anchor barrel candle dagger ember falcon glacier hammer island jacket kettle ladder magnet needle oyster parrot quiver rocket shovel temple umbrella valley wagon yarn zipper'.split(
    ' ',
  );

/**
 * @param weeks papers of each subject a week, the newest week first
 * @returns papers, the newest week's first; the number of a paper in its week is its upvotes
 */
export function madePapers(weeks: readonly (readonly [robots: number, speech: number, proteins: number])[]): Paper[] {
  const random = seededRandom(7);
  const some = (count: number) => Array.from({ length: count }, () => FILLERS[Math.floor(random() * FILLERS.length)]);
  let made = 0;
  return weeks.flatMap((counts, week) =>
    counts.flatMap((count, at) =>
      Array.from({ length: count }, (_, number) => {
        const { phrase, words } = SUBJECTS[at] as Subject;
        const name = `Tool-${++made}`;
        const [one, two, three, four, five, six] = some(6);
        return paper({
          id: `arxiv:2606.${String(made).padStart(5, '0')}`,
          title: `${name}: ${phrase.replace(/^./, (first) => first.toUpperCase())} by ${one} and ${two}`,
          abstract: `Work on ${phrase} with ${words.join(', ')} lacks a ${three}. We propose ${name}, a way to do ${phrase} with ${words.join(' and ')} by ${four} and ${five}. On ${number + 2} data sets of ${six} ${name} improves ${phrase} by ${number + 3}%.`,
          publishedAt: addDays(LAST_DAY, -7 * week - (number % 5) - 1),
          listedOn: addDays(LAST_DAY, -7 * week - (number % 5)),
          upvotes: number,
        });
      }),
    ),
  );
}

/** A subject is a direction, a paper a little beside it. */
export function madeVectors(papers: readonly Paper[]): Map<PaperId, Float32Array> {
  const random = seededRandom(3);
  return new Map(
    papers.map((each) => {
      const vector = Float32Array.from({ length: 16 }, () => (random() - 0.5) * 0.15);
      vector[subjectOf(each)] = 1;
      const length = Math.hypot(...vector);
      return [each.id, vector.map((value) => value / length)] as const;
    }),
  );
}

export function subjectOf({ title }: Pick<Paper, 'title'>): number {
  return SUBJECTS.findIndex(({ phrase }) => title.toLowerCase().includes(phrase));
}
