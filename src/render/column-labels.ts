/** What a claim is told under → the same as a label of ours, where it is one; a model's own words stay as they are. */
import { type Label, say, type Words } from '../domain/words.ts';

/** The names that prompts and code give to columns and parts. */
const LABELS: Readonly<Record<string, Words>> = {
  Problem: say('Problem'),
  Idea: say('Idea'),
  Evidence: say('Evidence'),
  Limits: say('Limits'),
  Numbers: say('Numbers'),
  Result: say('Result'),
};

export function columnLabel(column: string): Label {
  return Object.hasOwn(LABELS, column) ? (LABELS[column] as Words) : column;
}
