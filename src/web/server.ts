/** Pages, feeds and links of mails in; a server that answers for them out. The only home of Hono. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { InvalidConfiguration } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import { clientOf } from './client-address.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRoutes, type RouteOptions } from './routes.ts';

export interface WebServerOptions extends Omit<RouteOptions, 'limit' | 'clientOf'> {
  /** 0 lets the machine choose. */
  readonly port: number;
  /** The address to listen at: `127.0.0.1` is for this machine alone. */
  readonly host: string;
  /** A connection on which nothing moves for so long is closed. */
  readonly idleMilliseconds?: number;
}

export interface WebServer {
  /** Where it listens, which is seldom where it is reached. */
  readonly url: string;
  close(): Promise<void>;
}

/** Pages are small and made soon: whoever takes longer to ask keeps a place from others. */
const REQUEST_TIMEOUT = 10_000;
const KEEP_ALIVE = 5_000;
/** Also for whoever does not read the answer, whose place is kept from others as well. */
const IDLE_MILLISECONDS = 30_000;
const MOST_CONNECTIONS = 1_000;

/** @throws InvalidConfiguration when it cannot listen there */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { port, host, addresses, clock, log, idleMilliseconds = IDLE_MILLISECONDS } = options;
  const routes = createRoutes({ ...options, limit: createRateLimit(clock), clientOf: whoAsks });
  const prefix = new URL(`${addresses.base}/`).pathname.replace(/\/$/, '');
  const server = createAdaptorServer({
    // Whether the proxy before us takes the folder of PUBLIC_URL away or not, pages are found.
    fetch: (request, environment) => routes.fetch(withoutPrefix(request, prefix), environment),
    serverOptions: {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      connectionsCheckingInterval: REQUEST_TIMEOUT,
    },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(idleMilliseconds);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, host, port)));
    server.listen(port, host, resolve);
  });
  watch(server, log);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function watch(server: Server, log: Log): void {
  server.on('error', (error) => log.error('web-server-failed', { error }));
  // Once: whoever takes all places would fill the log as well.
  server.once('drop', () => log.warn('web-server-full', { connections: MOST_CONNECTIONS }));
}

function whoAsks(context: Context): string {
  const { incoming } = context.env as HttpBindings;
  return clientOf(incoming.socket.remoteAddress, context.req.header('x-forwarded-for'));
}

function withoutPrefix(request: Request, prefix: string): Request {
  if (!prefix) return request;
  const url = new URL(request.url);
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return request;
  url.pathname = url.pathname.slice(prefix.length) || '/';
  return new Request(url, request);
}

function listenFault(error: NodeJS.ErrnoException, host: string, port: number): InvalidConfiguration {
  const message = `The web pages cannot be served at ${host}:${port} (${error.code ?? error.message}).`;
  const help =
    error.code === 'EADDRINUSE'
      ? 'The port is in use: choose another WEB_PORT, or stop what uses it.'
      : 'Correct WEB_PORT (above 1023) and WEB_HOST (127.0.0.1 or 0.0.0.0).';
  return new InvalidConfiguration(message, help, { cause: error });
}
