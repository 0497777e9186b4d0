/** In: a scenario and a database. Out: what became of it with several processes of the real program on that one database. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import type { FromProcess, Question, ToProcess } from './month-messages.ts';
import type { Child, MonthOptions, SimulatedMonth, Sleeper } from './month-parts.ts';
import { judge, type Span, type Wish } from './oracle.ts';
import { createSimulatedDiscord } from './simulated-discord.ts';
import { createWallClock } from './wall-clock.ts';

const HOUR = 3_600_000;
const CATCH_UP = 12 * HOUR;
const SETTLING = 20 * 60_000;
/** Milliseconds until a kill comes. */
const LONGEST_FUSE = 6;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

export async function simulateMonth(options: MonthOptions): Promise<SimulatedMonth> {
  const { scenario, database: where, random } = options;
  const began = performance.now();
  const database = await openDatabase('url' in where ? { ...where, log: QUIET } : { ...where, survives: 'kill' });
  let now = scenario.start;
  const own = new Set<Sleeper>();
  const clock: Clock = {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          until: now + milliseconds,
          wake: () => {
            own.delete(sleeper);
            resolve();
          },
        };
        own.add(sleeper);
      }),
  };
  const watched = new Map<string, { id: string; wishes: Wish[]; lost: Span[]; posts: number[]; papers: Set<string> }>();
  let repeatedPapers = 0;
  const discord = createSimulatedDiscord({
    clock,
    random,
    onPost({ channel, at, papers }) {
      const one = watched.get(channel);
      one?.posts.push(at);
      for (const paper of papers) {
        if (one?.papers.has(paper)) repeatedPapers += 1;
        one?.papers.add(paper);
      }
    },
  });
  const never = new AbortController().signal;
  const answerTo = async (question: Question): Promise<unknown> => {
    switch (question.name) {
      case 'post':
        return discord.post(question.channel, question.key, question.papers, never);
      case 'find':
        return discord.find(question.channel, question.key, never);
      case 'isLost':
        return discord.isLost(question.channel);
    }
  };

  const children = new Set<Child>();
  const noneAlive: { from: number; to: number }[] = [];
  let starts = 0;
  let kills = 0;
  let stir = Promise.withResolvers<void>();
  const say = (child: Child, message: ToProcess) => {
    if (!child.isAlive) return;
    child.sent += 1;
    child.process.send(message, () => {});
  };

  function start(): void {
    starts += 1;
    const process_ = fork(join(import.meta.dirname, 'month-process.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH },
    });
    const child: Child = { process: process_, sleeps: new Map(), sent: 0, heard: -1, isAlive: true };
    const last = noneAlive.at(-1);
    if (last?.to === Number.POSITIVE_INFINITY) last.to = now;
    children.add(child);
    process_.on('message', (message: FromProcess) => hear(child, message));
    process_.on('exit', () => {
      if (!child.isAlive) stir.resolve();
      else fail = new Error('A process of the simulation ended by itself.');
      stir.resolve();
    });
    say(child, { kind: 'begin', now, name: `process ${starts}`, seed: starts, database: where });
  }

  let fail: Error | undefined;

  function hear(child: Child, message: FromProcess): void {
    if (!child.isAlive) return;
    switch (message.kind) {
      case 'sleep':
        child.sleeps.set(message.id, message.until);
        return;
      case 'cancel':
        child.sleeps.delete(message.id);
        return;
      case 'ask':
        lightFuse(child, 'ask');
        void answerTo(message.question).then(
          (value) => {
            say(child, { kind: 'answer', now, id: message.id, value });
            lightFuse(child, 'answer');
          },
          () => say(child, { kind: 'answer', now, id: message.id, fault: 'Discord answers with a fault of its own.' }),
        );
        // Some answers come without any time passing.
        void setImmediate().then(() => stir.resolve());
        return;
      case 'quiet':
        child.heard = message.heard;
        stir.resolve();
    }
  }

  function kill(child: Child, restartAfter: number): void {
    if (!child.isAlive) return;
    child.isAlive = false;
    kills += 1;
    child.process.kill('SIGKILL');
    children.delete(child);
    if (![...children].some((other) => other.isAlive)) noneAlive.push({ from: now, to: Number.POSITIVE_INFINITY });
    void clock.sleep(restartAfter).then(start);
  }

  /** Until every process waits for time to pass. */
  async function quiet(): Promise<void> {
    for (;;) {
      await setImmediate();
      if (fail) throw fail;
      if ([...children].every((child) => child.heard === child.sent)) return;
      await stir.promise;
      stir = Promise.withResolvers();
    }
  }

  /** After a wake it is in what that sets going; after a question or an answer, before and after a message stands. */
  let armed: { readonly restartAfter: number; readonly after: 'wake' | 'ask' | 'answer' } | undefined;

  /** In real time: in the middle of a transaction or of a request. */
  function lightFuse(child: Child, after: 'wake' | 'ask' | 'answer'): void {
    if (armed?.after !== after) return;
    const { restartAfter } = armed;
    armed = undefined;
    setTimeout(() => {
      kill(child, restartAfter);
      stir.resolve();
    }, random() * LONGEST_FUSE);
  }

  /** @returns whether something was due until then */
  function passOn(instant: number): boolean {
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of own) next = Math.min(next, until);
    for (const { sleeps } of children) for (const until of sleeps.values()) next = Math.min(next, until);
    if (next > instant) return false;
    now = Math.max(now, next);
    for (const sleeper of own) if (sleeper.until <= now) sleeper.wake();
    for (const child of children) {
      const sleeps = [...child.sleeps].filter(([, until]) => until <= now).map(([id]) => id);
      if (!sleeps.length) continue;
      for (const id of sleeps) child.sleeps.delete(id);
      say(child, { kind: 'wake', now, sleeps });
      lightFuse(child, 'wake');
    }
    return true;
  }

  async function passUntil(instant: number): Promise<void> {
    do await quiet();
    while (passOn(instant));
    now = Math.max(now, instant);
  }

  const slots = createSlotTimes();
  const store = createSubscriptionStore({
    database: async () => database,
    slots,
    clock,
    catchUpMilliseconds: CATCH_UP,
  });
  const ids: string[] = [];
  try {
    for (const [index, wanted] of scenario.wanted.entries()) {
      const { id, schedule, edition, createdAt } = await store.add(wanted);
      ids[index] = id;
      const wishes: Wish[] = [{ from: createdAt, schedule, edition, off: false }];
      watched.set(`channel ${index}`, { id: `channel ${index}`, wishes, lost: [], posts: [], papers: new Set() });
    }
    for (let count = 0; count < options.processes; count += 1) start();
    for (const happening of scenario.happenings) {
      await passUntil(happening.at);
      if (happening.kind === 'kill') {
        const after = (['wake', 'ask', 'answer', 'answer'] as const)[happening.steps % 4] ?? 'wake';
        armed = { restartAfter: happening.restartAfter, after };
      }
      if (happening.kind === 'edit') {
        const { schedule } = happening;
        const after = await store.change(ids[happening.index] ?? '', (before) => ({ ...before, schedule }));
        const one = watched.get(`channel ${happening.index}`);
        if (after) one?.wishes.push({ from: now, schedule: after.schedule, edition: after.edition, off: false });
      }
      options.onProgress?.((now - scenario.start) / (scenario.end - scenario.start));
    }
    await passUntil(scenario.end + SETTLING);
  } finally {
    for (const child of children) {
      child.isAlive = false;
      child.process.kill('SIGKILL');
    }
    await database.destroy();
  }
  const end = scenario.end + SETTLING;
  const course = { start: scenario.start, end, processDown: noneAlive, discordDown: [], catchUpMilliseconds: CATCH_UP };
  const verdict = judge(watched.values(), course, createWallClock(scenario.start, end));
  const { repeated, reads } = discord.counts;
  return { verdict, repeatedPapers, kills, repeated, reads, milliseconds: performance.now() - began };
}
