/** Named steps come in; what each did and what Discord answered goes out, one after the other, whatever fails. */
import { DiscordAPIError, HTTPError } from 'discord.js';

export interface SmokeStep {
  readonly what: string;
  readonly outcome: 'ok' | 'failed' | 'left out';
  /** What Discord answered, or why it was left out. */
  readonly detail: string;
}

/** Why a step is left out: something that it stands on is missing. */
export class LeftOut extends Error {}

/** @param work gives what Discord answered, in a few words @returns the step as it went; never rejects */
export async function step(what: string, work: () => Promise<string>): Promise<SmokeStep> {
  try {
    return { what, outcome: 'ok', detail: await work() };
  } catch (error) {
    if (error instanceof LeftOut) return { what, outcome: 'left out', detail: error.message };
    return { what, outcome: 'failed', detail: inWords(error) };
  }
}

/** @throws LeftOut when an earlier step did not bring it */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new LeftOut(`there is no ${what}`);
  return value;
}

function inWords(error: unknown): string {
  if (error instanceof DiscordAPIError) {
    return `${error.method} answered ${error.status}, code ${error.code}: ${error.message}`;
  }
  if (error instanceof HTTPError) return `${error.method} answered ${error.status}`;
  return error instanceof Error ? error.message : String(error);
}
