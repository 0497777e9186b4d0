/** Addresses of a request in; who asked, as far as limits go, out. Pure. */
import { isIP } from 'node:net';

/** This machine and private networks, where a proxy of the operator's own stands. */
const NEAR = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/**
 * A proxy nearby tells whom it asks for, and what it added itself comes last; from elsewhere such a header is made up.
 * @param remote of the connection @param forwardedFor the header X-Forwarded-For
 * @returns of IPv6 the network, for everybody has many addresses there
 */
export function clientOf(remote: string | undefined, forwardedFor: string | undefined): string {
  const near = bare(remote ?? '');
  const told = bare(forwardedFor?.split(',').at(-1)?.trim() ?? '');
  const address = NEAR.test(near) && isIP(told) ? told : near;
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** IPv4 within IPv6 is IPv4; ports and brackets are no part of an address. */
function bare(text: string): string {
  const address = text.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) ? address : address.replace(/:\d+$/, '');
}

function networkOf(address: string): string {
  const [before = '', after] = address.toLowerCase().split('::');
  const first = before ? before.split(':') : [];
  const last = after ? after.split(':') : [];
  const zeros =
    after === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
