import { describe, expect, it } from 'vitest';
import { hintOf, mailboxOf, readMailAddress } from '../../src/mail/mail-address.ts';

describe('a typed address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' mailto:Ada.Lovelace+papers@Example.ORG ', 'Ada.Lovelace+papers@example.org'],
    ["o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('“%s” is read', (typed, address) => {
    expect(readMailAddress(typed)).toBe(address);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@localhost',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@example.org, eve@example.org',
    'ada@example.org;eve@example.org',
    'ada@example.org\r\nBcc: eve@example.org',
    'ada\n@example.org',
    '"ada smith"@example.org',
    'Ada <ada@example.org>',
    'ada@exa mple.org',
    'ada..b@example.org',
    '.ada@example.org',
    'ada@-example.org',
    'ada@example.123',
    'äda@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ada@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`,
    'ada@example.org%0d%0aBcc:eve@example.org',
    'eve@example.org ada@example.org',
  ])('“%s” is refused', (typed) => {
    expect(readMailAddress(typed)).toBeUndefined();
  });
});

it('is shown by its first letter only, and known again in any spelling', () => {
  expect(hintOf('ada@example.org')).toBe('a•••@example.org');
  expect(mailboxOf('Ada+papers@Example.org')).toBe('ada@example.org');
  expect(mailboxOf('+@example.org')).toBe('+@example.org');
});
