/** In: what PostgreSQL, its driver or the network threw. Out: one sentence with what to do; never a password. */
import { StateFault } from '../domain/errors.ts';

interface Trouble {
  readonly codes: RegExp;
  readonly happened: (place: string) => string;
  readonly help: string;
  readonly retryable?: true;
}

/**
 * By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the code of a network error, or, for
 * errors of the driver, by their text.
 */
const TROUBLES: readonly Trouble[] = [
  {
    codes: /^(28P01|28000)$|password must be a string|unknown authenticat/,
    happened: (place) => `The user name or password in DATABASE_URL is refused by ${place}.`,
    help: 'Correct it; in an address, special characters of a password are written as %40 for @, %2F for /, %23 for #.',
  },
  {
    codes: /^3D000$/,
    happened: (place) => `There is no such database: ${place}.`,
    help: 'Create it (createdb NAME), or correct the name at the end of DATABASE_URL.',
  },
  {
    codes: /^42501$/,
    happened: (place) => `The user in DATABASE_URL may not create, read or write tables in ${place}.`,
    help: 'Make that user the owner of the database, or grant CREATE and USAGE on its schema public.',
  },
  {
    codes: /^25006$/,
    happened: (place) => `Nothing can be written to ${place}: it is read-only, perhaps a replica.`,
    help: 'Give the address of the server that takes writes in DATABASE_URL.',
  },
  {
    codes: /^53100$/,
    happened: (place) => `The disk of ${place} is full. What was written before is unharmed.`,
    help: 'Free some space there and try again.',
    retryable: true,
  },
  {
    codes: /^42P07$/,
    happened: (place) => `There are tables of another program in ${place}.`,
    help: 'Give Paperboy a database of its own in DATABASE_URL.',
  },
  {
    codes: /^(57014|55P03|40001|40P01|25P03)$/,
    happened: (place) => `It took too long to read or write ${place}.`,
    help: 'Try again; if it lasts, look at what else this server is doing.',
    retryable: true,
  },
  {
    codes: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|does not support SSL|SSL connection/,
    happened: (place) => `No encrypted connection could be made to ${place}.`,
    help: 'Correct sslmode at the end of DATABASE_URL (?sslmode=verify-full, no-verify or disable), or its certificate.',
  },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN)$/,
    happened: (place) => `The server's name is not known: ${place}.`,
    help: 'Correct DATABASE_URL, or wait until the name server answers again.',
    retryable: true,
  },
  {
    codes:
      /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$|Connection terminated|Connection ended|timeout exceeded when trying to connect|timeout expired|Query read timeout|not queryable|connection error|closed connection/,
    happened: (place) => `${place[0]?.toUpperCase()}${place.slice(1)} cannot be reached.`,
    help: 'See that the server runs, that DATABASE_URL names it, and that it takes further connections.',
    retryable: true,
  },
];

/**
 * @param place the database, as the operator knows it
 * @returns `undefined` where it is nothing of PostgreSQL's that is known
 */
export function postgresFault(cause: unknown, place = 'the PostgreSQL database'): StateFault | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
  // A file of SQLite's is opened, a socket of PostgreSQL's is connected to.
  const sign = syscall === 'connect' ? 'ECONNREFUSED' : typeof code === 'string' ? code : cause.message;
  const trouble = TROUBLES.find(({ codes }) => codes.test(sign));
  if (!trouble) return undefined;
  const { happened, help, retryable = false } = trouble;
  return new StateFault(happened(place), help, { cause, retryable });
}
