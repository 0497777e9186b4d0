import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { SwitchableLibrary } from '../../src/library/switchable-library.ts';
import { createHeldClock, type HeldClock } from '../doubles/held-clock.ts';
import { paper } from '../doubles/paper.ts';

const OLD = paper({ id: 'arxiv:2505.00001', title: 'Old', abstract: 'Denoising of old.' });
const NEW = paper({ id: 'arxiv:2505.00002', title: 'New', abstract: 'Denoising of new.' });

let folder = '';
let clock: HeldClock;
let [first, second]: PaperIndex[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-switch-'));
  clock = createHeldClock();
  [first, second] = await Promise.all(
    ['first', 'second'].map((name) => openLibrary({ uri: join(folder, name), clock })),
  );
  await first?.upsert([OLD]);
  await second?.upsert([NEW]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Notes when it is closed, and can be held in the middle of a search. */
function watched(index: PaperIndex) {
  let isClosed = false;
  const held: { until?: Promise<void> } = {};
  const library = new Proxy(index, {
    get(target, name) {
      if (name === 'close') {
        return async () => {
          isClosed = true;
          await target.close();
        };
      }
      if (name === 'candidates') {
        return async (query: Parameters<PaperIndex['candidates']>[0]) => {
          await held.until;
          return target.candidates(query);
        };
      }
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { library, held, isClosed: () => isClosed };
}

it('answers from the other library with the next call, and still knows the papers of a question under way', async () => {
  const switchable = new SwitchableLibrary(first as PaperIndex, clock);
  const [candidate] = await switchable.candidates({ text: 'denoising', depth: 5 });
  switchable.switchTo(second as PaperIndex);
  expect((await switchable.candidates({ text: 'denoising', depth: 5 })).map(({ title }) => title)).toEqual(['New']);
  expect(await switchable.get([NEW.id, candidate?.id ?? OLD.id])).toEqual([NEW, OLD]);
  expect((await switchable.statistics()).papers).toBe(1);
  await switchable.close();
});

it('closes the library of before after its time, when no call is left in it', async () => {
  const old = watched(first as PaperIndex);
  const switchable = new SwitchableLibrary(old.library, clock);
  const free = Promise.withResolvers<void>();
  old.held.until = free.promise;
  const question = switchable.candidates({ text: 'denoising', depth: 5 });
  switchable.switchTo(second as PaperIndex);
  await expect.poll(() => clock.waiting().length).toBe(1);
  clock.advance(60 * 60_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(old.isClosed()).toBe(false);
  free.resolve();
  expect((await question).map(({ title }) => title)).toEqual(['Old']);
  await expect.poll(old.isClosed).toBe(true);
  expect(await switchable.get([OLD.id, NEW.id])).toEqual([NEW]);
  await switchable.close();
});

it('closes both at once when it is closed itself, and does nothing when it is switched to what it has', async () => {
  const [old, next] = [watched(first as PaperIndex), watched(second as PaperIndex)];
  const switchable = new SwitchableLibrary(old.library, clock);
  switchable.switchTo(next.library);
  switchable.switchTo(next.library);
  await switchable.close();
  expect([old.isClosed(), next.isClosed()]).toEqual([true, true]);
});
