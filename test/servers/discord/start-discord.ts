/**
 * Options come in, a running Discord on 127.0.0.1 goes out: REST and gateway for the real client, a driver for the
 * people, a world for admins and Discord itself.
 * What it cannot show: Discord's unpublished rate limits and checks, roles besides everyone's, private threads of
 * people, voice, how a message looks in the client, and what has changed since the OpenAPI document was written.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { createDriver, type Driver } from './driver.ts';
import { eventIssues } from './event-check.ts';
import { createFaults, type Faults } from './faults.ts';
import { attachGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { guildRoutes } from './guild-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { interactionRoutes } from './interactions.ts';
import { personOf } from './person.ts';
import { createRateLimit, type RateLimitOptions } from './rate-limit.ts';
import { reactionRoutes } from './reaction-routes.ts';
import { createRouter } from './rest-router.ts';
import { createRestServer, type LoggedRequest } from './rest-server.ts';
import { type SchemaCheck, schemaCheck } from './schema-check.ts';
import { type Channel, createState, type Interaction, type State, type StateOptions } from './state.ts';
import { threadRoutes } from './thread-routes.ts';
import { createViolations, type Violation } from './violations.ts';
import { waitUntil } from './wait-until.ts';
import { MessageFlag, type WireCommand, type WireMessage, type WireUser } from './wire.ts';
import { createWorld, type World } from './world.ts';

export interface DiscordOptions extends StateOptions, GatewayOptions {
  /** Off unless given. */
  readonly rateLimit?: RateLimitOptions;
  /** Delays of faults take this part of their real time, and Discord's clock is moved on by the rest. Default 1. */
  readonly stallShare?: number;
}

export interface LoopbackDiscord {
  /** For `rest.api` of discord.js, or DISCORD_API_URL of the bot's process. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guild: { readonly id: string };
  /** Of every server, threads and direct messages included. */
  readonly channels: readonly Channel[];
  /** Who sits at `driver`. */
  readonly user: WireUser;
  readonly driver: Driver;
  readonly world: World;
  readonly gateway: Gateway;
  readonly faults: Faults;
  /** Every REST request that arrived, oldest first. */
  readonly requests: readonly LoggedRequest[];
  readonly violations: readonly Violation[];
  /** Whether requests are held against Discord's OpenAPI document, too. */
  readonly schemaChecked: boolean;
  /** Everything that stands in the channels, oldest first; people's messages and replies to interactions included. */
  messages(): WireMessage[];
  /** What was uploaded with a message, by the id of the attachment. */
  file(attachmentId: string): Buffer | undefined;
  commands(): WireCommand[];
  /** Every interaction ever started, oldest first, with what the person sees of it. Outlives the bot's process. */
  interactions(): Interaction[];
  /** Those of them where the person still waits: not acknowledged, or "thinking…". */
  unfinished(): Interaction[];
  /** Resolves when a bot is connected and, if named, has registered these commands. */
  ready(commands?: readonly string[], timeout?: number): Promise<void>;
  /** Moves Discord's clock, not the bot's: 3 s to acknowledge, 15 min of a token, windows of rate limits. */
  advance(milliseconds: number): void;
  /** The test means this to happen; matched against `layer: METHOD path: problem`. */
  expectViolation(pattern: RegExp): void;
  /** This may happen, or not. */
  allowViolation(pattern: RegExp): void;
  /** Resolves with what `check` gives as soon as that is something; asks after every change. Throws after 10 s. */
  waitFor<Found>(check: () => Found | undefined, describe?: string): Promise<Found>;
  /** Forgets finished interactions, messages and requests, so that hours of load fit into memory. */
  forget(): void;
  /** Stops. Throws when something was refused that no test expected, or expected that did not happen. */
  close(): Promise<void>;
}

