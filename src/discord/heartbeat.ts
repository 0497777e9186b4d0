/** Connections to the gateway come in; those that are up but deaf are made anew, and when that does not help, a fault goes out. */
import type { Clock } from '../domain/clock.ts';
import { DiscordFault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { ShardState, Shards } from './shards.ts';

const CHECK_MILLISECONDS = 5_000;
/** discord.js looks for an acknowledgement every 41 s and comes back by itself; this is for when that has failed. */
export const DEAF_MILLISECONDS = 150_000;
/** What a new connection has to say something, with the turn that an identify waits for. */
const BETWEEN_RECONNECTS = 60_000;
const MOST_RECONNECTS = 3;
/** While Discord as a whole is out of reach, the log says so this often. */
const BETWEEN_REMINDERS = 300_000;

export interface HeartbeatOptions {
  readonly shards: Pick<Shards, 'states' | 'reconnect'>;
  /** Whether Discord answers at all: while it does not, waiting is all that helps. */
  readonly discordAnswers: () => Promise<boolean>;
  readonly onDeaf: (fault: DiscordFault) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A shard that was silent, or not ready, for too long. */
export function isDeaf({ silentFor, notReadyFor }: ShardState): boolean {
  return silentFor > DEAF_MILLISECONDS || notReadyFor > DEAF_MILLISECONDS;
}

/** Watches until the signal is aborted, or a shard stays deaf although Discord answers: then `onDeaf` is told, once. */
export async function watchHeartbeats(options: HeartbeatOptions, signal: AbortSignal): Promise<void> {
  const { shards, discordAnswers, onDeaf, clock, log } = options;
  const tried = new Map<number, { reconnects: number; next: number }>();
  let remindAt = 0;
  const paused = () =>
    clock.sleep(CHECK_MILLISECONDS, signal).then(
      () => true,
      () => false,
    );
  while (await paused()) {
    const states = shards.states();
    for (const state of states) {
      if (!isDeaf(state)) {
        if (tried.delete(state.id)) log.info('discord-shard-heard-again', { shard: state.id });
        continue;
      }
      const now = clock.now();
      const attempt = tried.get(state.id) ?? { reconnects: 0, next: now };
      tried.set(state.id, attempt);
      if (now < attempt.next) continue;
      const facts = { shard: state.id, state: state.state, silentSeconds: seconds(state.silentFor) };
      if (attempt.reconnects < MOST_RECONNECTS && shards.reconnect(state.id)) {
        attempt.reconnects += 1;
        attempt.next = now + BETWEEN_RECONNECTS;
        log.warn('discord-shard-deaf', { ...facts, reconnects: attempt.reconnects });
      } else if (await discordAnswers()) {
        if (signal.aborted) return;
        return onDeaf(deafFault(state, attempt.reconnects));
      } else {
        attempt.next = now + BETWEEN_RECONNECTS;
        attempt.reconnects = 0;
        if (now >= remindAt) {
          remindAt = now + BETWEEN_REMINDERS;
          log.warn('discord-out-of-reach', facts);
        }
      }
    }
  }
}

function deafFault({ id, silentFor, notReadyFor }: ShardState, reconnects: number): DiscordFault {
  const minutes = Math.max(1, Math.round(Math.max(silentFor, notReadyFor) / 60_000));
  const tries = reconnects ? ` and ${reconnects} new connections did not help` : '';
  return new DiscordFault(
    `The connection to Discord is up but deaf: shard ${id} was of no use for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${tries}.`,
    'Start Paperboy again, best by a supervisor (systemd, Docker) that does it by itself; https://discordstatus.com tells whether Discord is ill.',
    { retryable: true },
  );
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
