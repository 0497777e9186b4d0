/** One of the processes of the simulated month: the real loop and ledger, with the time and Discord of its parent. */
import { createDeliveries } from '../../src/digest/deliveries.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { createWake } from '../../src/digest/wake.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { Fault } from '../../src/domain/errors.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import type { FromProcess, Question, ToProcess } from './month-messages.ts';
import type { Post, SimulatedDiscord } from './simulated-discord.ts';
import { createSimulatedComposer, createSimulatedSender } from './simulated-sender.ts';

const HOUR = 3_600_000;
const CATCH_UP = 12 * HOUR;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

let now = 0;
let heard = 0;
let busy = 0;
let nextId = 0;
const sleeping = new Map<number, () => void>();
const asking = new Map<number, Waiting>();

const tell = (message: FromProcess) => process.send?.(message);

/** Tells the parent once nothing is under way: after everything that this turn of the event loop set going. */
function tellWhenQuiet(): void {
  setImmediate(() => {
    if (busy === 0) tell({ kind: 'quiet', heard });
  });
}

/** Counts calls that wait for the database. */
function counted<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        busy += 1;
        try {
          return await member.apply(target, given);
        } finally {
          busy -= 1;
          if (busy === 0) tellWhenQuiet();
        }
      };
    },
  });
}

const clock: Clock = {
  now: () => now,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      nextId += 1;
      const id = nextId;
      const stop = () => {
        sleeping.delete(id);
        tell({ kind: 'cancel', id });
        reject(signal?.reason);
      };
      sleeping.set(id, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop, { once: true });
      tell({ kind: 'sleep', id, until: now + Math.max(0, milliseconds) });
    }),
};

function ask(question: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    nextId += 1;
    asking.set(nextId, { resolve, reject });
    tell({ kind: 'ask', id: nextId, question });
  });
}

const discord: Pick<SimulatedDiscord, 'post' | 'find'> = {
  post: async (channel, key, papers) => (await ask({ name: 'post', channel, key, papers })) as Post | undefined,
  find: async (channel, key) => (await ask({ name: 'find', channel, key })) as Post | undefined,
};

async function begin(message: Extract<ToProcess, { kind: 'begin' }>): Promise<void> {
  const { name, seed, database: where } = message;
  const database = await openDatabase('url' in where ? { ...where, log: QUIET } : { ...where, survives: 'kill' });
  const slots = createSlotTimes();
  const books = { database: async () => database, slots, clock, catchUpMilliseconds: CATCH_UP };
  const sender = {
    ...createSimulatedSender({ ...discord, isLost: () => false }),
    isReachable: async ({ to }: { readonly to: { readonly kind: string; readonly channel?: string } }) =>
      !(await ask({ name: 'isLost', channel: to.channel ?? '' })),
  };
  const loop = createDeliveries({
    ledger: counted(createDeliveryLedger({ ...books, process: name })),
    ...{ composer: createSimulatedComposer(), senderFor: () => sender, slots, clock, log: QUIET },
    ...{ wake: createWake(clock), random: seededRandom(seed) },
    ...{ catchUpMilliseconds: CATCH_UP, repostMilliseconds: 90 * 24 * HOUR },
  });
  void loop.run(new AbortController().signal);
}

process.on('message', (message: ToProcess) => {
  heard += 1;
  now = message.now;
  switch (message.kind) {
    case 'begin':
      void begin(message);
      return;
    case 'wake':
      for (const id of message.sleeps) {
        sleeping.get(id)?.();
        sleeping.delete(id);
      }
      break;
    case 'answer': {
      const waiting = asking.get(message.id);
      asking.delete(message.id);
      if (message.fault === undefined) waiting?.resolve(message.value);
      else waiting?.reject(new Fault(message.fault, '', { retryable: true }));
    }
  }
  tellWhenQuiet();
});
