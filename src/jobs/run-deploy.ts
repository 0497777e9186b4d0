/** `npm start -- deploy`: what is registered at Discord is compared with the commands, and only what differs is written. */
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import type { Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { prepareDeployment } from '../discord/registration-deploy.ts';
import { type RegistrationPlan, shownName } from '../discord/registration-plan.ts';
import { InvalidConfiguration, InvalidInput } from '../domain/errors.ts';
import { loadLanguages } from '../words/load-languages.ts';
import { readFlags } from './flags.ts';
import { say } from './say.ts';

const WORDS = join(import.meta.dirname, '..', '..', 'words');

const FLAGS = { 'dry-run': 'boolean', guild: 'string' } as const;
/** With `--dry-run`: something would change. A script can tell it from a failure. */
const WOULD_CHANGE = 2;

/**
 * @returns 0 when everything is registered as it should be, 2 when `--dry-run` found something to write
 * @throws Fault when Discord refuses or cannot be reached
 */
export async function runDeploy(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  const { flags } = readFlags('deploy', argv, FLAGS, 0);
  const { token, apiUrl, developmentGuild } = tools.config.discord;
  if (!token) {
    throw new InvalidConfiguration(
      'DISCORD_TOKEN is missing.',
      'Put the token of your bot into .env; the README says where to get it.',
    );
  }
  if (flags.guild !== undefined && !/^\d{15,21}$/.test(flags.guild)) {
    throw new InvalidInput(
      '--guild needs the id of a server: 15 to 21 digits.',
      'Right-click the server → Copy Server ID.',
    );
  }
  const guildId = flags.guild ?? developmentGuild;
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition);
  try {
    const deployment = await prepareDeployment({
      ...{ token, apiUrl, definitions, guildId, clock: tools.clock, signal },
      languages: loadLanguages(WORDS),
    });
    const { plan, application } = deployment;
    say(`Commands of ${application} ${guildId ? `in the server ${guildId}` : 'in every server'}:`);
    for (const line of describePlan(plan)) say(line);
    const count = plan.create.length + plan.change.length + plan.remove.length;
    if (!count) return 0;
    if (flags['dry-run']) {
      say('Nothing was written. The same command without --dry-run writes this.');
      return WOULD_CHANGE;
    }
    let written = 0;
    await deployment.write((what, name) => {
      written += 1;
      say(`  ${what}: ${name} (${written} of ${count})`);
    });
    say(guildId ? 'Done; the server has them at once.' : 'Done; Discord shows them everywhere within a minute or so.');
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Stopped. What was written stays; the same command goes on from there.');
    return STOPPED;
  }
}

/** One line a command that differs, each difference below it, and how many stay. */
export function describePlan({ create, change, remove, unchanged }: RegistrationPlan): string[] {
  const line = (mark: string, command: Parameters<typeof shownName>[0] & { readonly description?: string }) =>
    `  ${mark} ${shownName(command)}${command.description ? `: ${command.description}` : ''}`;
  const count = create.length + change.length + remove.length;
  return [
    ...create.map((command) => line('+', command)),
    ...change.flatMap(({ payload, differences }) => [
      `  ~ ${shownName(payload)}`,
      ...differences.map((difference) => `      ${difference}`),
    ]),
    ...remove.map((command) => line('-', command)),
    count
      ? `  ${create.length} new, ${change.length} changed, ${remove.length} removed, ${unchanged.length} as they are.`
      : `  All ${unchanged.length} are registered as they should be; nothing to write.`,
  ];
}
