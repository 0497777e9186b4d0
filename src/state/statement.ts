/** In: a query with gaps. Out: the same, put into words once and run as often as wanted: for what is done at every delivery. */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { StateTables } from './tables.ts';

/** Stands in a query where a value comes later. */
class Gap {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface Ran<Row> {
  readonly rows: readonly Row[];
  /** Of an update. */
  readonly changed: number;
}

/**
 * @param build called once for a database; `gap(name)` takes the place of a value
 * @returns runs it with the values of this time, inside or outside of a transaction
 */
export function createStatement<Values extends object, Row>(
  build: (
    on: Kysely<StateTables>,
    gap: <Name extends keyof Values & string>(name: Name) => Values[Name],
  ) => Compilable<Row>,
): (on: Kysely<StateTables>, values: Values) => Promise<Ran<Row>> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (on, values) => {
    compiled ??= build(
      on,
      <Name extends keyof Values & string>(name: Name) => new Gap(name) as unknown as Values[Name],
    ).compile();
    const given = values as Readonly<Record<string, unknown>>;
    const parameters = compiled.parameters.map((value) => (value instanceof Gap ? given[value.name] : value));
    const { rows, numAffectedRows } = await on.executeQuery<Row>({ ...compiled, parameters });
    return { rows, changed: Number(numAffectedRows ?? 0) };
  };
}
