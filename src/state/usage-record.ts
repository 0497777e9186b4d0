/** In: whose usage is asked for. Out: what the record holds of it, added up; after thirty days it is nobody's any more. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import { addDays, dayOf } from '../domain/days.ts';
import type { UsageRecord } from '../domain/usage.ts';
import { stateFault } from './state-fault.ts';
import type { ModelUsageTable, StateDatabase, StateTables } from './tables.ts';
import { takeTurn } from './take-turn.ts';
import { addUp, type CountedRow } from './usage-add-up.ts';
import type { ReaderKey } from './usage-reader-key.ts';
import { FORGOTTEN, forgottenName } from './usage-sums.ts';
import { ADDED_COUNTS, USAGE_COUNTS, USAGE_KEY } from './usage-write.ts';

export interface UsageRecordOptions {
  readonly database: StateDatabase;
  readonly readerKey: ReaderKey;
  readonly clock: Clock;
}

export interface KeptUsageRecord extends UsageRecord {
  /** Forgets whose it was: all that is older than thirty days, and what readers wanted forgotten on an earlier day. */
  tidy(): Promise<void>;
}

type Chosen = (row: ExpressionBuilder<StateTables, 'model_usage'>) => Expression<SqlBool>;

const DAYS = 30;
const NOBODY = '';

export function createUsageRecord({ database, readerKey, clock }: UsageRecordOptions): KeptUsageRecord {
  const today = () => dayOf(clock.now());
  const firstDay = () => addDays(today(), 1 - DAYS);

  async function rowsOf(whose: Partial<Pick<ModelUsageTable, 'reader' | 'server'>>): Promise<CountedRow[]> {
    const { reader = NOBODY, server = '' } = whose;
    return guarded(() =>
      database
        .selectFrom('model_usage')
        .select(['day', 'kind', 'model'])
        .select((row) => USAGE_COUNTS.map((name) => row.fn.sum(name).as(name)))
        .where('day', '>=', firstDay())
        .where('day', '<=', today())
        .$if(whose.reader !== undefined, (query) => query.where('reader', '=', reader))
        .$if(whose.server !== undefined, (query) => query.where('server', '=', server))
        .groupBy(['day', 'kind', 'model'])
        .execute(),
    );
  }

  return {
    async ofReader(reader) {
      const { today: now, month } = addUp(await rowsOf({ reader: readerKey(reader) }), today());
      return { today: now, month };
    },
    ofServer: async (server) => addUp(await rowsOf({ server }), today()),
    ofAll: async () => addUp(await rowsOf({}), today()),

    async forget(reader) {
      const name = readerKey(reader);
      return guarded(() =>
        database.transaction().execute(async (on) => {
          await takeTurn(on, 'budget_turn');
          const before = await move(on, (row) => row.and([row('reader', '=', name), row('day', '<', today())]), NOBODY);
          return before + (await move(on, (row) => row('reader', '=', name), forgottenName(name)));
        }),
      );
    },

    async tidy() {
      await guarded(() =>
        database.transaction().execute(async (on) => {
          await takeTurn(on, 'budget_turn');
          await move(on, (row) => row.and([row('day', '<', firstDay()), row('reader', '<>', NOBODY)]), NOBODY);
          const left = `${FORGOTTEN}%`;
          await move(on, (row) => row.and([row('day', '<', today()), row('reader', 'like', left)]), NOBODY);
          await on.deleteFrom('reader_pace').where('free_at', '<=', clock.now()).execute();
        }),
      );
    },
  };
}

/** Adds rows to those of another name, and removes them. @returns how many there were */
async function move(on: Kysely<StateTables>, chosen: Chosen, to: string): Promise<number> {
  const kept = ['day', 'server', 'model', 'kind'] as const;
  await on
    .insertInto('model_usage')
    .columns([...kept, 'reader', ...USAGE_COUNTS])
    .expression((select) =>
      select
        .selectFrom('model_usage')
        .select([...kept])
        .select((row) => row.cast<string>(row.val(to), 'varchar(80)').as('reader'))
        .select((row) => USAGE_COUNTS.map((name) => row.fn.sum<number>(name).as(name)))
        .where(chosen)
        .groupBy([...kept]),
    )
    .onConflict((conflict) => conflict.columns(USAGE_KEY).doUpdateSet(ADDED_COUNTS))
    .execute();
  const moved = await on.deleteFrom('model_usage').where(chosen).executeTakeFirst();
  return Number(moved.numDeletedRows);
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw stateFault(error, 'the record of usage');
  }
}
