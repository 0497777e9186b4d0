/** A bot on the plain discord.js that knows how to behave and, when told, how to misbehave: it tries out the loopback Discord. */
import { type ChatInputCommandInteraction, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

export type Behaviour = (interaction: ChatInputCommandInteraction) => Promise<unknown>;

export interface SampleBot {
  readonly client: Client<true>;
  /** What the commands threw. */
  readonly errors: Error[];
}

export const sampleCommands = [
  {
    name: 'ask',
    description: 'Ask about papers',
    options: [{ type: 3, name: 'question', description: 'What you want to know', required: true, max_length: 300 }],
  },
  {
    name: 'paper',
    description: 'Show a paper',
    options: [{ type: 3, name: 'which', description: 'Id or title', required: true, autocomplete: true }],
  },
];

/** Defers, shows progress, answers. */
export const answer: Behaviour = async (interaction) => {
  await interaction.deferReply();
  await interaction.editReply('Reading 3 papers');
  await interaction.editReply({
    content: `About ${interaction.options.getString('question')}: it helps [1].`,
    embeds: [{ title: 'Sources', description: '[1] A paper' }],
  });
};

/** Connects, registers the commands, and answers `/ask` with the behaviour. */
export async function startSampleBot(apiUrl: string, token: string, behaviour: Behaviour = answer): Promise<SampleBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl },
    allowedMentions: { parse: [] },
  });
  const errors: Error[] = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused();
        const titles = ['Searching with a model', 'Sea of tokens', 'Vision'];
        const found = titles.filter((title) => title.toLowerCase().startsWith(typed));
        await interaction.respond(found.map((title) => ({ name: title, value: title })));
      } else if (interaction.isButton()) {
        await interaction.update({ content: 'Stopped', components: [] });
      } else if (interaction.isChatInputCommand()) {
        await behaviour(interaction);
      }
    } catch (error) {
      errors.push(error as Error);
    }
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  const connected = await ready;
  await connected.application.commands.set(sampleCommands);
  return { client: connected, errors };
}

/** Private from the start. */
export const privateAnswer: Behaviour = async (interaction) => {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply('Only you see this');
};
