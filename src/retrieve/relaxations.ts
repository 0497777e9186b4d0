/** Conditions that leave nothing → the same without one of them, to see which it was. Pure. */
import type { PaperConditions } from '../domain/ports.ts';

export type ConditionKind = 'dates' | 'people' | 'phrases' | 'exclusions';

export interface Relaxation {
  /** What is left out of the conditions. */
  readonly without: readonly ConditionKind[];
  readonly conditions: PaperConditions;
}

const FIELDS: Readonly<Record<ConditionKind, readonly (keyof PaperConditions)[]>> = {
  dates: ['from', 'to'],
  people: ['authors', 'organisation'],
  phrases: ['phrases'],
  exclusions: ['excluded'],
};

/** One kind left out at a time, then all of them; empty when there are no conditions. */
export function relaxations(conditions: PaperConditions): Relaxation[] {
  const kinds = (Object.keys(FIELDS) as ConditionKind[]).filter((kind) =>
    FIELDS[kind].some((field) => isSet(conditions[field])),
  );
  const ways = kinds.length > 1 ? [...kinds.map((kind) => [kind]), kinds] : kinds.map((kind) => [kind]);
  return ways.map((without) => ({ without, conditions: leaveOut(conditions, without) }));
}

function leaveOut(conditions: PaperConditions, kinds: readonly ConditionKind[]): PaperConditions {
  const fields = new Set<string>(kinds.flatMap((kind) => FIELDS[kind]));
  return Object.fromEntries(Object.entries(conditions).filter(([field]) => !fields.has(field)));
}

function isSet(value: PaperConditions[keyof PaperConditions]): boolean {
  return value !== undefined && value.length > 0;
}
