/** Keys by which a writer points at sentences: `P3.s2` is the second sentence of the third paper of the evidence. */

/** @param paper position in the evidence, from 0 @param sentence position in the abstract, from 0 */
export function sentenceKey(paper: number, sentence: number): string {
  return `${paperKey(paper)}.s${sentence + 1}`;
}

export function paperKey(paper: number): string {
  return `P${paper + 1}`;
}
