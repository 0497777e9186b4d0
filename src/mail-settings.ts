/** Part of the configuration: what the environment says of mail and of web pages in; settings, and what is wrong with them, out. */
import { readMailAddress } from './mail/mail-address.ts';

export interface WebSettings {
  /** How readers reach it, without a slash at its end. */
  readonly publicUrl: string;
  readonly port: number;
  readonly host: string;
}

export interface MailSettings {
  /** May hold a password. */
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Where mails that cannot be delivered come back to. */
  readonly bouncesTo: string;
  readonly mailsPerSecond: number;
}

interface MailEnvironment {
  readonly PUBLIC_URL?: string | undefined;
  readonly WEB_PORT: number;
  readonly WEB_HOST: string;
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAIL_BOUNCES_TO?: string | undefined;
  readonly MAIL_PER_SECOND: number;
}

const DEFAULT_NAME = 'Paperboy';
const LONGEST_NAME = 80;

/** @param present what is not empty in the environment */
export function mailProblems(present: Readonly<Record<string, string | undefined>>): string[] {
  const { SMTP_URL, MAIL_FROM, MAIL_BOUNCES_TO, PUBLIC_URL } = present;
  const problems: string[] = [];
  if (SMTP_URL && !MAIL_FROM) problems.push('MAIL_FROM is missing: mails need a sender, such as papers@example.org.');
  if (MAIL_FROM && !readSender(MAIL_FROM)) {
    problems.push('MAIL_FROM must be papers@example.org or Paperboy <papers@example.org>.');
  }
  if (MAIL_BOUNCES_TO && !readMailAddress(MAIL_BOUNCES_TO)) problems.push('MAIL_BOUNCES_TO must be a mail address.');
  if (SMTP_URL && !PUBLIC_URL) {
    problems.push('PUBLIC_URL is missing: mails need links to confirm and to unsubscribe, which lead to it.');
  }
  return problems;
}

/** @returns nothing where there are to be no pages */
export function webSettings({ PUBLIC_URL, WEB_PORT, WEB_HOST }: MailEnvironment): WebSettings | undefined {
  return PUBLIC_URL ? { publicUrl: PUBLIC_URL.replace(/\/+$/, ''), port: WEB_PORT, host: WEB_HOST } : undefined;
}

/** @returns nothing where no mail is to be sent */
export function mailSettings(values: MailEnvironment): MailSettings | undefined {
  const from = readSender(values.MAIL_FROM ?? '');
  if (!values.SMTP_URL || !from) return undefined;
  return {
    smtpUrl: values.SMTP_URL,
    from,
    bouncesTo: readMailAddress(values.MAIL_BOUNCES_TO ?? '') ?? from.address,
    mailsPerSecond: values.MAIL_PER_SECOND,
  };
}

/** `Paperboy <papers@example.org>` or the address alone. */
function readSender(text: string): MailSettings['from'] | undefined {
  const named = /^"?([^"<>\r\n]*?)"?\s*<([^<>]+)>$/.exec(text.trim());
  const address = readMailAddress(named?.[2] ?? text);
  if (!address) return undefined;
  return { name: (named?.[1]?.trim() || DEFAULT_NAME).slice(0, LONGEST_NAME), address };
}
