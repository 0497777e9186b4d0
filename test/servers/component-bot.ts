/** A bot on the plain discord.js that does with every interaction and message what a test says. */
import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Partials,
} from 'discord.js';
import type { LoopbackDiscord } from './discord/start-discord.ts';
import { afterwards } from './open-discord.ts';

export interface Ways {
  readonly commands?: readonly object[];
  onInteraction?(interaction: Interaction): Promise<unknown>;
  /** Messages of people; the bot's own are left out. */
  onMessage?(message: Message): Promise<unknown>;
  readonly options?: Partial<ClientOptions>;
}

export interface ComponentBot {
  readonly client: Client<true>;
  /** What the ways threw. */
  readonly errors: Error[];
}

const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;

export async function startComponentBot(discord: LoopbackDiscord, ways: Ways): Promise<ComponentBot> {
  const client = new Client({
    intents: [Guilds, GuildMessages, DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl, retries: 0 },
    allowedMentions: { parse: [] },
    ...ways.options,
  });
  const errors: Error[] = [];
  const keep = (error: unknown) => errors.push(error as Error);
  client.on(Events.InteractionCreate, (interaction) => {
    ways.onInteraction?.(interaction).catch(keep);
  });
  client.on(Events.MessageCreate, (message) => {
    if (message.author.id !== client.user?.id) ways.onMessage?.(message).catch(keep);
  });
  afterwards(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  const connected = await ready;
  if (ways.commands) {
    const path = `/applications/${discord.applicationId}/commands` as const;
    await connected.rest.put(path, { body: ways.commands });
  }
  return { client: connected, errors };
}

export const cards = { name: 'cards', description: 'Cards' };

/** Rows of buttons by their labels, which are their custom ids, too. */
export function row(...labels: readonly string[]) {
  return { type: 1, components: labels.map((label) => ({ type: 2, style: 2, label, custom_id: label })) } as const;
}

export const text = (content: string) => ({ type: 10, content }) as const;
export const option = (value: string) => ({ label: value.toUpperCase(), value });
export const select = {
  type: 3,
  custom_id: 'sort',
  placeholder: 'Sort by',
  options: ['new', 'old'].map(option),
} as const;
export const question = { type: 4, custom_id: 'question', style: 2, required: true, max_length: 20 } as const;
/** A modal with a text to type and a choice that can be left out. */
export const form = {
  custom_id: 'ask-more',
  title: 'Follow up',
  components: [
    { type: 18, label: 'Your question', component: question },
    {
      type: 18,
      label: 'How long',
      component: { ...select, custom_id: 'length', placeholder: undefined, required: false },
    },
  ],
} as const;
