/** A real HTTP server on loopback that answers well until it is told a scenario. In: routes. Out: its address. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * `slow` never answers, `cut` breaks the connection in the middle of the body, `malformed` sends half a body as a
 * whole one.
 */
export type Scenario = 'good' | 'slow' | 'tooManyRequests' | 'serverError' | 'cut' | 'malformed';

/** The first `times` requests whose path and query match are answered so; then the scenario of the server counts. */
export interface PathFault {
  readonly path: string | RegExp;
  readonly times: number;
  readonly scenario: Scenario;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoopbackOptions {
  readonly scenario?: Scenario;
  readonly faults?: readonly PathFault[];
  /** Headers of a 429. */
  readonly tooManyRequestsHeaders?: Readonly<Record<string, string>>;
}

export interface SeenRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  setScenario(scenario: Scenario): void;
  /** @throws Error that names the requests no route was known for */
  close(): Promise<void>;
}

/** @param route gives `undefined` for a path that the real server does not have */
export async function startLoopback(
  route: (url: URL) => Reply | undefined | Promise<Reply | undefined>,
  { scenario = 'good', faults = [], tooManyRequestsHeaders = {} }: LoopbackOptions,
): Promise<LoopbackServer> {
  const requests: SeenRequest[] = [];
  const unknown: string[] = [];
  const left = faults.map((fault) => ({ ...fault }));
  let current = scenario;

  function scenarioFor(target: string): Scenario {
    const fault = left.find(({ path, times }) => times > 0 && new RegExp(path).test(target));
    if (!fault) return current;
    fault.times -= 1;
    return fault.scenario;
  }

  const server = createServer(async (request, response) => {
    const target = request.url ?? '/';
    const url = new URL(target, 'http://127.0.0.1');
    requests.push({ url, headers: request.headers });
    try {
      const reply = request.method === 'GET' ? await route(url) : undefined;
      if (!reply) {
        unknown.push(`${request.method} ${target}`);
        return send(response, { status: 501, body: `no such route: ${request.method} ${target}` });
      }
      act(scenarioFor(target), response, reply, tooManyRequestsHeaders);
    } catch (error) {
      unknown.push(`${request.method} ${target}: ${String(error)}`);
      send(response, { status: 501, body: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    setScenario(next) {
      current = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (unknown.length) throw new Error(`The loopback server was asked what it does not know: ${unknown.join(', ')}`);
    },
  };
}

function act(scenario: Scenario, response: ServerResponse, reply: Reply, limited: Readonly<Record<string, string>>) {
  const bytes = Buffer.from(reply.body);
  const half = bytes.subarray(0, bytes.length / 2);
  switch (scenario) {
    case 'good':
      return send(response, reply);
    case 'slow':
      return;
    case 'tooManyRequests':
      return send(response, { status: 429, headers: limited, body: 'Too many requests' });
    case 'serverError':
      return send(response, { status: 503, body: 'Service unavailable' });
    case 'malformed':
      return send(response, { ...reply, body: half.toString() });
    case 'cut':
      response.writeHead(200, { ...reply.headers, 'content-length': bytes.length });
      return response.write(half, () => response.destroy());
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply) {
  response.writeHead(status, headers).end(body);
}
