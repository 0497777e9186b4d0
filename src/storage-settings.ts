/** Where records and caches lie when it is not in files: the addresses in, checked. */
import { z } from 'zod';

export const databaseAddress = z
  .url({
    protocol: /^postgres(ql)?$/,
    error: 'must be an address such as postgres://user:password@host:5432/database',
  })
  .optional();

export const redisAddress = z
  .url({ protocol: /^rediss?$/, error: 'must be an address such as redis://user:password@host:6379/0' })
  .optional();
