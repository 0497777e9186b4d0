/** In: what a reader thinks of an answer. Out: one durable row for each of the two, under hashes of who and what was asked. */
import type { Clock } from '../domain/clock.ts';
import type { FeedbackRecord } from '../domain/feedback.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';
import type { ReaderKey } from './usage-reader-key.ts';
import { LONGEST_MODEL_NAME } from './usage-write.ts';

export interface FeedbackOptions {
  readonly database: StateDatabase;
  /** Also of questions: a plain hash of a short one could be guessed. */
  readonly readerKey: ReaderKey;
  readonly clock: Clock;
}

const LONGEST_WORD = 1_000;

export function createFeedbackRecord({ database, readerKey, clock }: FeedbackOptions): FeedbackRecord {
  return {
    give: ({ answer, reader, verdict, word, question, papers, model, status }) =>
      guarded(async () => {
        // PostgreSQL takes no text with a NUL in it.
        const kept = word?.replaceAll('\0', '').slice(0, LONGEST_WORD) ?? null;
        const said = { verdict, word: kept, given_at: clock.now() };
        await database
          .insertInto('feedback')
          .values({
            ...said,
            answer,
            reader: readerKey(reader),
            question: readerKey(`question:${question.trim().toLowerCase()}`),
            papers: JSON.stringify(papers),
            model: model?.slice(0, LONGEST_MODEL_NAME) ?? null,
            status,
          })
          .onConflict((conflict) =>
            conflict.columns(['answer', 'reader']).doUpdateSet((row) => ({
              verdict,
              given_at: said.given_at,
              // Pressing the same button again does not take back what was said with it.
              word:
                said.word ??
                row.case().when('feedback.verdict', '=', verdict).then(row.ref('feedback.word')).else(null).end(),
            })),
          )
          .execute();
      }),
    forget: (reader) =>
      guarded(async () => {
        await database.deleteFrom('feedback').where('reader', '=', readerKey(reader)).execute();
      }),
    counts: () =>
      guarded(async () => {
        const rows = await database
          .selectFrom('feedback')
          .select(['verdict', (row) => row.fn.countAll<number | string>().as('number')])
          .groupBy('verdict')
          .execute();
        const of = (wanted: string) => Number(rows.find(({ verdict }) => verdict === wanted)?.number ?? 0);
        return { up: of('up'), down: of('down') };
      }),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw stateFault(error, 'the record of feedback');
  }
}
