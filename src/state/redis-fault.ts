/** In: what Redis, its client or the network said at the start. Out: one sentence with what to do; never a password. */
import { StateFault } from '../domain/errors.ts';
import { codeOf } from './open-sqlite.ts';

type Trouble = readonly [signs: RegExp, happened: string, help: string, retryable?: boolean];

/** By the first word of Redis' answer, or by the code of a network error. */
const TROUBLES: readonly Trouble[] = [
  [
    /^(WRONGPASS|NOAUTH|NOPERM)|AUTH|invalid password/,
    'refuses the user name or password in REDIS_URL, or what it may do',
    'Correct REDIS_URL: redis://user:password@host:port/number, with special characters of a password as %40, %2F, %23.',
  ],
  [
    /DB index|Invalid pathname/,
    'has no database of that number',
    'Correct the number at the end of REDIS_URL, or leave it out.',
  ],
  [/^READONLY/, 'takes no writes: it is a replica', 'Give the address of the primary in REDIS_URL.'],
  [
    /^(OOM|MISCONF)/,
    'takes no writes: its memory or disk is full',
    'Give it more room, or set maxmemory-policy.',
    true,
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/,
    'and we could not agree on encryption',
    'Use rediss:// where the server encrypts, and redis:// where it does not.',
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    'is not known by that name',
    'Correct REDIS_URL, or wait until the name server answers again.',
    true,
  ],
];

/** @param place such as `Redis at cache.example.com` */
export function redisFault(cause: unknown, place: string): StateFault {
  const sign = codeOf(cause) || (cause instanceof Error ? cause.message : String(cause));
  const [, happened, help, retryable = false] = TROUBLES.find(([signs]) => signs.test(sign)) ?? [
    /./,
    'cannot be reached',
    'See that it runs and that REDIS_URL names it; without REDIS_URL, caches are files in DATA_FOLDER.',
    true,
  ];
  return new StateFault(`${place} ${happened}.`, help, { cause, retryable });
}
