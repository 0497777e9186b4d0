/** What is to be seen in the pictures: each scene is something that a person does, and what then stands there. */
import type { Driver } from '../servers/discord/driver.ts';
import type { ReplyHandle } from '../servers/discord/reply-handle.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import type { TypedValues } from '../servers/discord/typed-command.ts';
import type { WireMessage } from '../servers/discord/wire.ts';
import type { Shown } from './page.ts';

export interface Stage {
  readonly discord: LoopbackDiscord;
  /** Somebody who looks after the server. */
  readonly admin: Driver;
  readonly reader: Driver;
}

export interface Scene {
  /** Of the picture's file, without its extension. */
  readonly name: string;
  /** What the picture shows, for whoever cannot see it. */
  readonly alt: string;
  /** The command that it is a picture of, without the slash; missing where it is of something else. */
  readonly command?: string;
  readonly act: (stage: Stage) => Promise<readonly Shown[]>;
}

const PATIENCE = 60_000;

/** A reply with everything that came after it. */
async function shownOf(reply: ReplyHandle, used?: string): Promise<Shown[]> {
  const message = await reply.settled({ timeout: PATIENCE, quiet: 1_500 });
  const all = [message, ...reply.followUps].map(({ id }) => id);
  const messages = [message, ...reply.followUps].filter(({ id }, at) => all.lastIndexOf(id) === at);
  return messages.map((one, at) => ({ message: one, ...(at === 0 && { used }) }));
}

function typed(command: string, values: TypedValues): string {
  return [`/${command}`, ...Object.entries(values).map(([name, value]) => `${name}: ${value}`)].join(' ');
}

/** The picture of a command is named after it. */
function ofCommand(command: string, alt: string, values: TypedValues = {}, by: 'admin' | 'reader' = 'reader'): Scene {
  return {
    name: command.replaceAll(' ', '-'),
    alt,
    command,
    act: async (stage) => shownOf(await stage[by].slash(command, values), typed(command, values)),
  };
}

const QUESTION = 'how can a model decide when to search?';

export const scenes: readonly Scene[] = [
  ofCommand('ask', 'An answer of a few sentences, each with a citation, its sources, and buttons below.', {
    question: QUESTION,
  }),
  {
    name: 'ask-sources',
    alt: 'Each sentence of the answer with the quote that it rests on.',
    act: async ({ reader }) => {
      const asked = await reader.slash('ask', { question: QUESTION });
      await asked.settled({ timeout: PATIENCE, quiet: 1_500 });
      return shownOf(await asked.press('Sources'), 'Sources');
    },
  },
  {
    name: 'ask-unknown',
    alt: 'The library does not say: a sentence, and the closest papers.',
    act: async ({ reader }) => {
      const values = { question: 'which teas were traded by Venetian merchants?' };
      return shownOf(await reader.slash('ask', values), typed('ask', values));
    },
  },
  {
    name: 'mention',
    alt: 'Somebody mentions Paperboy in a channel and gets an answer as a reply.',
    act: async ({ discord, reader }) => {
      const said = reader.mention('how can a robot learn from videos?');
      await reader.hears({ after: said, timeout: PATIENCE });
      const heard = () => discord.messages().filter(({ author, id }) => author.bot && id > said.id);
      return [said, ...(await discord.waitFor(() => (heard().some(isFinished) ? heard() : undefined)))].map(
        (message) => ({ message }),
      );
    },
  },
  {
    name: 'explain-papers',
    alt: 'Right click on a message with addresses of papers: what each of them is.',
    act: async (stage) => {
      const { reader } = stage;
      const [one, other] = await twoPapers(stage);
      const said = reader.say(`Has anybody read https://arxiv.org/abs/${one} and https://arxiv.org/abs/${other}?`);
      const reply = await reader.messageCommand('Explain the papers here', said);
      return [{ message: said }, ...(await shownOf(reply, 'Explain the papers here'))];
    },
  },
  {
    name: 'related-papers',
    alt: 'Right click on a message: papers on what it says.',
    act: async ({ reader }) => {
      const said = reader.say('I wonder whether agents could learn from videos of people.');
      return [
        { message: said },
        ...(await shownOf(await reader.messageCommand('Find related papers', said), 'Find related papers')),
      ];
    },
  },
  withPaper('summarize', 'The summary of one paper in cited sentences.', 'paper'),
  {
    name: 'compare',
    alt: 'Two papers side by side.',
    command: 'compare',
    act: async (stage) => {
      const [one, other] = await twoPapers(stage);
      const values = { papers: `${one} vs ${other}` };
      return shownOf(await stage.reader.slash('compare', values), typed('compare', values));
    },
  },
  ofCommand('research', 'A small review in sections, with a table and open questions.', {
    question: 'how do agents learn to use tools?',
  }),
  ofCommand('search', 'A list of papers as cards with buttons.', { query: 'vision language models' }),
  withPaper('similar', 'Papers like one paper.', 'papers'),
  withPaper('paper', 'What is known of one paper, with its abstract.', 'which'),
  withPaper('discuss', 'A thread about one paper begins with its card.', 'paper'),
  ofCommand('trending', 'What readers of Daily Papers liked most in a week.', { period: 'week' }),
  ofCommand('trends', 'The themes of a month, with a picture of their counts.', { period: 'month' }),
  ofCommand('daily setup', 'What a new daily post will be, and when the first one comes.', {}, 'admin'),
  ofCommand('daily preview', 'The post as it would be now.', {}, 'admin'),
  ofCommand('daily list', 'The daily posts of the server with their last and next delivery.', {}, 'admin'),
  ofCommand('follow', 'A reader follows a topic by direct message.', { topics: 'robots that learn from video' }),
  ofCommand('following', 'What a reader follows.'),
  ofCommand('why', 'What the last answer rests on.'),
  ofCommand('usage', 'What a reader used.'),
  ofCommand('settings', 'The settings of the server, for those who manage it.', {}, 'admin'),
  ofCommand('help', 'Every command in a line.'),
  ofCommand('about', 'How many papers there are, from when to when.'),
  ofCommand('forget', 'What was deleted.'),
];

function withPaper(command: string, alt: string, option: string): Scene {
  return {
    name: command,
    alt,
    command,
    act: async (stage) => {
      const [one] = await twoPapers(stage);
      const values = { [option]: one };
      return shownOf(await stage.reader.slash(command, values), typed(command, values));
    },
  };
}

/** Two papers of the library, by arXiv id. */
async function twoPapers({ reader }: Stage): Promise<[string, string]> {
  const choices = await reader.autocomplete('paper', { which: 'a' }, 'which');
  const ids = choices.map(({ value }) => String(value).replace(/^arxiv:/, ''));
  const [one, other] = ids;
  if (!one || !other) throw new Error('There are fewer than two papers to show.');
  return [one, other];
}

/** While it is written there is one button, which stops it. */
function isFinished({ components }: WireMessage): boolean {
  return components.flatMap(({ components: children = [] }) => children).length > 1;
}
