import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/answer/in-order.ts';

async function* numbers(count: number, fails = false): AsyncGenerator<number> {
  for (let at = 0; at < count; at += 1) yield at;
  if (fails) throw new Error('broken off');
}

describe('work on what arrives one by one', () => {
  it('is done on several at once, and yielded in the order of arrival', async () => {
    const waiting: (() => void)[] = [];
    const results: number[] = [];
    const work = (item: number) => new Promise<number>((resolve) => waiting.push(() => resolve(item * 10)));
    const done = (async () => {
      for await (const result of inOrder(numbers(5), work, 3)) results.push(result);
    })();
    await expect.poll(() => waiting.length).toBe(3);
    waiting[2]?.();
    waiting[1]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(results).toEqual([]);
    waiting[0]?.();
    await expect.poll(() => waiting.length).toBe(5);
    expect(results).toEqual([0, 10, 20]);
    for (const finish of waiting) finish();
    await done;
    expect(results).toEqual([0, 10, 20, 30, 40]);
  });

  it('fails after everything before the failure was yielded', async () => {
    const results: number[] = [];
    const run = async () => {
      for await (const result of inOrder(numbers(2, true), async (item) => item, 4)) results.push(result);
    };
    await expect(run()).rejects.toThrow('broken off');
    expect(results).toEqual([0, 1]);
  });

  it('closes its source when nobody listens any more', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* numbers(10);
      } finally {
        closed = true;
      }
    }
    for await (const _ of inOrder(source(), (item) => item, 2)) break;
    await expect.poll(() => closed).toBe(true);
  });
});
