/** In: a scenario. Out: what became of it: the real loop and the real ledger, on a real database, in virtual time. */

import { createDeliveries } from '../../src/digest/deliveries.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { createWake } from '../../src/digest/wake.ts';
import type { DigestSender, SubscriptionStore } from '../../src/domain/delivery.ts';
import type { Log } from '../../src/domain/ports.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { type Life, mortal, mortalClock } from './mortal.ts';
import { judge, type Span, type Verdict, type Wish } from './oracle.ts';
import type { Happening, Scenario } from './scenario.ts';
import { createSimulatedDiscord } from './simulated-discord.ts';
import { createSimulatedComposer, createSimulatedSender } from './simulated-sender.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { createWallClock } from './wall-clock.ts';

export interface SimulationOptions {
  readonly scenario: Scenario;
  readonly database: StateDatabase;
  readonly random: () => number;
  readonly faultShare?: number;
  readonly onProgress?: (share: number) => void;
}

export interface Simulated {
  readonly verdict: Verdict;
  /** Papers that came to a channel a second time within ninety days. */
  readonly repeatedPapers: number;
  readonly tells: number;
  readonly discord: Readonly<Record<'requests' | 'refused' | 'posts' | 'repeated' | 'reads', number>>;
  /** Where the process was killed, and how often. */
  readonly deaths: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

const HOUR = 3_600_000;
const CATCH_UP = 12 * HOUR;
const REPOST = 90 * 24 * HOUR;
const SETTLING = 20 * 60_000;
const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {} };

interface Watching {
  readonly id: string;
  readonly wishes: Wish[];
  readonly lost: Span[];
  readonly posts: number[];
  readonly papers: Map<string, number>;
}

