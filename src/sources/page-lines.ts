/** In: the lines of an exported page between its header and its end. Out: titles with their abstracts. */

/** Of all known exports the longest title has 187 characters and the shortest abstract 370. */
const LONGEST_TITLE = 300;
/** A sentence's end, with what may close after it. */
const SENTENCE_END = /[.!?…]["'”’)\]}*$]*$/;

export interface PageLine {
  readonly text: string;
  /** Line number, from 1. */
  readonly line: number;
  /** The last line of a file without a final line break: it may have been cut. */
  readonly open: boolean;
}

export interface TitledAbstract {
  readonly title: string;
  readonly abstract: string;
  readonly line: number;
  readonly lastLine: number;
}

export interface Unpaired {
  readonly line: number;
  readonly reason: string;
}

/**
 * Titles and abstracts alternate. Where one of them is missing, the lengths tell where the rhythm starts again.
 * @param mayEndOpen whether a whole page may end in an abstract without a line break; a cut right after one of its
 * sentences is then not noticed
 */
export function pairLines(
  lines: readonly PageLine[],
  mayEndOpen: boolean,
): { pairs: TitledAbstract[]; unpaired: Unpaired[] } {
  const pairs: TitledAbstract[] = [];
  const unpaired: Unpaired[] = [];
  for (let index = 0; index < lines.length; ) {
    const [title, abstract, after] = lines.slice(index, index + 3);
    if (!title) break;
    const problem = misfit(mayEndOpen, title, abstract, after);
    if (problem) unpaired.push({ line: title.line, reason: problem });
    if (!abstract || problem === ABSTRACT_ALONE || problem === TITLE_ALONE) {
      index += 1;
      continue;
    }
    index += 2;
    if (problem) continue;
    pairs.push({ title: title.text, abstract: abstract.text, line: title.line, lastLine: abstract.line });
  }
  return { pairs, unpaired };
}

const TITLE_ALONE = 'a title without an abstract';
const ABSTRACT_ALONE = 'an abstract without a title';

function misfit(mayEndOpen: boolean, title: PageLine, abstract?: PageLine, after?: PageLine): string | undefined {
  if (title.text.length > LONGEST_TITLE) return ABSTRACT_ALONE;
  if (!abstract) return title.open ? 'the page is cut off in or after this title' : TITLE_ALONE;
  if (abstract.text.length <= LONGEST_TITLE && after && after.text.length > LONGEST_TITLE) return TITLE_ALONE;
  const whole = !abstract.open || (mayEndOpen && SENTENCE_END.test(abstract.text));
  return whole ? undefined : 'its abstract is cut off';
}
