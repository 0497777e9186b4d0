/** The commands' own definitions → help, by category or for one command. */
import type { CommandDefinition, OptionDefinition } from '../domain/command.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';

const CATEGORIES: Readonly<Record<CommandDefinition['category'], string>> = {
  answers: 'Answers',
  papers: 'Papers',
  paperboy: 'Paperboy',
};

/**
 * @param unknown a command that was asked for and does not exist
 * @param jobs what the shell can start beside commands
 */
export function renderHelp(
  definitions: readonly CommandDefinition[],
  unknown?: string,
  jobs: readonly string[] = [],
): Message {
  const blocks = Object.entries(CATEGORIES).flatMap(([category, title]): Block[] => {
    const members = definitions.filter((definition) => definition.category === category);
    if (!members.length) return [];
    return [
      { kind: 'heading', line: [title] },
      {
        kind: 'list',
        items: members.map(
          (definition): Line => [{ kind: 'command', name: definition.name }, ` — ${definition.description}`],
        ),
      },
    ];
  });
  const tip: Block = {
    kind: 'note',
    line: [
      'For one command in full: ',
      { kind: 'command', name: 'help' },
      ' and its name, such as ',
      { kind: 'code', text: '/help ask' },
      '.',
    ],
  };
  const fromShell: Line = [
    'From the shell also: ',
    ...jobs.flatMap((job, index): Line => [index ? ', ' : '', { kind: 'code', text: `npm start -- ${job}` }]),
    '.',
  ];
  const notes: Block[] = jobs.length ? [tip, { kind: 'note', line: fromShell }] : [tip];
  if (!unknown) return { status: 'ok', blocks: [...blocks, ...notes] };
  const problem: Block = {
    kind: 'paragraph',
    line: [`There is no command “${shorten(cleanText(unknown), 32)}”. These are the commands:`],
  };
  return { status: 'not-found', blocks: [problem, ...blocks, ...notes] };
}

export function renderCommandHelp(definition: CommandDefinition): Message {
  const options = Object.entries(definition.options);
  const list: Block[] = options.length
    ? [{ kind: 'list', items: options.map(([name, option]) => optionLine(name, option)) }]
    : [];
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: [{ kind: 'command', name: definition.name }] },
      { kind: 'paragraph', line: [definition.description] },
      ...list,
      {
        kind: 'paragraph',
        line: ['Example: ', { kind: 'command', name: definition.name }, ` ${definition.example}`.trimEnd()],
      },
    ],
  };
}

function optionLine(name: string, option: OptionDefinition): Line {
  return [
    { kind: 'code', text: name },
    `${option.required ? '' : ' (optional)'}: ${option.description}${whatIsPossible(option)}`,
  ];
}

function whatIsPossible(option: OptionDefinition): string {
  if (option.type === 'string' && option.choices) {
    return ` One of: ${option.choices.map(({ value }) => value).join(', ')}.`;
  }
  if (option.type === 'integer' && option.least !== undefined && option.most !== undefined) {
    return ` A number from ${option.least} to ${option.most}.`;
  }
  return '';
}
