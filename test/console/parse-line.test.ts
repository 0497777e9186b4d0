import { describe, expect, it } from 'vitest';
import { completeLine } from '../../src/console/complete.ts';
import { type Parsed, parseArgv, parseLine } from '../../src/console/parse-line.ts';
import { commands, type Services } from './commands.ts';

const line = (text: string) => short(parseLine(commands, text));
const argv = (...words: string[]) => short(parseArgv(commands, words));

/** `['ask', {…}]` when it was understood, otherwise the sentence and what to do. */
function short(parsed: Parsed<Services>) {
  if (parsed.kind === 'command') return [parsed.command.definition.name, parsed.args];
  return `${parsed.problem.message} ${parsed.problem.help}`;
}

const question = 'how can a model decide when to search?';

describe('what a typed line means', () => {
  it.each([
    ['/ask how can a model decide when to search?', { question }],
    ['  /ASK   how can a model   decide when to search?  ', { question }],
    ['how can a model decide when to search?', { question }],
    ['/ask "how can a model decide when to search?"', { question }],
    ['/ask question:how can a model decide when to search?', { question }],
    ['/ask question: how can a model decide when to search?', { question }],
    ['/ask question:"how can a model decide when to search?"', { question }],
    ['/ask how can a model decide when to search? since:2026-06-01', { question, since: '2026-06-01' }],
    ['/ask since:2026-06-01 how can a model decide when to search?', { question, since: '2026-06-01' }],
    ['/ask --since 2026-06-01 how can a model decide when to search?', { question, since: '2026-06-01' }],
    ['/ask how can a model decide --since=2026-06-01 when to search?', { question, since: '2026-06-01' }],
    ['/ask question:how can a model decide when to search? since:last week', { question, since: 'last week' }],
    ['/ask how can a model decide when to search? since:“last week”', { question, since: 'last week' }],
    ['how can a model decide when to search? --private', { question, private: true }],
    ['/ask --private how can a model decide when to search?', { question, private: true }],
    ['/ask --no-private how can a model decide when to search?', { question, private: false }],
    ['/ask private:yes how can a model decide when to search?', { question, private: true }],
    ['/ask --private=no how can a model decide when to search?', { question, private: false }],
  ])('%s', (text, args) => {
    expect(line(text)).toEqual(['ask', args]);
  });

  it.each([
    'R1-Searcher: what is it?',
    'The question: what is it?',
    'what does "self-RAG" mean?',
    'what is 5" in centimetres?',
    'https://arxiv.org/abs/2501.00001 says what?',
    'is it true - or not - that x>y?',
    'constructor: what is it?',
    "what's new?",
  ])('a question is left as it was typed: %s', (text) => {
    expect(line(`/ask ${text}`)).toEqual(['ask', { question: text }]);
    expect(line(text)).toEqual(['ask', { question: text }]);
  });

  it('words after -- are text, whatever they look like', () => {
    expect(line('/ask -- what does --since do?')).toEqual(['ask', { question: 'what does --since do?' }]);
  });

  it('quoted words are text, and several keep their quotes for the command', () => {
    expect(line('/ask what is "--foo"')).toEqual(['ask', { question: 'what is "--foo"' }]);
    expect(line('/compare "One title" "Another title"')).toEqual([
      'compare',
      { papers: '"One title" "Another title"' },
    ]);
  });

  it('on Discord’s way of writing, a value goes on to the next option', () => {
    const args = { papers: '2501.00001 2501.00002', focus: 'training cost' };
    expect(line('/compare papers:2501.00001 2501.00002 focus:training cost')).toEqual(['compare', args]);
    expect(line('/compare 2501.00001 2501.00002 focus:training cost')).toEqual(['compare', args]);
    expect(line('/compare focus:"training cost" 2501.00001 2501.00002')).toEqual(['compare', args]);
  });

  it('a choice may be said by its value or its name', () => {
    for (const style of ['style:short', 'style:SHORT', 'style:a short paragraph', '--style "A short paragraph"']) {
      expect(line(`/summarize 2501.00001 ${style}`)).toEqual(['summarize', { paper: '2501.00001', style: 'short' }]);
    }
  });

  it('where nothing is required, text fills the choices that it is, then the first free option', () => {
    expect(line('/trending')).toEqual(['trending', {}]);
    expect(line('/trending week agents that plan')).toEqual([
      'trending',
      { period: 'week', topic: 'agents that plan' },
    ]);
    expect(line('/trending this week')).toEqual(['trending', { period: 'week' }]);
    expect(line('/trending agents')).toEqual(['trending', { topic: 'agents' }]);
    expect(line('/trending period:week tool use')).toEqual(['trending', { period: 'week', topic: 'tool use' }]);
  });

  it('several required texts take one word each, and the last the rest', () => {
    expect(line('/note "A title" worth reading twice')).toEqual([
      'note',
      { paper: 'A title', text: 'worth reading twice' },
    ]);
    expect(line('/note text:worth reading paper:2501.00001')).toEqual([
      'note',
      { paper: '2501.00001', text: 'worth reading' },
    ]);
  });
});

