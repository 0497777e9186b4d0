import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { InvalidConfiguration } from '../src/domain/errors.ts';

const mail = {
  PUBLIC_URL: 'https://papers.example.org/',
  SMTP_URL: 'smtp://user:p%40ss@mail.example.org:587',
  MAIL_FROM: 'The Papers <papers@example.org>',
};

describe('settings of pages and mail', () => {
  it('are none by default: no pages, no feeds, no mail', () => {
    expect(readConfig({})).toMatchObject({ web: undefined, mail: undefined });
  });

  it('need an address for pages, and a sender and a server more for mail', () => {
    expect(readConfig({ PUBLIC_URL: mail.PUBLIC_URL })).toMatchObject({
      web: { publicUrl: 'https://papers.example.org', port: 8080, host: '127.0.0.1' },
      mail: undefined,
    });
    expect(readConfig(mail).mail).toEqual({
      smtpUrl: mail.SMTP_URL,
      from: { name: 'The Papers', address: 'papers@example.org' },
      bouncesTo: 'papers@example.org',
      mailsPerSecond: 10,
    });
  });

  it.each([
    ['papers@example.org', { name: 'Paperboy', address: 'papers@example.org' }],
    ['"Papers, daily" <papers@example.org>', { name: 'Papers, daily', address: 'papers@example.org' }],
  ])('take %s as a sender', (MAIL_FROM, from) => {
    expect(readConfig({ ...mail, MAIL_FROM }).mail?.from).toEqual(from);
  });

  it.each([
    [{ MAIL_FROM: '' }, /MAIL_FROM is missing/],
    [{ MAIL_FROM: 'Paperboy' }, /MAIL_FROM must be/],
    [{ MAIL_FROM: 'Paperboy\r\nBcc: x@y.example <papers@example.org>' }, /MAIL_FROM must be/],
    [{ PUBLIC_URL: '' }, /PUBLIC_URL is missing/],
    [{ PUBLIC_URL: 'papers.example.org' }, /PUBLIC_URL must be/],
    [{ SMTP_URL: 'mail.example.org:25' }, /SMTP_URL must be an address such as/],
    [{ MAIL_BOUNCES_TO: 'nobody' }, /MAIL_BOUNCES_TO must be/],
    [{ WEB_PORT: '0' }, /WEB_PORT must be at least 1/],
  ])('say what is wrong with %j', (wrong, message) => {
    const read = () => readConfig({ ...mail, ...wrong });
    expect(read).toThrow(InvalidConfiguration);
    expect(read).toThrow(message);
  });
});
