import { describe, expect, it } from 'vitest';
import { registrationPayload, registrationPayloads } from '../../src/discord/registration-payload.ts';
import { planRegistration, registeredCommand } from '../../src/discord/registration-plan.ts';
import type { CommandDefinition } from '../../src/domain/command.ts';
import { describePlan } from '../../src/jobs/run-deploy.ts';
import { askDefinition } from './start-bot.ts';

const ask: CommandDefinition = askDefinition;
const payload = (definition: CommandDefinition) => registrationPayload(definition, 'everywhere');
/** As Discord gives it back, with what it adds and without what it leaves out. */
const registered = (definition: CommandDefinition, more = {}) => {
  const { options, ...rest } = payload(definition);
  const given = options?.map(({ required, ...option }) => (required ? { ...option, required } : option));
  return registeredCommand.parse({ ...rest, id: '1', version: '2', nsfw: false, options: given, ...more });
};
const lines = (before: CommandDefinition, after: CommandDefinition) =>
  planRegistration([registered(before)], [payload(after)]).change.flatMap(({ differences }) => differences);
const withOptions = (options: CommandDefinition['options']) => ({ ...ask, options });

describe('the plan of a deployment', () => {
  it('holds nothing where both say the same', () => {
    const plan = planRegistration([registered(ask)], [payload(ask)]);
    expect(plan).toMatchObject({ create: [], change: [], remove: [] });
    expect(describePlan(plan)).toEqual(['  All 1 are registered as they should be; nothing to write.']);
  });

  it('says what is new, what goes, and what differs, each with what it was', () => {
    const { question } = askDefinition.options;
    const after = withOptions({
      question: { ...question, maxLength: 1000 },
      since: { type: 'string', description: 'Since when', autocomplete: true },
      thread: { type: 'boolean', description: 'In a thread' },
    });
    const plan = planRegistration(
      [registered(ask), registered({ ...ask, name: 'old', description: 'An old one', options: {} }, { id: '9' })],
      [payload(after), payload({ ...ask, name: 'new', description: 'A new one', options: {} })],
    );
    expect(describePlan(plan)).toEqual([
      '  + /new: A new one',
      '  ~ /ask',
      '      option “question”: longest was 500, becomes 1000',
      '      option “since”: description was “Only papers since then”, becomes “Since when”',
      '      option “since”: suggestions while typing was no, becomes yes',
      '      option “since”: choices removed (was “the last week” = "week")',
      '      option “private” removed (was Boolean)',
      '      option “thread” added: Boolean',
      '  - /old: An old one',
      '  1 new, 1 changed, 1 removed, 0 as they are.',
    ]);
  });

  it('sees another order of options, who may use it, and where', () => {
    const { question, since, private: hidden } = askDefinition.options;
    expect(lines(ask, withOptions({ question, private: hidden, since }))).toEqual([
      'order of the options was question, since, private; becomes question, private, since',
    ]);
    expect(lines(ask, { ...ask, managersOnly: true })).toEqual([
      'who may use it was everybody, becomes members with ManageGuild',
      'where was Guild, BotDM, PrivateChannel, becomes Guild',
      'installed was GuildInstall, UserInstall, becomes GuildInstall',
    ]);
  });

  it('keeps an activity’s entry point, and takes user and message commands that are not wanted away', () => {
    const entry = registered({ ...ask, name: 'launch' }, { type: 4, id: '7' });
    const message = registered({ ...ask, name: 'Explain', options: {} }, { type: 3, id: '8', description: '' });
    const plan = planRegistration([entry, message, registered(ask)], [payload(ask)]);
    expect(plan.remove.map(({ name }) => name)).toEqual(['Explain']);
    expect(describePlan(plan)[0]).toBe('  - Explain');
  });
});

describe('commands of a group', () => {
  const group = { name: 'daily', description: 'Daily posts' };
  const member = (name: string, more: Partial<CommandDefinition> = {}): CommandDefinition => ({
    ...ask,
    name: `daily ${name}`,
    group,
    ...more,
  });
  const both = [member('setup'), ask, member('list', { options: {} })];
  const known = (definitions: readonly CommandDefinition[]) =>
    registrationPayloads(definitions, 'everywhere').map((one, at) =>
      registeredCommand.parse({ ...one, id: String(at) }),
    );

  it('are one command of Discord, where the first of them stands, and nothing is written where nothing changed', () => {
    const wanted = registrationPayloads(both, 'everywhere');
    expect(wanted.map(({ name }) => name)).toEqual(['daily', 'ask']);
    expect(wanted[0]?.options?.map(({ name }) => name)).toEqual(['setup', 'list']);
    expect(planRegistration(known(both), wanted)).toMatchObject({ create: [], change: [], remove: [] });
  });

  it('are told apart in what changes: an option of one, one that comes, one that goes, their order', () => {
    const { question, since } = askDefinition.options;
    const after = [
      member('setup', { options: { since, question: { ...question, maxLength: 9 } } }),
      ask,
      member('pause', { options: {} }),
    ];
    const plan = planRegistration(known(both), registrationPayloads(after, 'everywhere'));
    expect(plan.change.flatMap(({ differences }) => differences)).toEqual([
      'command “setup”: option “question”: longest was 500, becomes 9',
      'command “setup”: option “private” removed (was Boolean)',
      'command “list” removed (was “Ask a question about recent papers”)',
      'command “pause” added: “Ask a question about recent papers”',
      'order of the options of command “setup” was question, since; becomes since, question',
    ]);
  });

  it('are for the same people, for Discord knows one permission for all of them', () => {
    expect(() => registrationPayloads([member('setup', { managersOnly: true }), member('list')], 'guild')).toThrow(
      'one permission for all of /daily',
    );
  });
});