describe('what a shell hands over means the same', () => {
  it('one argument of several words is a question', () => {
    expect(argv(question)).toEqual(['ask', { question }]);
    expect(argv('ask', question, '--since', '2026-06-01')).toEqual(['ask', { question, since: '2026-06-01' }]);
    expect(argv('/ask', ...question.split(' '))).toEqual(['ask', { question }]);
    expect(argv('ask', 'since: what does the word mean?')).toEqual([
      'ask',
      { question: 'since: what does the word mean?' },
    ]);
  });

  it('arguments of several words get the quotes back that the shell took', () => {
    expect(argv('compare', 'One title', 'Another title', 'focus:training cost')).toEqual([
      'compare',
      { papers: '"One title" "Another title"', focus: 'training cost' },
    ]);
  });

  it('no argument at all is answered with the commands', () => {
    expect(argv()).toMatch(/^The name of a command is missing\. There are \/ask, /);
  });
});

describe('what cannot be understood is explained', () => {
  it.each([
    ['/serach x', 'There is no command /serach.'],
    ['/aks what', 'There is no command /aks. Did you mean /ask?'],
    ['/sumarise x', 'There is no command /sumarise. Did you mean /summarize?'],
    ['/sum x', 'There is no command /sum. Did you mean /summarize?'],
    ['/', 'The name of a command is missing. There are /ask, /summarize,'],
    ['/ask why --sinse 2026', '/ask has no option --sinse. It has --question, --since, --private.'],
    ['/about --now', '/about has no option --now. It has no options.'],
    ['/about now', '/about does not know what “now” is for. It takes nothing after its name.'],
    ['/ask', '/ask needs question: what you want to know. For example: /ask how can a model'],
    ['/ask ""', '/ask needs question: what you want to know.'],
    ['', '/ask needs question: what you want to know.'],
    ['/ask why --since', '--since needs a value.'],
    ['/ask why --since --private', '--since needs a value.'],
    ['/ask why since:', 'since is empty. It should hold: Only papers from this day on.'],
    ['/ask why since:1 since:2', 'since is given twice.'],
    ['/ask why private:perhaps', 'private is yes or no, not “perhaps”. Write --private or --no-private.'],
    ['/summarize x style:long', 'style cannot be “long”. Choose one of: one-liner, short.'],
    ['/note 2501.00001', '/note needs text: what to remember.'],
    ['/note paper:1 text:"a b" c', '/note does not know what “c” is for. It takes paper, text.'],
  ])('%s', (text, beginning) => {
    expect(line(text)).toSatisfy((sentence: unknown) => String(sentence).startsWith(beginning), beginning);
  });

  it('a text that is too long is told its length, in characters as a person counts them', () => {
    expect(line(`/ask ${'a'.repeat(4000)}`)).toBe(
      'question is 4,000 characters long. At most 500 are possible; say it more briefly.',
    );
    expect(line(`/ask ${'𝒳'.repeat(500)}`)).toEqual(['ask', { question: '𝒳'.repeat(500) }]);
  });

  it('a long unknown name is repeated in part only', () => {
    expect(String(line(`/${'x'.repeat(100_000)}`)).length).toBeLessThan(250);
  });
});

describe('a command of two words', () => {
  const group = { name: 'daily', description: 'Posts.' };
  const [first] = commands;
  const named = (name: string, options = {}) =>
    first && { ...first, definition: { ...first.definition, name, group, options } };
  const all = [
    ...commands,
    ...[named('daily setup', { time: { type: 'string', description: 'When.' } }), named('daily list')].filter(
      (one) => one !== undefined,
    ),
  ];
  const typed = (text: string) => short(parseLine(all, text));

  it('takes its options after the second word, in the console and from the shell', () => {
    expect(typed('/daily setup time:9')).toEqual(['daily setup', { time: '9' }]);
    expect(typed('/DAILY  Setup 9')).toEqual(['daily setup', { time: '9' }]);
    expect(short(parseArgv(all, ['daily', 'setup', '--time', '9']))).toEqual(['daily setup', { time: '9' }]);
  });

  it('says which there are where the second word is missing or wrong', () => {
    expect(typed('/daily')).toBe('/daily needs a second word. There are /daily setup, /daily list.');
    expect(typed('/daily sett')).toBe('There is no command /daily sett. There are /daily setup, /daily list.');
  });

  it('is completed word by word', async () => {
    const complete = (line: string) => completeLine({ commands: all, services: { runs: [] } }, line);
    expect(await complete('/dai')).toEqual([['/daily setup ', '/daily list '], '/dai']);
    expect(await complete('/daily s')).toEqual([['/daily setup '], '/daily s']);
    expect(await complete('/daily setup ')).toEqual([['time:'], '']);
  });
});
