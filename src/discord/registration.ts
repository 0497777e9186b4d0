/** Command definitions come in; what is registered at Discord is brought in line with them, by as few writes as possible. */
import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { CommandDefinition } from '../domain/command.ts';
import { type RegistrationPayload, registrationPayload } from './registration-payload.ts';
import { withRetries } from './retry.ts';

export interface RegistrationReport {
  /** Names of commands. */
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: readonly string[];
  /** The ids of all that are registered now, by name. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface RegistrationOptions {
  readonly rest: REST;
  readonly applicationId: string;
  readonly definitions: readonly CommandDefinition[];
  /** Registers in this server only, where changes show at once. For development. */
  readonly guildId?: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const registeredCommand = z.object({
  id: z.string(),
  name: z.string(),
  type: z.number().default(ApplicationCommandType.ChatInput),
  description: z.string().default(''),
  options: z
    .array(
      z.object({
        type: z.number(),
        name: z.string(),
        description: z.string(),
        required: z.boolean().nullish(),
        autocomplete: z.boolean().nullish(),
        min_length: z.number().nullish(),
        max_length: z.number().nullish(),
        min_value: z.number().nullish(),
        max_value: z.number().nullish(),
        choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).nullish(),
      }),
    )
    .nullish(),
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
});
type RegisteredCommand = z.infer<typeof registeredCommand>;

/**
 * Slash, user and message commands that are not among the definitions are deleted.
 * @throws the errors of discord.js
 */
export async function registerCommands(options: RegistrationOptions): Promise<RegistrationReport> {
  const { rest, applicationId, definitions, guildId, clock, signal } = options;
  const all = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const one = (id: string) => `${all}/${id}` as const;
  // Creating a command that exists overwrites it, so that every one of these requests may be repeated.
  const request = <Answer>(work: () => Promise<Answer>) => withRetries(work, { clock, signal });

  const registered = z.array(registeredCommand).parse(await request(() => rest.get(all, { signal })));
  const left = new Map(registered.filter(isOurs).map((command) => [`${command.type}:${command.name}`, command]));
  const report = {
    created: [] as string[],
    changed: [] as string[],
    deleted: [] as string[],
    unchanged: [] as string[],
  };
  const ids = new Map<string, string>();
  for (const definition of definitions) {
    const payload = registrationPayload(definition, guildId ? 'guild' : 'everywhere');
    const known = left.get(`${payload.type}:${payload.name}`);
    left.delete(`${payload.type}:${payload.name}`);
    if (!known) {
      const created = await request(() => rest.post(all, { body: payload, signal }));
      ids.set(payload.name, registeredCommand.parse(created).id);
      report.created.push(payload.name);
      continue;
    }
    ids.set(payload.name, known.id);
    if (sameCommand(known, payload)) report.unchanged.push(payload.name);
    else {
      const { type: _, ...changes } = payload;
      await request(() => rest.patch(one(known.id), { body: changes, signal }));
      report.changed.push(payload.name);
    }
  }
  for (const { id, name } of left.values()) {
    await request(() => rest.delete(one(id), { signal }));
    report.deleted.push(name);
  }
  return { ...report, ids };
}

/** An activity's entry point is made by Discord itself. */
function isOurs({ type }: RegisteredCommand): boolean {
  return type !== ApplicationCommandType.PrimaryEntryPoint;
}

/** Whether both say the same once what Discord adds and leaves out by default is set aside. */
function sameCommand(known: RegisteredCommand, wanted: RegistrationPayload): boolean {
  return isDeepStrictEqual(normalise(known, wanted), normalise(wanted, wanted));
}

function normalise(command: RegisteredCommand | RegistrationPayload, wanted: RegistrationPayload) {
  const { name, description, options, contexts, integration_types } = command;
  return {
    name,
    description,
    options: (options ?? []).map((option) => ({
      type: option.type,
      name: option.name,
      description: option.description,
      required: option.required ?? false,
      autocomplete: option.autocomplete ?? false,
      minLength: ('min_length' in option ? option.min_length : undefined) ?? undefined,
      maxLength: option.max_length ?? undefined,
      leastValue: option.min_value ?? undefined,
      mostValue: option.max_value ?? undefined,
      choices: (option.choices ?? []).map((choice) => ({ name: choice.name, value: choice.value })),
    })),
    // Said of global commands only.
    contexts: wanted.contexts && [...(contexts ?? [])].sort(),
    integrationTypes: wanted.integration_types && [...(integration_types ?? [])].sort(),
  };
}
