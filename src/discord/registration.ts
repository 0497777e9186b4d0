/** Command definitions come in; what is registered at Discord is brought in line with them, by as few writes as possible. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { CommandDefinition } from '../domain/command.ts';
import { ENGLISH_ONLY, type Languages } from '../domain/languages.ts';
import { localizedPayload } from './registration-localized.ts';
import { registrationPayloads } from './registration-payload.ts';
import { planRegistration, type RegistrationPlan, registeredCommand, shownName } from './registration-plan.ts';
import { withRetries } from './retry.ts';

export interface RegistrationReport {
  /** Names of commands. */
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: readonly string[];
  /** The ids of all that are registered now, by name; those of a group by the name of the group. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface RegistrationOptions {
  readonly rest: REST;
  readonly applicationId: string;
  readonly definitions: readonly CommandDefinition[];
  /** What readers of other languages see of the commands; English everywhere without it. */
  readonly languages?: Languages;
  /** Registers in this server only, where changes show at once. For development. */
  readonly guildId?: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** What writing would change; nothing is written. @throws the errors of discord.js */
export async function readRegistrationPlan(options: RegistrationOptions): Promise<RegistrationPlan> {
  const { rest, definitions, languages = ENGLISH_ONLY, guildId, clock, signal } = options;
  // Without being asked, Discord tells nothing of other languages.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = await withRetries(() => rest.get(routeOf(options), { query, signal }), { clock, signal });
  return planRegistration(
    z.array(registeredCommand).parse(registered),
    registrationPayloads(definitions, guildId ? 'guild' : 'everywhere').map((payload) =>
      localizedPayload(payload, languages),
    ),
  );
}

/** @param onWritten told of each command, as people call it, right after it is written @throws the errors of discord.js; what was written stays */
export async function writeRegistration(
  { create, change, remove, unchanged }: RegistrationPlan,
  options: RegistrationOptions,
  onWritten: (what: 'created' | 'changed' | 'deleted', name: string) => void = () => {},
): Promise<RegistrationReport> {
  const { rest, clock, signal } = options;
  const all = routeOf(options);
  const one = (id: string) => `${all}/${id}` as const;
  // Creating a command that exists overwrites it, so that every one of these requests may be repeated.
  const request = <Answer>(work: () => Promise<Answer>) => withRetries(work, { clock, signal });
  const ids = new Map(unchanged.map(({ name, id }) => [name, id]));

  for (const payload of create) {
    const created = await request(() => rest.post(all, { body: payload, signal }));
    ids.set(payload.name, registeredCommand.parse(created).id);
    onWritten('created', shownName(payload));
  }
  for (const { id, payload } of change) {
    const { type: _, ...changes } = payload;
    await request(() => rest.patch(one(id), { body: changes, signal }));
    ids.set(payload.name, id);
    onWritten('changed', shownName(payload));
  }
  for (const command of remove) {
    await request(() => rest.delete(one(command.id), { signal }));
    onWritten('deleted', shownName(command));
  }
  return {
    created: create.map(({ name }) => name),
    changed: change.map(({ payload }) => payload.name),
    deleted: remove.map(({ name }) => name),
    unchanged: unchanged.map(({ name }) => name),
    ids,
  };
}

/**
 * Slash, user and message commands that are not among the definitions are deleted.
 * @throws the errors of discord.js
 */
export async function registerCommands(options: RegistrationOptions): Promise<RegistrationReport> {
  return writeRegistration(await readRegistrationPlan(options), options);
}

function routeOf({ applicationId, guildId }: RegistrationOptions) {
  return guildId ? Routes.applicationGuildCommands(applicationId, guildId) : Routes.applicationCommands(applicationId);
}
