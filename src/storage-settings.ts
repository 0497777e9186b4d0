/** Where records, caches and mails go: addresses that hold a name and a password in; checked ones out. */
import { z } from 'zod';

export const databaseAddress = serverAddress(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database');
export const redisAddress = serverAddress(/^rediss?$/, 'redis://user:password@host:6379/0');
export const mailServerAddress = serverAddress(/^smtps?$/, 'smtp://user:password@host:587');

function serverAddress(protocol: RegExp, example: string) {
  return z
    .url({ protocol, error: `must be an address such as ${example}` })
    .refine(isDecodable, 'has a % that stands for itself: write % as %25')
    .optional();
}

/** Whoever connects decodes the parts; it must not be the first to see that one cannot be. */
function isDecodable(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password, hostname, pathname } = new URL(text);
  try {
    for (const part of [username, password, hostname, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