export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const { scenario, database, random } = options;
  const began = performance.now();
  const clock = createVirtualClock(scenario.start);
  const slots = createSlotTimes();
  const watched = new Map<string, Watching>();
  const byIndex: string[] = [];
  let repeatedPapers = 0;
  let tells = 0;
  const discord = createSimulatedDiscord({
    clock,
    random,
    faultShare: options.faultShare,
    onPost({ channel, at, papers }) {
      const one = watched.get(channel);
      if (!one) return;
      one.posts.push(at);
      for (const paper of papers) {
        if (at - (one.papers.get(paper) ?? Number.NEGATIVE_INFINITY) < REPOST) repeatedPapers += 1;
        one.papers.set(paper, at);
      }
    },
  });
  const sender = createSimulatedSender(discord, () => {
    tells += 1;
  });
  const composer = createSimulatedComposer();
  const open = async () => database;
  let wakeProcess = () => {};
  const store = createSubscriptionStore({
    ...{ database: open, slots, clock, catchUpMilliseconds: CATCH_UP, onChange: () => wakeProcess() },
  });

  const down: Record<'process' | 'discord', { from: number; to: number }[]> = { process: [], discord: [] };
  const deaths: Record<string, number> = {};
  let starts = 0;
  let running: { readonly life: Life; readonly stop: () => Promise<void> } | undefined;
  /** Instants at which something that broke begins again. */
  const repairs: { at: number; work: () => void }[] = [];

  function start(): void {
    if (running) return;
    const life: Life = {
      isAlive: true,
      stepsLeft: Number.POSITIVE_INFINITY,
      onDeath(step) {
        deaths[step] = (deaths[step] ?? 0) + 1;
        running = undefined;
        down.process.push({ from: clock.now(), to: Number.POSITIVE_INFINITY });
      },
    };
    starts += 1;
    const own = mortalClock(clock, life);
    const wake = createWake(own);
    wakeProcess = wake.now;
    const ledger = createDeliveryLedger({
      ...{ database: open, slots, clock, process: `process ${starts}`, catchUpMilliseconds: CATCH_UP },
    });
    const mortalSender: DigestSender = mortal(sender, life);
    const loop = createDeliveries({
      ...{ ledger: mortal(ledger, life), composer, senderFor: () => mortalSender, slots, clock: own, log: QUIET, wake },
      ...{ catchUpMilliseconds: CATCH_UP, repostMilliseconds: REPOST, random },
    });
    const stopping = new AbortController();
    const ended = loop.run(stopping.signal);
    const last = down.process.at(-1);
    if (last) last.to = clock.now();
    running = {
      life,
      async stop() {
        stopping.abort(new Error('stopped'));
        // What is under way has its time to end.
        await Promise.race([ended, clock.runUntil(clock.now() + 6_000)]);
        if (running?.life === life) down.process.push({ from: clock.now(), to: Number.POSITIVE_INFINITY });
        life.isAlive = false;
        running = undefined;
      },
    };
  }

  const at = (index: number) => watched.get(`channel ${index}`);

  async function change(index: number, edit: Parameters<SubscriptionStore['change']>[1], off: boolean) {
    const one = at(index);
    const last = one?.wishes.at(-1);
    // Nobody can edit anything while nobody answers.
    if (!one || !last || !running) return;
    const after = await store.change(byIndex[index] ?? '', edit);
    if (after) one.wishes.push({ from: clock.now(), schedule: after.schedule, edition: after.edition, off });
  }

  async function happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'edit': {
        const isOff = at(happening.index)?.wishes.at(-1)?.off ?? true;
        return change(happening.index, (before) => ({ ...before, schedule: happening.schedule }), isOff);
      }
      case 'pause':
        return change(
          happening.index,
          (before) => ({ ...before, pause: { reason: 'admin', since: clock.now() } }),
          true,
        );
      case 'resume':
        return change(
          happening.index,
          ({ pause, ...before }) => (pause?.reason === 'admin' ? before : undefined),
          false,
        );
      case 'remove': {
        const one = at(happening.index);
        const last = one?.wishes.at(-1);
        if (!one || !last || !running || !(await store.remove(byIndex[happening.index] ?? ''))) return;
        one.wishes.push({ ...last, from: clock.now(), off: true });
        return;
      }
      case 'lose':
      case 'find': {
        const one = at(happening.index);
        const isLost = happening.kind === 'lose';
        discord.setLost(`channel ${happening.index}`, isLost);
        if (isLost) one?.lost.push({ from: clock.now(), to: Number.POSITIVE_INFINITY });
        else one?.lost.splice(-1, 1, { from: one.lost.at(-1)?.from ?? 0, to: clock.now() });
        return;
      }
      case 'kill':
        if (running) {
          running.life.stepsLeft = happening.steps;
          running.life.diesIdle = happening.steps % 5 === 0;
        }
        restartAfter = happening.restartAfter;
        return;
      case 'stop':
        await running?.stop();
        repairs.push({ at: clock.now() + happening.for, work: start });
        return;
      case 'discord-down':
        discord.setDown(true);
        down.discord.push({ from: clock.now(), to: clock.now() + happening.for });
        repairs.push({
          at: clock.now() + happening.for,
          work: () => discord.setDown(down.discord.some(({ from, to }) => from <= clock.now() && to > clock.now())),
        });
    }
  }

  let restartAfter = 5_000;

  /** Lets time pass, and what broke begin again in it. */
  async function passUntil(instant: number): Promise<void> {
    for (;;) {
      const repair = repairs.filter((one) => one.at <= instant).sort((a, b) => a.at - b.at)[0];
      const until = Math.min(repair?.at ?? instant, instant);
      // In steps that notice a death soon: a supervisor starts the process again.
      const next = Math.min(until, clock.now() + 1_000 * 60);
      await clock.runUntil(
        running && running.life.stepsLeft < Number.POSITIVE_INFINITY ? Math.min(next, clock.now() + 500) : until,
      );
      const isDead = !running && down.process.at(-1)?.to === Number.POSITIVE_INFINITY;
      if (isDead && !repairs.some(({ work }) => work === start)) {
        repairs.push({ at: clock.now() + restartAfter, work: start });
        continue;
      }
      if (clock.now() < until) continue;
      if (!repair) return;
      repairs.splice(repairs.indexOf(repair), 1);
      repair.work();
    }
  }

  for (const [index, wanted] of scenario.wanted.entries()) {
    const { id, schedule, edition, createdAt } = await store.add(wanted);
    byIndex[index] = id;
    const wish: Wish = { from: createdAt, schedule, edition, off: false };
    watched.set(`channel ${index}`, { id: `channel ${index}`, wishes: [wish], lost: [], posts: [], papers: new Map() });
  }
  start();
  for (const happening of scenario.happenings) {
    await passUntil(happening.at);
    await happen(happening);
    options.onProgress?.((clock.now() - scenario.start) / (scenario.end - scenario.start));
  }
  await passUntil(scenario.end + SETTLING);
  await running?.stop();
  const course = {
    ...{ start: scenario.start, end: scenario.end + SETTLING, processDown: down.process, discordDown: down.discord },
    catchUpMilliseconds: CATCH_UP,
  };
  const verdict = judge(watched.values(), course, createWallClock(scenario.start, scenario.end + SETTLING));
  return { verdict, repeatedPapers, tells, discord: discord.counts, deaths, milliseconds: performance.now() - began };
}
