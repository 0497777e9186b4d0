/** What goes wrong comes in by its name; how it is brought about on the loopback Discord, or why it cannot be, goes out. */
import type { Driver } from '../../../test/servers/discord/driver.ts';
import {
  badGateway,
  cutConnection,
  missingPermissions,
  rateLimited,
  stall,
  unauthorized,
} from '../../../test/servers/discord/fault-kinds.ts';
import type { Fault } from '../../../test/servers/discord/faults.ts';
import type { LoopbackDiscord } from '../../../test/servers/discord/start-discord.ts';
import { isUnfinished } from '../people.ts';
import { type Phase, rulesOf } from './phases.ts';

/** Seconds that a limit lasts; discord.js sleeps them out in real time. */
const LIMITED = 0.05;
const TOKEN_LIFETIME = 15 * 60_000;
/** A permission that lacks, lacks for every further try. */
const FOR_GOOD = 1_000;

export interface Target {
  readonly discord: LoopbackDiscord;
  readonly driver: Driver;
  readonly phase: Phase;
  /** The interaction's token; missing for an ordinary message. */
  readonly token?: string;
  /** Where it was asked by an interaction: the message that stands for the answer. */
  readonly replyId: () => string | undefined;
  /** What a person wrote, where it is an ordinary message. */
  readonly askedId?: string;
}

/** @returns why it cannot be */
type Strike = (target: Target) => { readonly impossible: string } | undefined;

const answered =
  (fault: Fault, times = 1): Strike =>
  (target) => {
    onRequests(target, (rule) => target.discord.faults.add({ ...rule, times, fault }));
    return undefined;
  };

/** Done to the world right before the request arrives, which Discord then answers by itself. */
const worldly =
  (change: (target: Target) => void): Strike =>
  (target) => {
    let isDone = false;
    onRequests(target, (rule) => {
      const { body } = rule;
      const hook = (sent: unknown) => {
        if (!isDone && body(sent)) {
          isDone = true;
          change(target);
        }
        return false;
      };
      target.discord.faults.add({ ...rule, body: hook, times: FOR_GOOD, fault: { status: 500 } });
    });
    return undefined;
  };

export const STRIKES: Readonly<Record<string, Strike>> = {
  '429 user': answered(rateLimited('user', LIMITED)),
  '429 shared': answered(rateLimited('shared', LIMITED)),
  '429 global': answered(rateLimited('global', LIMITED)),
  '502 before': answered(badGateway('before')),
  '502 after': answered(badGateway('after')),
  'cut before': answered(cutConnection('before')),
  'cut after': answered(cutConnection('after')),
  '4 s stall': answered(stall()),
  reconnect: worldly(({ discord }) => void discord.gateway.reconnect()),
  '401': answered(unauthorized),
  '403': answered(missingPermissions, FOR_GOOD),
  '404 message': (target) => {
    if (target.phase === 'acknowledgement' && target.askedId === undefined) {
      return { impossible: 'no message is there before the acknowledgement' };
    }
    return worldly(({ discord, askedId, replyId, driver, phase }) => {
      const id = phase === 'acknowledgement' ? askedId : (replyId() ?? newestOfBot(driver));
      const message = discord.messages().find((one) => one.id === id);
      if (message) discord.world.deleteMessage(message);
    })(target);
  },
  '404 channel': (target) => {
    if (target.driver.channel.guildId === undefined) return { impossible: 'direct messages cannot be deleted' };
    return worldly(({ discord, driver }) => discord.world.deleteChannel(driver.channel.id))(target);
  },
  'token expiry': (target) => {
    if (target.token === undefined) return { impossible: 'an ordinary message has no token' };
    return worldly(({ discord }) => discord.advance(TOKEN_LIFETIME + 60_000))(target);
  },
};

function onRequests(target: Target, add: (rule: ReturnType<typeof rulesOf>[number]) => void): void {
  const scopes = target.token === undefined ? [target.driver.channel.id] : [target.token, target.driver.channel.id];
  for (const scope of scopes) for (const rule of rulesOf(target.phase, scope)) add(rule);
}

function newestOfBot(driver: Driver): string | undefined {
  const own = driver.messages().filter(({ author }) => author.bot);
  return (own.findLast(isUnfinished) ?? own.at(-1))?.id;
}