export async function startDiscord(options: DiscordOptions = {}): Promise<LoopbackDiscord> {
  const state = createState(options);
  const violations = createViolations();
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const schema = withoutDelay(schemaCheck(), state);
  const server = createServer();
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gatewayUrl = () => `ws://${address()}`;
  const routes = [
    ...identityRoutes(state, { ...options, url: gatewayUrl, counts: () => gateway.counts }),
    ...commandRoutes(state),
    ...interactionRoutes(state),
    ...channelRoutes(state),
    ...threadRoutes(state),
    ...reactionRoutes(state),
    ...guildRoutes(state),
  ];
  const rateLimit = createRateLimit(options.rateLimit, state.now);
  const rest = { token: state.token, route: createRouter(routes), schema, violations, faults, rateLimit, requests };
  const hold = async (milliseconds: number) => {
    const real = milliseconds * (options.stallShare ?? 1);
    await sleep(real);
    state.advance(milliseconds - real);
  };
  server.on('request', createRestServer({ ...rest, now: state.now, hold }));
  const gateway: Gateway = attachGateway(server, options, { state, violations, url: gatewayUrl });
  state.changes.on('event', (event: string, data: Readonly<Record<string, unknown>>) => {
    const problem = eventIssues(schema, event, data).map(({ path, message }) => `${path} ${message}`);
    if (problem.length > 0) violations.record({ layer: 'double', request: event, problem: problem.join('; ') });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const [channel] = state.channels;
  if (!channel) throw new Error('startDiscord needs at least one channel');
  const user = state.addUser('ada');
  return {
    apiUrl: `http://${address()}/api`,
    token: state.token,
    applicationId: state.applicationId,
    guild: { id: state.guildId },
    channels: state.channels,
    user,
    driver: createDriver(state, gateway, personOf(state, user), channel),
    world: createWorld(state),
    gateway,
    faults,
    requests,
    violations: violations.list,
    schemaChecked: schema.available,
    messages: () => [...state.messages.values()],
    file: (attachmentId) => state.files.get(attachmentId),
    commands: () => [...state.commands.values()],
    interactions: () => [...state.interactions.values()],
    unfinished: () =>
      [...state.interactions.values()].filter(
        ({ acknowledged, original }) =>
          acknowledged === undefined || Boolean((original?.flags ?? 0) & MessageFlag.loading),
      ),
    async ready(commands = [], timeout = 15_000) {
      const names = () => [...state.commands.values()].map(({ name }) => name);
      const missing = () => commands.filter((name) => !names().includes(name));
      await waitUntil(state.changes, () => (gateway.connected() > 0 && missing().length === 0 ? true : undefined), {
        timeout,
        describe: () =>
          `${gateway.connected()} bots connected, commands not registered: ${missing().join(', ') || 'none'}`,
      });
    },
    advance(milliseconds) {
      state.advance(milliseconds);
      state.changes.emit('change');
    },
    expectViolation: (pattern) => violations.expect(pattern),
    allowViolation: (pattern) => violations.allow(pattern),
    waitFor: (check, describe = 'nothing of the kind happened') =>
      waitUntil(state.changes, check, { timeout: 10_000, describe: () => describe }),
    forget() {
      const waiting = ({ original, acknowledged }: Interaction) =>
        acknowledged === undefined || Boolean((original?.flags ?? 0) & MessageFlag.loading);
      for (const [token, interaction] of state.interactions) {
        if (!waiting(interaction)) state.interactions.delete(token);
      }
      const kept = new Set([...state.interactions.values()].map(({ original }) => original?.id));
      for (const id of state.messages.keys()) if (!kept.has(id)) state.messages.delete(id);
      for (const id of state.onlyFor.keys()) if (!kept.has(id)) state.onlyFor.delete(id);
      for (const memory of [state.files, state.reactions]) memory.clear();
      requests.length = 0;
    },
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      violations.assertNoneUnexpected();
    },
  };
}

/** The first check of each kind compiles its schema, which can take a second on a busy machine. */
function withoutDelay({ available, check, checkAnswer, checkNamed }: SchemaCheck, { uncounted }: State): SchemaCheck {
  return {
    available,
    check: (...request) => uncounted(() => check(...request)),
    checkAnswer: (...answer) => uncounted(() => checkAnswer(...answer)),
    checkNamed: (...value) => uncounted(() => checkNamed(...value)),
  };
}
