/** What goes wrong between a bot and Discord, each by its name: faults for rules, and the whole list for a matrix. */
import type { Fault } from './faults.ts';

/** Too many requests: of this bot, of all who share the resource, or of the bot over all routes. */
export function rateLimited(scope: 'user' | 'shared' | 'global', seconds = 0.3): Fault {
  const global = scope === 'global';
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
    headers: {
      'Retry-After': String(Math.ceil(seconds)),
      'X-RateLimit-Scope': scope,
      ...(global ? { 'X-RateLimit-Global': 'true' } : bucketHeaders(seconds)),
    },
  };
}

function bucketHeaders(seconds: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': (Date.now() / 1000 + seconds).toFixed(3),
    'X-RateLimit-Reset-After': seconds.toFixed(3),
    'X-RateLimit-Bucket': 'a-bucket-of-the-double',
  };
}

/** The machine in between fails, before or after Discord has done what was asked; it answers in HTML. */
export function badGateway(when: 'before' | 'after'): Fault {
  return { status: 502, text: '<html><body><h1>502 Bad Gateway</h1></body></html>', afterEffect: when === 'after' };
}

export function cutConnection(when: 'before' | 'after'): Fault {
  return { drop: when };
}

/** The answer comes late; what was asked is done before or after the wait. */
export function stall(milliseconds = 4000, when: 'before' | 'after' = 'before'): Fault {
  return { delay: milliseconds, afterEffect: when === 'after' };
}

export const unauthorized: Fault = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
export const missingAccess: Fault = { status: 403, body: { message: 'Missing Access', code: 50_001 } };
export const missingPermissions: Fault = { status: 403, body: { message: 'Missing Permissions', code: 50_013 } };
export const unknownMessage: Fault = { status: 404, body: { message: 'Unknown Message', code: 10_008 } };
export const unknownChannel: Fault = { status: 404, body: { message: 'Unknown Channel', code: 10_003 } };
export const unknownWebhook: Fault = { status: 404, body: { message: 'Unknown Webhook', code: 10_015 } };
export const expiredToken: Fault = { status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } };

/** Every fault of the matrix by its name; a reconnect in mid-stream is the gateway's business: `gateway.reconnect()`. */
export const faultKinds: Readonly<Record<string, Fault>> = {
  '429 user': rateLimited('user'),
  '429 shared': rateLimited('shared'),
  '429 global': rateLimited('global'),
  '502 before the effect': badGateway('before'),
  '502 after the effect': badGateway('after'),
  'connection cut before the effect': cutConnection('before'),
  'connection cut after the effect': cutConnection('after'),
  '4 s stall': stall(),
  '401': unauthorized,
  '403': missingPermissions,
  '404 message': unknownMessage,
  '404 channel': unknownChannel,
  'token expiry': expiredToken,
};
