/** A report comes in; `GET /healthz` over HTTP goes out: 200 when all is well, else 503. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidConfiguration } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { HealthReport } from './health-report.ts';

export interface HealthServerOptions {
  /** 0 lets the machine choose. */
  readonly port: number;
  /** The address to listen at: `127.0.0.1` is for this machine alone. */
  readonly host: string;
  readonly report: () => Promise<HealthReport>;
  readonly log: Log;
}

export interface HealthServer {
  /** Such as `http://127.0.0.1:8080/healthz`. */
  readonly url: string;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT = 5_000;

/** @throws InvalidConfiguration when it cannot listen there */
export async function startHealthServer({ port, host, report, log }: HealthServerOptions): Promise<HealthServer> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT },
    (request, response) => {
      answer(request, response, report).catch((error: unknown) => {
        log.error('health-not-told', { error });
        send(response, 503, { status: 'failing', problems: ['The report could not be made; the log says why.'] });
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, host, port)));
    server.listen(port, host, resolve);
  });
  server.on('error', (error) => log.error('health-server-failed', { error }));
  const { port: actual } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${actual}/healthz`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  report: () => Promise<HealthReport>,
): Promise<void> {
  if (new URL(url ?? '/', 'http://here').pathname !== '/healthz') {
    return send(response, 404, { error: 'There is only /healthz here.' });
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(response, 405, { error: 'Only GET and HEAD are known here.' });
  }
  const found = await report();
  send(response, found.status === 'ok' ? 200 : 503, found);
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  // Of an answer to HEAD Node.js leaves the body out by itself.
  response.end(`${JSON.stringify(body, undefined, 2)}\n`);
}

function listenFault(error: NodeJS.ErrnoException, host: string, port: number): InvalidConfiguration {
  const what = `/healthz cannot be served at ${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return fault(`${what}: the port is in use.`, 'Choose another HEALTH_PORT, or stop what uses it.', error);
    case 'EACCES':
      return fault(`${what}: this user may not use the port.`, 'Choose a HEALTH_PORT above 1023.', error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fault(`${what}: this machine has no such address.`, 'Correct HEALTH_HOST: 127.0.0.1 or 0.0.0.0.', error);
    default:
      return fault(`${what} (${error.code ?? error.message}).`, 'Correct HEALTH_PORT and HEALTH_HOST.', error);
  }
}

function fault(message: string, help: string, cause: unknown): InvalidConfiguration {
  return new InvalidConfiguration(message, help, { cause });
}
