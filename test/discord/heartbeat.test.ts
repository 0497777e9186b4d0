import { describe, expect, it } from 'vitest';
import { isDeaf, watchHeartbeats } from '../../src/discord/heartbeat.ts';
import type { ShardState } from '../../src/discord/shards.ts';
import type { DiscordFault } from '../../src/domain/errors.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

/** A shard that was heard at this time and no more, unless a new connection helps. */
function createShard(clock: { now(): number }, helps: (reconnects: number) => boolean = () => false) {
  let heardAt = clock.now();
  const reconnects: number[] = [];
  return {
    reconnects,
    states: (): ShardState[] => {
      const silentFor = clock.now() - heardAt;
      return [{ id: 0, state: 'ready', ready: true, silentFor, notReadyFor: 0 }];
    },
    reconnect: () => {
      reconnects.push(clock.now());
      if (helps(reconnects.length)) heardAt = clock.now();
      return true;
    },
  };
}

const watch = async (
  shard: Pick<ReturnType<typeof createShard>, 'states' | 'reconnect'>,
  clock: ReturnType<typeof createFakeClock>,
  { answers = async () => true, until = Number.POSITIVE_INFINITY } = {},
) => {
  const log = createRecordingLog();
  const faults: DiscordFault[] = [];
  const ending = new AbortController();
  const start = clock.now();
  const counting = {
    now: clock.now,
    async sleep(milliseconds: number, signal?: AbortSignal) {
      if (clock.now() - start >= until) ending.abort(new Error('over'));
      await clock.sleep(milliseconds, signal);
    },
  };
  const onDeaf = (fault: DiscordFault) => faults.push(fault);
  await watchHeartbeats({ shards: shard, discordAnswers: answers, onDeaf, clock: counting, log }, ending.signal);
  return { log, faults, seconds: (at: number) => Math.round((at - start) / 1000) };
};

describe('a connection that is up but deaf', () => {
  it('is made anew after two and a half minutes, and when that helps all is well', async () => {
    const clock = createFakeClock();
    const shard = createShard(clock, () => true);
    const { faults, log, seconds } = await watch(shard, clock, { until: 170_000 });
    expect(shard.reconnects.map(seconds)).toEqual([155]);
    expect(faults).toEqual([]);
    expect(log.events()).toEqual(['discord-shard-deaf', 'discord-shard-heard-again']);
  });

  it('ends the program with a sentence when three new connections do not help, for it to be started again', async () => {
    const clock = createFakeClock();
    const shard = createShard(clock);
    const { faults, seconds } = await watch(shard, clock);
    expect(shard.reconnects.map(seconds)).toEqual([155, 215, 275]);
    expect(seconds(clock.now())).toBe(335);
    expect(faults.map(({ message }) => message)).toEqual([
      'The connection to Discord is up but deaf: shard 0 was of no use for 6 minutes and 3 new connections did not help.',
    ]);
    expect(faults[0]?.retryable).toBe(true);
  });

  it('is waited for while Discord as a whole does not answer, and the log says so now and then', async () => {
    const clock = createFakeClock();
    const shard = createShard(clock);
    let down = true;
    const answers = async () => !down;
    const first = await watch(shard, clock, { answers, until: 3_600_000 });
    expect(first.faults).toEqual([]);
    const reminders = first.log.events().filter((event) => event === 'discord-out-of-reach');
    expect(reminders.length).toBeGreaterThan(5);
    expect(reminders.length).toBeLessThan(15);
    down = false;
    expect((await watch(shard, clock, { answers })).faults).toHaveLength(1);
  });

  it('that cannot be made anew ends the program at once', async () => {
    const clock = createFakeClock();
    const { faults } = await watch({ ...createShard(clock), reconnect: () => false }, clock);
    expect(faults[0]?.message).toBe('The connection to Discord is up but deaf: shard 0 was of no use for 3 minutes.');
  });
});

it('a shard that is heard but never becomes ready is of no use either', () => {
  const state = { id: 0, state: 'resuming', ready: false, silentFor: 0, notReadyFor: 0 };
  expect(isDeaf({ ...state, notReadyFor: 151_000 })).toBe(true);
  expect(isDeaf({ ...state, silentFor: 151_000 })).toBe(true);
  expect(isDeaf({ ...state, silentFor: 149_000, notReadyFor: 149_000 })).toBe(false);
});
