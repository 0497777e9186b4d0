/**
 * In: requests to a language model. Out: which of them are within the budgets, and a record of what each took.
 *
 * What a request may take at most is set aside before it, in the same transaction that looks at what is left, and what
 * it took is put in its place after it. So two that come at once cannot both have the last of a budget, and a process
 * that is killed loses the record of the requests under way and nothing else; what it had set aside is given back after
 * fifteen minutes.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type {
  BudgetLimits,
  BudgetStop,
  Estimate,
  ModelBudget,
  PricedUsage,
  Reservation,
  Spender,
  WorkKind,
} from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import { addDays, dayOf } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';
import type { Log } from '../domain/ports.ts';
import type { Allowance } from '../domain/usage.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase, StateTables } from './tables.ts';
import { takeTurn } from './take-turn.ts';
import { nextAnswerAt, paceOf, takeFromPace } from './usage-pace.ts';
import type { ReaderKey } from './usage-reader-key.ts';
import { LEASE_MILLISECONDS, takenOn } from './usage-sums.ts';
import { recordUsage } from './usage-write.ts';

export interface UsageBudgetOptions {
  readonly database: StateDatabase;
  readonly readerKey: ReaderKey;
  readonly limits: BudgetLimits;
  readonly clock: Clock;
  readonly log: Log;
}

export interface UsageBudget extends ModelBudget {
  /** Of the budgets that hold for this one; those of all readers together too. @throws StateFault */
  allowances(spender: Spender): Promise<Allowance[]>;
  /** Resolves when everything that was settled so far is on record. */
  idle(): Promise<void>;
}

/** What is remembered of a request under way. */
interface Held {
  readonly day: Day;
  readonly reader: string;
  readonly server: string;
  readonly kind: WorkKind;
  readonly beginsAnswer: boolean;
  readonly paced: boolean;
  /** Whether a row says what is set aside for it. */
  readonly reserved: boolean;
}

type Taking = Pick<Estimate, 'beginsAnswer' | 'tokens' | 'nanodollars'>;

/** A step after the answer has begun: the reader has been let in. */
const AFTER_THE_START: ReadonlySet<WorkKind> = new Set(['verify']);

