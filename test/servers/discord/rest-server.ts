/** An HTTP request comes in; it is logged, held against every layer of rules, and answered as Discord would. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { documentedIssues } from './documented-rules.ts';
import type { Fault, Faults } from './faults.ts';
import type { RateLimit } from './rate-limit.ts';
import { invalidForm, Refusal } from './refusal.ts';
import { type RequestBody, readBody } from './request-body.ts';
import type { createRouter, RestAnswer } from './rest-router.ts';
import type { SchemaCheck } from './schema-check.ts';
import type { Violations } from './violations.ts';

/** One request and how it was answered; `status` is 0 while it runs and when the connection was cut. */
export interface LoggedRequest {
  /** Milliseconds since 1970, on the double's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly string[];
  status: number;
}

export interface RestServerParts {
  readonly token: string;
  readonly route: ReturnType<typeof createRouter>;
  readonly schema: SchemaCheck;
  readonly violations: Violations;
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
  readonly requests: LoggedRequest[];
  now(): number;
  /** Lets so many milliseconds of Discord's time pass. */
  hold(milliseconds: number): Promise<void>;
}

interface Outgoing extends RestAnswer {
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const apiPrefix = '/api/v10';

export function createRestServer(parts: RestServerParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // A client that is killed in mid-request is an ordinary event here.
    serve(parts, request, response).catch(() => request.socket.destroy());
  };
}

async function serve(parts: RestServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const method = request.method ?? 'GET';
  const path = decodeURIComponent(url.pathname.replace(apiPrefix, ''));
  const body = await readBody(request);
  const at = parts.now();
  const logged: LoggedRequest = {
    at,
    method,
    path,
    body: body.json,
    files: body.files.map(({ name }) => name),
    status: 0,
  };
  parts.requests.push(logged);

  const fault = parts.faults.take(method, path, body.json);
  if (fault && 'delay' in fault && !fault.afterEffect) await parts.hold(fault.delay);
  if (fault && 'drop' in fault && fault.drop === 'before') return void request.socket.destroy();
  const answer = instead(fault) ?? answerOf(parts, request, logged, body, url.searchParams);
  if (fault && 'drop' in fault) return void request.socket.destroy();
  if (fault && 'delay' in fault && fault.afterEffect) await parts.hold(fault.delay);
  send(response, logged, (fault && 'status' in fault ? fault : undefined) ?? answer);
}

/** The answer of a fault that keeps the request from taking effect. */
function instead(fault: Fault | undefined): Outgoing | undefined {
  return fault && 'status' in fault && !fault.afterEffect ? fault : undefined;
}

function answerOf(
  parts: RestServerParts,
  request: IncomingMessage,
  { method, path }: LoggedRequest,
  body: RequestBody,
  query: URLSearchParams,
): Outgoing {
  const name = `${method} ${path}`;
  try {
    authorise(parts.token, path, request.headers.authorization);
    const byToken = carriesToken(path);
    const limit = parts.rateLimit(method, path, byToken);
    if (limit?.limited) {
      const { retryAfter, headers, global } = limit;
      const message = 'You are being rate limited.';
      return { status: 429, body: { message, retry_after: retryAfter, global }, headers };
    }
    const match = parts.route(method, path);
    if (!match)
      throw new Refusal(404, 0, '404: Not Found, the double was asked for something it does not know', 'route');
    const issues = parts.schema.check(method, path, body.json);
    if (issues.length > 0) throw invalidForm('schema', issues);
    const { kind } = match.route;
    const broken = kind ? documentedIssues(kind, body.json ?? {}, body.files.length > 0) : [];
    if (broken.length > 0) throw invalidForm('rule', broken);
    const { parameter } = match;
    const answer = match.route.answer({ parameter, query, body: body.json ?? {}, files: body.files });
    const wrong = parts.schema.checkAnswer(method, path, answer.status, answer.body);
    if (wrong.length > 0) throw invalidForm('double', wrong);
    return { ...answer, headers: limit?.headers };
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.layer) parts.violations.record({ layer: error.layer, request: name, problem: error.problem() });
      return { status: error.status, body: error.body() };
    }
    parts.violations.record({ layer: 'double', request: name, problem: String(error) });
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
  }
}

/** Interactions and their webhooks carry their token in the path; everything else needs the bot's. */
function authorise(token: string, path: string, authorization: string | undefined): void {
  if (!carriesToken(path) && authorization !== `Bot ${token}`) throw new Refusal(401, 0, '401: Unauthorized');
}

function carriesToken(path: string): boolean {
  return path.startsWith('/interactions/') || path.startsWith('/webhooks/');
}

function send(response: ServerResponse, logged: LoggedRequest, { status, body, text, headers = {} }: Outgoing): void {
  logged.status = status;
  const json = body === undefined ? undefined : JSON.stringify(body);
  const type = json === undefined ? text && 'text/html' : 'application/json';
  response.writeHead(status, { ...headers, ...(type && { 'content-type': type }) });
  response.end(json ?? text);
}
