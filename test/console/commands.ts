/** Small commands and terminals for the tests of the console. */
import { PassThrough } from 'node:stream';
import type { Command } from '../../src/domain/command.ts';
import { InvalidInput, SourceFault } from '../../src/domain/errors.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Paper } from '../../src/domain/paper.ts';

export interface Services {
  /** Every run of a command: its name and arguments. */
  readonly runs: [string, Record<string, unknown>][];
}

export const paper: Paper = {
  id: 'arxiv:2501.00001',
  title: 'Knowing When to Look',
  abstract: 'A model decides when to search. It asks only when unsure.',
  authors: ['Ada Example', 'Ben Example'],
  publishedAt: '2025-01-02',
  upvotes: 12,
  links: {},
  source: 'sample',
  withdrawn: false,
};

export function say(text: string, status: Message['status'] = 'ok'): Message {
  return { status, blocks: [{ kind: 'paragraph', line: [text] }] };
}

type Run = Command<Services>['run'];

function command(definition: Command<Services>['definition'], run?: Run, complete?: Command<Services>['complete']) {
  const { name } = definition;
  const answer: Run = async function* (args, services, call) {
    services.runs.push([name, { ...args }]);
    if (run) yield* run(args, services, call);
    else yield say(`${name} ${JSON.stringify(args)}`);
  };
  return { definition, run: answer, complete } satisfies Command<Services>;
}

const since = { type: 'string', description: 'Only papers from this day on.' } as const;

export const ask = command(
  {
    name: 'ask',
    description: 'A question',
    category: 'answers',
    example: 'how can a model decide when to search?',
    options: {
      question: { type: 'string', description: 'What you want to know.', required: true, maxLength: 500 },
      since,
      private: { type: 'boolean', description: 'Only you see the answer.' },
    },
  },
  async function* (args) {
    yield say('Searching …', 'progress');
    yield say('Reading …', 'progress');
    const quote = 'A model decides when to search.';
    yield {
      ...say(`You asked: ${args.question}`, 'answered'),
      answer: {
        status: 'answered',
        mode: 'extract',
        claims: [{ text: quote, citations: [{ paper, sentence: 0, quote }] }],
        closest: [],
        dropped: [],
      },
    };
  },
);

export const summarize = command(
  {
    name: 'summarize',
    description: 'A summary',
    category: 'papers',
    example: '2501.00001',
    options: {
      paper: { type: 'string', description: 'Id, address or title.', required: true, autocomplete: true },
      style: {
        type: 'string',
        description: 'How long.',
        choices: [
          { name: 'One line', value: 'one-liner' },
          { name: 'A short paragraph', value: 'short' },
        ],
      },
    },
  },
  undefined,
  async (_option, typed) =>
    [
      { name: 'Knowing When to Look', value: '2501.00001' },
      { name: 'Knowing \u001b[31mNothing', value: '2501.00002' },
    ].filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase())),
);

export const compare = command({
  name: 'compare',
  description: 'Two papers',
  category: 'papers',
  example: '"One title" "Another title"',
  options: {
    papers: { type: 'string', description: 'Two to five papers.', required: true },
    focus: { type: 'string', description: 'What to compare.' },
  },
});

export const trending = command({
  name: 'trending',
  description: 'What is read',
  category: 'papers',
  example: 'week agents',
  options: {
    period: {
      type: 'string',
      description: 'How far back.',
      choices: [
        { name: 'Today', value: 'today' },
        { name: 'This week', value: 'week' },
      ],
    },
    topic: { type: 'string', description: 'About what.' },
  },
});

export const note = command({
  name: 'note',
  description: 'Two required texts',
  category: 'paperboy',
  example: '2501.00001 worth reading',
  options: {
    paper: { type: 'string', description: 'Which paper.', required: true },
    text: { type: 'string', description: 'What to remember.', required: true },
  },
});

export const about = command({
  name: 'about',
  description: 'About',
  category: 'paperboy',
  example: '',
  options: {},
});

export const help = command({
  name: 'help',
  description: 'Help',
  category: 'paperboy',
  example: 'ask',
  options: { command: { type: 'string', description: 'Which command.' } },
});

/** Fails with a known fault (`source`), an unknown one (`secret`), never ends (`hang`), finds nothing (`nothing`). */
export const misbehave = command(
  {
    name: 'misbehave',
    description: 'Fails',
    category: 'paperboy',
    example: 'source',
    options: { how: { type: 'string', description: 'How.', required: true } },
  },
  async function* (args) {
    if (args.how === 'silent') return;
    if (args.how === 'nothing') return yield say('No such paper.', 'not-found');
    yield say('Working …', 'progress');
    if (args.how === 'source') throw new SourceFault('arXiv did not answer.', 'Try again in a minute.');
    if (args.how === 'typed') throw new InvalidInput('“my question” is no question.', 'Ask something.');
    if (args.how === 'secret') throw new Error('key sk-123 was refused');
    if (args.how === 'hang') await new Promise(() => {});
  },
);

export const commands = [ask, summarize, compare, trending, note, about, help, misbehave];

/** A stream that looks like a terminal to readline and to us, and keeps what was written to it. */
export function terminal(columns = 80, rows = 24) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  return Object.assign(stream, collect(stream));
}

export function pipe() {
  const stream = new PassThrough();
  return Object.assign(stream, collect(stream));
}

function collect(stream: PassThrough) {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    text: () => text,
    /** Resolves when the text has been written so often. */
    async shows(wanted: string, times = 1): Promise<void> {
      while (text.split(wanted).length <= times) await new Promise((resolve) => stream.once('data', resolve));
    },
  };
}
