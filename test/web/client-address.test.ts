import { expect, it } from 'vitest';
import { clientOf } from '../../src/web/client-address.ts';

it.each([
  ['203.0.113.9', undefined, '203.0.113.9'],
  // Anybody can write such a header; only a proxy nearby is believed, and only what it added itself.
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:127.0.0.1', '10.9.8.7, 198.51.100.1', '198.51.100.1'],
  ['172.18.0.3', '198.51.100.1:4711', '198.51.100.1'],
  ['172.32.0.3', '198.51.100.1', '172.32.0.3'],
  ['::1', 'nonsense', '0:0:0:0'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
  ['2001:db8:1:2::6', undefined, '2001:db8:1:2'],
  ['::1', '[2001:db8:1:2:9::]:443', '2001:db8:1:2'],
  [undefined, undefined, ''],
])('%s with %s is %s', (remote, forwarded, client) => {
  expect(clientOf(remote, forwarded)).toBe(client);
});
