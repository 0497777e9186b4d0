/** Routes come in as a table; a method and a path go to the one route that knows them, with its parameters. */
import type { BodyKind } from './documented-rules.ts';
import type { UploadedFile } from './request-body.ts';

export interface RestRequest {
  /** A named part of the path, decoded. */
  parameter(name: string): string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/channels/:channel/messages` */
  readonly path: string;
  /** What the body is, so that the documented rules can be held against it. */
  readonly kind?: BodyKind;
  answer(request: RestRequest): RestAnswer;
}

export interface RouteMatch {
  readonly route: Route;
  parameter(name: string): string;
}

export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const table = routes.map((route) => ({ route, parts: route.path.split('/') }));
  return (method, path) => {
    const given = path.split('/');
    const hit = table.find(
      ({ route, parts }) =>
        route.method === method &&
        parts.length === given.length &&
        parts.every((part, index) => part.startsWith(':') || part === given[index]),
    );
    if (!hit) return undefined;
    return {
      route: hit.route,
      parameter(name) {
        const value = given[hit.parts.indexOf(`:${name}`)];
        if (value === undefined) throw new Error(`${hit.route.path} has no part called ${name}`);
        return value;
      },
    };
  };
}
