/** The commands' own definitions → help, by category or for one command. */
import type { CommandDefinition, OptionDefinition } from '../domain/command.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { inTurn, type Label, say, sayWritten, type Words } from '../domain/words.ts';

const CATEGORIES: Readonly<Record<CommandDefinition['category'], Words>> = {
  answers: say('Answers'),
  papers: say('Papers'),
  paperboy: say('Paperboy'),
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
        items: members.flatMap((definition): Line[] => {
          const { group } = definition;
          if (!group) return [[{ kind: 'command', name: definition.name }, ' — ', sayWritten(definition.description)]];
          const inGroup = members.filter((member) => member.group?.name === group.name);
          return inGroup[0] === definition ? [groupLine(inGroup, group.description)] : [];
        }),
      },
    ];
  });
  const tip: Block = {
    kind: 'note',
    line: [
      say('For one command in full: {help} and its name, such as {example}.', {
        help: { kind: 'command', name: 'help' },
        example: { kind: 'code', text: '/help ask' },
      }),
    ],
  };
  const lines = jobs.flatMap((job, index): Line => [index ? ', ' : '', { kind: 'code', text: `npm start -- ${job}` }]);
  const fromShell: Line = [say('From the shell also: {commands}.', { commands: lines })];
  const notes: Block[] = jobs.length ? [tip, { kind: 'note', line: fromShell }] : [tip];
  if (!unknown) return { status: 'ok', blocks: [...blocks, ...notes] };
  const problem: Block = {
    kind: 'paragraph',
    line: [say('There is no command “{name}”. These are the commands:', { name: shorten(cleanText(unknown), 32) })],
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
      { kind: 'paragraph', line: [sayWritten(definition.description)] },
      ...list,
      {
        kind: 'paragraph',
        line: [
          say('Example: {example}', {
            example: [{ kind: 'command', name: definition.name }, ` ${definition.example}`.trimEnd()],
          }),
        ],
      },
    ],
  };
}

/** Each command of a group, with what it does. */
export function renderGroupHelp(members: readonly CommandDefinition[]): Message {
  const { name = '', description = '' } = members[0]?.group ?? {};
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: [`/${name}`] },
      { kind: 'paragraph', line: [sayWritten(description)] },
      {
        kind: 'list',
        items: members.map(
          (member): Line => [{ kind: 'command', name: member.name }, ' — ', sayWritten(member.description)],
        ),
      },
    ],
  };
}

function groupLine(members: readonly CommandDefinition[], description: string): Line {
  const names = members.flatMap(({ name }, index): Line => [index ? ', ' : '', { kind: 'command', name }]);
  return [...names, ' — ', sayWritten(description)];
}

function optionLine(name: string, option: OptionDefinition): Line {
  const code = { kind: 'code', text: name } as const;
  const what = inTurn(sayWritten(option.description), whatIsPossible(option));
  return [
    option.required
      ? say('{name}: {what}', { name: code, what })
      : say('{name} (optional): {what}', { name: code, what }),
  ];
}

function whatIsPossible(option: OptionDefinition): Label | undefined {
  if (option.type === 'string' && option.choices) {
    return say('One of: {values}.', { values: option.choices.map(({ value }) => value).join(', ') });
  }
  if (option.type === 'integer' && option.least !== undefined && option.most !== undefined) {
    return say('A number from {least} to {most}.', { least: String(option.least), most: String(option.most) });
  }
  return undefined;
}
