/** A request of the bot comes in; which step of an answer it is goes out, so that a fault can strike just there. */
import type { LoggedRequest } from '../../../test/servers/discord/rest-server.ts';

/** In the order in which they come. */
export const PHASES = ['acknowledgement', 'progress', 'answer', 'further message', 'thread', 'taking away'] as const;
export type Phase = (typeof PHASES)[number];

interface PhaseRule {
  readonly method: string;
  readonly path: RegExp;
  readonly body: (body: unknown) => boolean;
}

const STOP = /"label":"Stop"/;
const hasStop = (body: unknown) => STOP.test(JSON.stringify(body ?? {}));
const isFirst = (body: unknown) => /\.0$/.test(String((body as { nonce?: unknown } | undefined)?.nonce ?? ''));
const any = () => true;

/** @param scope what the path must hold: the interaction's token, or the channel's id */
export function rulesOf(phase: Phase, scope: string): PhaseRule[] {
  const path = (pattern: string) => new RegExp(pattern.replace('SCOPE', scope.replace(/[^\w-]/g, '')));
  const message = path('SCOPE/messages/');
  switch (phase) {
    case 'acknowledgement':
      return [
        { method: 'POST', path: path('/SCOPE/callback$'), body: any },
        { method: 'POST', path: path('^/channels/SCOPE/messages$'), body: isFirst },
      ];
    case 'progress':
      return [{ method: 'PATCH', path: message, body: hasStop }];
    case 'answer':
      return [{ method: 'PATCH', path: message, body: (body) => !hasStop(body) }];
    case 'further message':
      return [
        { method: 'POST', path: path('^/webhooks/\\d+/SCOPE$'), body: any },
        { method: 'POST', path: path('^/channels/SCOPE/messages$'), body: (body) => !isFirst(body) },
      ];
    case 'thread':
      return [{ method: 'POST', path: path('^/channels/SCOPE/messages/\\d+/threads$'), body: any }];
    case 'taking away':
      return [{ method: 'DELETE', path: message, body: any }];
  }
}

/** The steps that these requests went through. */
export function phasesIn(requests: readonly LoggedRequest[], scopes: readonly string[]): Phase[] {
  return PHASES.filter((phase) =>
    scopes.some((scope) =>
      rulesOf(phase, scope).some((rule) =>
        requests.some(({ method, path, body }) => method === rule.method && rule.path.test(path) && rule.body(body)),
      ),
    ),
  );
}
