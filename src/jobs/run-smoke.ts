/** `npm start -- smoke`: the main story against Discord itself, with a real token, and what Discord answered to each step. */
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import { createApp, type Tools } from '../app.ts';
import { prepareDeployment } from '../discord/registration-deploy.ts';
import { smokeStory } from '../discord/smoke/story.ts';
import { InvalidConfiguration } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { openCache } from '../state/open-cache.ts';
import { readFlags } from './flags.ts';
import { describePlan } from './run-deploy.ts';
import { say } from './say.ts';

const FLAGS = { register: 'boolean' } as const;
const QUESTION = 'how can a model decide when to search?';
const WORDS = 'language models';
const MARKS = { ok: 'ok      ', failed: 'FAILED  ', 'left out': 'left out' } as const;

/** @returns 0 when every step went well */
export async function runSmoke(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  const { flags } = readFlags('smoke', argv, FLAGS, 0);
  const { config, clock, log } = tools;
  const { token, apiUrl, smokeChannel, developmentGuild } = config.discord;
  if (!token || !smokeChannel) {
    throw new InvalidConfiguration(
      [...(token ? [] : ['DISCORD_TOKEN is missing.']), ...(smokeChannel ? [] : ['SMOKE_CHANNEL is missing.'])].join(
        '\n',
      ),
      'Put the token of a bot and the id of a channel that it may write into in .env (right-click the channel → Copy Channel ID).',
    );
  }
  const { cache, close } = openCache({ path: ':memory:', clock, log });
  const app = await createApp(tools, { cache, forgetters: [] });
  const call = { signal, reader: 'smoke', place: 'smoke', pageLength: 5 };
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition);
  const registration = async () => {
    const deployment = await prepareDeployment({
      token,
      apiUrl,
      definitions,
      languages: app.languages,
      guildId: developmentGuild,
      clock,
      signal,
    });
    const { create, change, remove, unchanged } = deployment.plan;
    const differences = create.length + change.length + remove.length;
    if (differences && flags.register) await deployment.write(() => undefined);
    else for (const line of differences ? describePlan(deployment.plan) : []) say(`    ${line}`);
    const done = flags.register ? 'written' : 'nothing was written; --register writes it';
    return differences ? `${differences} differ; ${done}` : `all ${unchanged.length} are as they should be`;
  };
  try {
    say(`Trying out the token in channel ${smokeChannel}, at ${new URL(apiUrl).host}.`);
    const ask = commands.find(({ definition }) => definition.name === 'ask');
    const search = commands.find(({ definition }) => definition.name === 'search');
    const shown = { token, apiUrl, channelId: smokeChannel, registration, cache, clock, log, signal };
    const steps = smokeStory({
      ...shown,
      answer: await lastOf(ask?.run({ question: QUESTION }, app.services, call)),
      list: await lastOf(search?.run({ query: WORDS }, app.services, call)),
    });
    let [well, badly] = [0, 0];
    for await (const { what, outcome, detail } of steps) {
      if (outcome === 'ok') well += 1;
      else badly += 1;
      say(`  ${MARKS[outcome]}  ${what}: ${detail}`);
    }
    say(badly ? `${badly} of ${well + badly} steps did not go well.` : `All ${well} steps went well.`);
    say('What only a person can do is not in it: slash commands, presses and windows. Try /help and one button.');
    return badly ? 1 : 0;
  } finally {
    await app.close();
    close();
  }
}

async function lastOf(messages: AsyncIterable<Message> | undefined): Promise<Message> {
  let last: Message | undefined;
  for await (const message of messages ?? []) last = message;
  if (!last) throw new Error('Nothing was said.');
  return last;
}