export function createUsageBudget({ database, readerKey, limits, clock, log }: UsageBudgetOptions): UsageBudget {
  const isLimited = ({ own }: Spender) => Object.values({ ...limits, ...own }).some((limit) => limit !== undefined);
  const held = new Map<string, Held>();
  const settling = new Set<Promise<void>>();
  const midnight = (day: Day) => Date.parse(addDays(day, 1));

  async function firstStop(on: Kysely<StateTables>, spender: Spender, taking: Taking): Promise<BudgetStop | undefined> {
    const now = clock.now();
    const day = dayOf(now);
    const backAt = midnight(day);
    const { readerDailyAnswers, readerBurstAnswers, serverDailyAnswers, dailyNanodollars, dailyTokens } = limits;
    const reader = readerKey(spender.reader);
    const taken = await takenOn(on, { day, reader, server: spender.server ?? '' }, now);
    if (taking.beginsAnswer && !spender.operator) {
      if (readerDailyAnswers !== undefined && taken.reader >= readerDailyAnswers) {
        return { budget: 'reader', limit: readerDailyAnswers, backAt };
      }
      if (serverDailyAnswers !== undefined && spender.server !== undefined && taken.server >= serverDailyAnswers) {
        return { budget: 'server', limit: serverDailyAnswers, backAt };
      }
      const { own = {} } = spender;
      if (own.readerDailyAnswers !== undefined && taken.readerInServer >= own.readerDailyAnswers) {
        return { budget: 'reader', limit: own.readerDailyAnswers, backAt };
      }
      if (own.serverDailyAnswers !== undefined && taken.server >= own.serverDailyAnswers) {
        return { budget: 'server', limit: own.serverDailyAnswers, backAt };
      }
      if (readerBurstAnswers !== undefined) {
        const next = await nextAnswerAt(on, reader, readerBurstAnswers, now);
        if (next > now) return { budget: 'reader-pace', limit: readerBurstAnswers, backAt: next };
      }
    }
    const over = (used: number, most: number, limit: number) => used >= limit || used + most > limit;
    if (dailyNanodollars !== undefined && over(taken.nanodollars, taking.nanodollars, dailyNanodollars)) {
      return { budget: 'spend', limit: dailyNanodollars, backAt };
    }
    if (dailyTokens !== undefined && over(taken.tokens, taking.tokens, dailyTokens)) {
      return { budget: 'tokens', limit: dailyTokens, backAt };
    }
    return undefined;
  }

  /** Without its record nothing holds the limits, so that no answer is better than any number of them. */
  const unreadable = (error: unknown): BudgetStop => {
    log.error('budget-unreadable', { error: stateFault(error, PLACE) });
    return { budget: 'unreadable', limit: 0, backAt: midnight(dayOf(clock.now())) };
  };

  const remember = (
    spender: Spender,
    { kind, beginsAnswer }: Estimate,
    { paced, reserved }: Pick<Held, 'paced' | 'reserved'>,
  ): Reservation => {
    const id = randomUUID();
    const reader = readerKey(spender.reader);
    const day = dayOf(clock.now());
    held.set(id, { day, reader, server: spender.server ?? '', kind, beginsAnswer, paced, reserved });
    return { id };
  };

  async function write(id: string, of: Held, used: readonly PricedUsage[]): Promise<void> {
    const { reader, beginsAnswer, paced, reserved } = of;
    if (!reserved && !used.length) return;
    try {
      await database.transaction().execute(async (on) => {
        await takeTurn(on, 'budget_turn');
        if (reserved) await on.deleteFrom('model_reservation').where('id', '=', id).execute();
        await recordUsage(on, of, used, beginsAnswer);
        const burst = limits.readerBurstAnswers;
        if (paced && !used.length && burst !== undefined) await takeFromPace(on, reader, burst, clock.now(), -1);
      });
    } catch (error) {
      log.error('usage-not-recorded', { error: stateFault(error, PLACE) });
    }
  }

  return {
    async stopFor(spender, kind) {
      if (!isLimited(spender)) return undefined;
      try {
        const beginsAnswer = !AFTER_THE_START.has(kind);
        return await firstStop(database, spender, { beginsAnswer, tokens: 0, nanodollars: 0 });
      } catch (error) {
        return unreadable(error);
      }
    },

    async reserve(spender, estimate) {
      if (!isLimited(spender)) return remember(spender, estimate, { paced: false, reserved: false });
      const { beginsAnswer, tokens, nanodollars, kind } = estimate;
      const paced = beginsAnswer && !spender.operator && limits.readerBurstAnswers !== undefined;
      try {
        return await database.transaction().execute(async (on) => {
          await takeTurn(on, 'budget_turn');
          const now = clock.now();
          await on
            .deleteFrom('model_reservation')
            .where((made) =>
              made.or([
                made('made_at', '<=', now - LEASE_MILLISECONDS),
                made('made_at', '>=', now + LEASE_MILLISECONDS),
              ]),
            )
            .execute();
          const stop = await firstStop(on, spender, estimate);
          if (stop) return stop;
          const reservation = remember(spender, estimate, { paced, reserved: true });
          const { day, reader, server } = held.get(reservation.id) as Held;
          const answers = beginsAnswer ? 1 : 0;
          const row = { ...reservation, day, reader, server, kind, answers, tokens, nanodollars, made_at: now };
          await on.insertInto('model_reservation').values(row).execute();
          if (paced) await takeFromPace(on, reader, limits.readerBurstAnswers ?? 1, now, 1);
          return reservation;
        });
      } catch (error) {
        return unreadable(error);
      }
    },

    async settle({ id }, used) {
      const of = held.get(id);
      if (!of) return;
      held.delete(id);
      const writing = write(id, of, used);
      settling.add(writing);
      await writing.finally(() => settling.delete(writing));
    },

    async allowances(spender) {
      const now = clock.now();
      const day = dayOf(now);
      const backAt = midnight(day);
      const reader = readerKey(spender.reader);
      const { readerDailyAnswers, readerBurstAnswers, serverDailyAnswers, dailyNanodollars, dailyTokens } = limits;
      try {
        const taken = await takenOn(database, { day, reader, server: spender.server ?? '' }, now);
        const pace = await paceOf(database, reader, readerBurstAnswers ?? 1, now);
        const rows: [Allowance['budget'], number | undefined, number, number][] = [
          ['reader', spender.operator ? undefined : readerDailyAnswers, taken.reader, backAt],
          ['reader-pace', spender.operator ? undefined : readerBurstAnswers, pace.used, pace.backAt],
          ['server', spender.server === undefined ? undefined : serverDailyAnswers, taken.server, backAt],
          ['reader', spender.own?.readerDailyAnswers, taken.readerInServer, backAt],
          ['server', spender.own?.serverDailyAnswers, taken.server, backAt],
          ['spend', dailyNanodollars, taken.nanodollars, backAt],
          ['tokens', dailyTokens, taken.tokens, backAt],
        ];
        const all = rows.flatMap(([budget, limit, used, at]) =>
          limit === undefined ? [] : [{ budget, limit, used: Math.min(used, limit), backAt: at }],
        );
        // Where the operator and a server limit the same, what holds is the one that leaves less.
        const leftOf = ({ limit, used }: Allowance) => limit - used;
        return all.filter((one, at) =>
          all.every(
            (other, index) =>
              other.budget !== one.budget ||
              leftOf(one) < leftOf(other) ||
              (leftOf(one) === leftOf(other) && at <= index),
          ),
        );
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },

    async idle() {
      await Promise.all(settling);
    },
  };
}

const PLACE = 'the record of usage';
