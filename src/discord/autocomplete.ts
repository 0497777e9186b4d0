/** What is typed into an option comes in; at most 25 suggestions go out, in time or none. */

import type { Clock } from '../domain/clock.ts';
import type { Choice, Command, Typing } from '../domain/command.ts';
import type { Log } from '../domain/ports.ts';
import { visibleText } from './escape-markdown.ts';

/** https://discord.com/developers/docs/interactions/application-commands#autocomplete: within 3 s; half a second is the way there. */
const PATIENCE = 2500;
const MOST_CHOICES = 25;
const LONGEST = 100;

export interface AutocompleteOptions<Services> {
  readonly command: Command<Services> | undefined;
  readonly option: string;
  readonly typed: string;
  readonly typing?: Typing;
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Log;
}

/** Never rejects: a fault or a long wait is an empty list, and a line in the log. */
export async function suggestChoices<Services>(options: AutocompleteOptions<Services>): Promise<Choice[]> {
  const { command, option, typed, typing, services, clock, log } = options;
  if (!command?.complete) return [];
  const waiting = new AbortController();
  const facts = { command: command.definition.name, option };
  try {
    const tooLate = clock.sleep(PATIENCE, waiting.signal).then(() => undefined);
    tooLate.catch(() => undefined);
    const choices = await Promise.race([command.complete(option, typed, services, typing), tooLate]);
    if (!choices) log.warn('discord-autocomplete-too-slow', facts);
    return fitChoices(choices ?? []);
  } catch (error) {
    log.error('discord-autocomplete-failed', { ...facts, error: String(error) });
    return [];
  } finally {
    waiting.abort();
  }
}

/** A name that is too long is cut; a value that is too long would be another one, so the choice is left out. */
export function fitChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ name, value }) => ({ name: shorten(visibleText(name).replace(/\s+/g, ' ').trim()), value }))
    .filter(({ name, value }) => name !== '' && value !== '' && value.length <= LONGEST)
    .slice(0, MOST_CHOICES);
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  let short = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (short.length + segment.length > LONGEST - 1) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
}
