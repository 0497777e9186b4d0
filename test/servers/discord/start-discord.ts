/**
 * Options come in, a running Discord on 127.0.0.1 goes out: REST and gateway for the real client, a driver for the test.
 * What it cannot show: Discord's unpublished rate limits, permissions of roles and channels, direct messages, threads,
 * how a message looks in the client, and what has changed since the OpenAPI document was written.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { createDriver, type Driver } from './driver.ts';
import { createFaults, type Faults } from './faults.ts';
import { attachGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { identityRoutes } from './identity-routes.ts';
import { interactionRoutes } from './interactions.ts';
import { createRateLimit, type RateLimitOptions } from './rate-limit.ts';
import { createRouter } from './rest-router.ts';
import { createRestServer, type LoggedRequest } from './rest-server.ts';
import { schemaCheck } from './schema-check.ts';
import { type Channel, createState, type Interaction, type StateOptions } from './state.ts';
import { createViolations, type Violation } from './violations.ts';
import { waitUntil } from './wait-until.ts';
import { MessageFlag, type WireCommand, type WireMessage, type WireUser } from './wire.ts';

export interface DiscordOptions extends StateOptions, GatewayOptions {
  /** Off unless given. */
  readonly rateLimit?: RateLimitOptions;
}

export interface LoopbackDiscord {
  /** For `rest.api` of discord.js, or DISCORD_API_URL of the bot's process. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guild: { readonly id: string };
  readonly channels: readonly Channel[];
  readonly user: WireUser;
  readonly driver: Driver;
  readonly gateway: Gateway;
  readonly faults: Faults;
  /** Every REST request that arrived, oldest first. */
  readonly requests: readonly LoggedRequest[];
  readonly violations: readonly Violation[];
  /** Whether requests are held against Discord's OpenAPI document, too. */
  readonly schemaChecked: boolean;
  /** Everything that stands in the channels, oldest first; replies to interactions included. */
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
  /** Stops. Throws when something was refused that no test expected, or expected that did not happen. */
  close(): Promise<void>;
}

export async function startDiscord(options: DiscordOptions = {}): Promise<LoopbackDiscord> {
  const state = createState(options);
  const violations = createViolations();
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const schema = schemaCheck();
  const server = createServer();
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gatewayUrl = () => `ws://${address()}`;
  const routes = [
    ...identityRoutes(state, gatewayUrl),
    ...commandRoutes(state),
    ...interactionRoutes(state),
    ...channelRoutes(state),
  ];
  const rateLimit = createRateLimit(options.rateLimit, state.now);
  const rest = { token: state.token, route: createRouter(routes), schema, violations, faults, rateLimit, requests };
  server.on('request', createRestServer({ ...rest, now: state.now }));
  const gateway = attachGateway(server, options, { state, violations, url: gatewayUrl });
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
    driver: createDriver(state, gateway, user, channel),
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
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      violations.assertNoneUnexpected();
    },
  };
}
