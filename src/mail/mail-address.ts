/** What a person typed → a mail address that can be written to, or nothing. Pure. */
import { domainToASCII } from 'node:url';

/**
 * As RFC 5321 (4.1.2) has it without quoted strings, comments, lists and addresses of machines: nothing of it can end a
 * header or begin another recipient.
 */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/** @returns the address with its domain in lower case and in ASCII; `undefined` when it is none */
export function readMailAddress(typed: string): string | undefined {
  const text = typed.trim().replace(/^mailto:/i, '');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  // The limit comes first: what follows is for texts of a sensible length.
  if (at < 1 || text.length > LONGEST || local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return undefined;
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  const address = `${local}@${domain}`;
  return DOMAIN.test(domain) && address.length <= LONGEST ? address : undefined;
}

/** The same for every spelling that reaches the same person: nobody is written to more often by adding "+1". */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '') || local}@${domain}`;
}

/** "a•••@example.org": enough for who typed it to know it again. */
export function hintOf(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}•••@${domain}`;
}
