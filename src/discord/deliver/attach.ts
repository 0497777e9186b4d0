/** A client comes in; what sends digests with it goes out. */
import type { Client } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { DigestSender } from '../../domain/delivery.ts';
import type { DigestLook } from '../../domain/digest-look.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Log } from '../../domain/ports.ts';
import type { StoredActions } from '../components/stored-actions.ts';
import type { CommandIds } from '../render-line.ts';
import { createDigestSender } from './digest-sender.ts';
import { knownPlaces } from './known-places.ts';
import { createPace } from './pace.ts';

export interface DigestOptions {
  readonly look: DigestLook;
  readonly languages?: Languages | undefined;
  readonly actions: StoredActions;
  readonly commandIds: () => CommandIds;
  /** Whether somebody waits for an answer just now. */
  readonly answering: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export function digestSenderOf(client: Client, options: DigestOptions): DigestSender {
  const { look, languages, actions, commandIds, answering, clock, log } = options;
  return createDigestSender({
    rest: client.rest,
    look,
    languages,
    places: knownPlaces(client),
    pace: createPace(clock, answering),
    posts: () => ({ actions, commandIds: commandIds() }),
    clock,
    log,
  });
}
