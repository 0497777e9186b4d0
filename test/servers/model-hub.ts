/** A hub of models on loopback. In: the files of one model. Out: what Hugging Face answers for them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `cut` breaks the connection in the body. */
export type HubScenario = 'good' | 'cut' | 'serverError';

export interface ModelHub {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  setScenario(scenario: HubScenario): void;
  close(): Promise<void>;
}

export async function startModelHub(model: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<ModelHub> {
  const requests: string[] = [];
  let scenario: HubScenario = 'good';
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const prefix = `/${model}/resolve/main/`;
    const file = path.startsWith(prefix) ? files.get(path.slice(prefix.length)) : undefined;
    if (scenario === 'serverError') return void response.writeHead(503).end();
    // The hub says of an unknown model that one has to sign in, and of an unknown file that it is not there.
    if (file === undefined) return void response.writeHead(path.startsWith(prefix) ? 404 : 401).end();
    const bytes = Buffer.from(file as Uint8Array);
    response.writeHead(200, { 'content-length': bytes.length });
    if (scenario === 'cut') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    else response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    setScenario(next) {
      scenario = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
