/** What every record of feedback does, whatever database it lies in. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Feedback } from '../../src/domain/feedback.ts';
import { createFeedbackRecord } from '../../src/state/feedback.ts';
import { openReaderKey } from '../../src/state/usage-reader-key.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import type { NewPlace } from './state-place.ts';

const verdict = (given: Partial<Feedback> = {}): Feedback => ({
  answer: 'answer-1',
  reader: 'ada',
  verdict: 'up',
  question: 'Does search help?',
  papers: ['arxiv:2606.00001'],
  model: 'small-model',
  status: 'answered',
  ...given,
});

export function describeFeedback(where: string, newPlace: NewPlace): void {
  async function openRecord() {
    const { folder, open } = await newPlace();
    const database = await open();
    const clock = createFakeClock('2026-07-01T12:00:00Z');
    const record = createFeedbackRecord({ database, readerKey: openReaderKey(join(folder, 'reader-key')), clock });
    return { record, rows: () => database.selectFrom('feedback').selectAll().execute() };
  }

  describe(`what readers think of answers, in ${where}`, () => {
    it('counts once a reader and answer, and can be changed', async () => {
      const { record } = await openRecord();
      await record.give(verdict());
      await record.give(verdict());
      await record.give(verdict({ reader: 'bob' }));
      await record.give(verdict({ verdict: 'down' }));
      expect(await record.counts()).toEqual({ up: 1, down: 1 });
    });

    it('keeps a word while the verdict is the same, and not under the other', async () => {
      const { record, rows } = await openRecord();
      await record.give(verdict({ verdict: 'down', word: 'It misses a paper.' }));
      await record.give(verdict({ verdict: 'down' }));
      expect((await rows()).map(({ word }) => word)).toEqual(['It misses a paper.']);
      await record.give(verdict({ verdict: 'up' }));
      expect((await rows()).map(({ word }) => word)).toEqual([null]);
    });

    it('tells which papers and which model, and neither who nor what was asked', async () => {
      const { record, rows } = await openRecord();
      await record.give(verdict());
      const [row] = await rows();
      expect(row).toMatchObject({ papers: '["arxiv:2606.00001"]', model: 'small-model', status: 'answered' });
      expect(JSON.stringify(row)).not.toMatch(/ada|search help/i);
    });

    it('is deleted with its reader, and with nobody else', async () => {
      const { record, rows } = await openRecord();
      await record.give(verdict());
      await record.give(verdict({ reader: 'bob' }));
      await record.forget('ada');
      expect(await rows()).toHaveLength(1);
    });

    it('keeps words with characters that databases do not like', async () => {
      const { record, rows } = await openRecord();
      await record.give(verdict({ word: `a\0b 'c' \\ ü 日本 😀 ${'😀'.repeat(600)}`, model: 'm'.repeat(500) }));
      const [row] = await rows();
      expect(row?.word).toMatch(/^ab 'c' \\ ü 日本 😀 😀/u);
      expect(row?.model).toHaveLength(200);
      expect(await record.counts()).toEqual({ up: 1, down: 0 });
    });
  });
}
