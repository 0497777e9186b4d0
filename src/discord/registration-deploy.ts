/** A token and command definitions come in; what would change at Discord, and a way to write just that, goes out. Needs no gateway. */
import { DiscordAPIError, RateLimitError, REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { CommandDefinition } from '../domain/command.ts';
import { DiscordFault } from '../domain/errors.ts';
import type { Languages } from '../domain/languages.ts';
import { invitation, loginFault, notInServer, tokenRefused } from './login-fault.ts';
import { type RegistrationOptions, readRegistrationPlan, writeRegistration } from './registration.ts';
import type { RegistrationPlan } from './registration-plan.ts';
import { withRetries } from './retry.ts';

export interface DeploymentOptions {
  readonly token: string;
  /** Base of Discord's REST interface without the version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly definitions: readonly CommandDefinition[];
  /** What readers of other languages see of the commands; English everywhere without it. */
  readonly languages?: Languages;
  /** This server only; every server without it. */
  readonly guildId?: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export interface Deployment {
  /** The application's name on Discord. */
  readonly application: string;
  readonly plan: RegistrationPlan;
  /** Writes what the plan says. @throws DiscordFault; what was written until then stays */
  write(onWritten: (what: 'created' | 'changed' | 'deleted', name: string) => void): Promise<void>;
}

const REQUEST_TIMEOUT = 10_000;
/** A person waits for a limit of this length; Discord's 200 new commands a day they do not wait out. */
const LONGEST_RATE_LIMIT = 60_000;
const UNAUTHORISED = 401;

const application = z.object({ id: z.string(), name: z.string() });

/** @throws DiscordFault when the token or the server is refused, or nobody answers */
export async function prepareDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { token, apiUrl, definitions, languages, guildId, clock, signal } = options;
  const rest = new REST({
    api: apiUrl,
    timeout: REQUEST_TIMEOUT,
    retries: 0,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_RATE_LIMIT,
  }).setToken(token);
  let applicationId: string | undefined;
  const guarded = <Answer>(work: () => Promise<Answer>) =>
    work().catch((error: unknown) => {
      signal?.throwIfAborted();
      throw deploymentFault(error, { apiUrl, guildId, applicationId });
    });

  return guarded(async () => {
    const me = await withRetries(() => rest.get(Routes.currentApplication(), { signal }), { clock, signal });
    const { id, name } = application.parse(me);
    applicationId = id;
    const registration: RegistrationOptions = {
      rest,
      applicationId: id,
      definitions,
      ...(languages && { languages }),
      guildId,
      clock,
      signal,
    };
    const plan = await readRegistrationPlan(registration);
    return {
      application: name,
      plan,
      async write(onWritten) {
        await guarded(() => writeRegistration(plan, registration, onWritten));
      },
    };
  });
}

interface Circumstances {
  readonly apiUrl: string;
  readonly guildId?: string;
  /** Known once the token was accepted. */
  readonly applicationId?: string;
}

function deploymentFault(error: unknown, { apiUrl, guildId, applicationId }: Circumstances): DiscordFault {
  if (error instanceof RateLimitError) {
    const minutes = Math.max(1, Math.round(error.retryAfter / 60_000));
    return new DiscordFault(
      `Discord takes no more changes of commands for about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      'Run the same command again then; what was written stays written.',
      { cause: error, retryable: true },
    );
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === UNAUTHORISED) return tokenRefused(error);
    const isMissing = error.code === RESTJSONErrorCodes.MissingAccess || error.code === RESTJSONErrorCodes.UnknownGuild;
    if (guildId && isMissing) return notInServer(applicationId, error);
    const help = applicationId
      ? `Check that the bot was invited with the scope applications.commands: ${invitation(applicationId)}`
      : 'Check the application at https://discord.com/developers/applications.';
    return new DiscordFault(`Discord refuses this: ${error.message} (code ${error.code}).`, help, { cause: error });
  }
  if (error instanceof z.ZodError) {
    const help = 'Check DISCORD_API_URL if it is set; otherwise try again later.';
    return new DiscordFault('What Discord answered cannot be read.', help, { cause: error });
  }
  return loginFault(error, apiUrl);
}
