/** Registration of commands, global and for the guild: what the bot describes comes in, what people can use is kept. */
import { commandIssues } from './command-rules.ts';
import { invalidForm, Refusal } from './refusal.ts';
import type { RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';
import type { CommandBody, WireCommand } from './wire.ts';

const creationsADay = 200;
const day = 86_400_000;

export function commandRoutes(state: State): Route[] {
  return [
    ...scopeRoutes(state, '/applications/:application/commands', () => undefined),
    ...scopeRoutes(state, '/applications/:application/guilds/:guild/commands', (request) => request.parameter('guild')),
  ];
}

function scopeRoutes(state: State, path: string, scopeOf: (request: RestRequest) => string | undefined): Route[] {
  const inScope = (request: RestRequest) =>
    [...state.commands.values()].filter((command) => command.guild_id === scopeOf(request));
  const find = (request: RestRequest) => {
    const command = inScope(request).find(({ id }) => id === request.parameter('command'));
    if (!command) throw new Refusal(404, 10063, 'Unknown application command', 'state');
    return command;
  };
  const created = new Map<string, number[]>();
  /** 200 new commands a day, for everywhere and for each server. */
  const countCreation = (scope: string | undefined) => {
    const key = scope ?? 'everywhere';
    const today = (created.get(key) ?? []).filter((at) => state.now() - at < day);
    if (today.length >= creationsADay) {
      const message = `Max number of daily application command creates has been reached (${creationsADay})`;
      throw new Refusal(400, 30_034, message, 'state');
    }
    created.set(key, [...today, state.now()]);
  };
  const keep = (request: RestRequest, body: CommandBody, before = sameCommand(inScope(request), body)) => {
    const guild = scopeOf(request);
    if (!before) countCreation(guild);
    const command: WireCommand = {
      description: '',
      name_localizations: null,
      description_localizations: null,
      default_member_permissions: null,
      nsfw: false,
      ...body,
      id: before?.id ?? state.newId(),
      application_id: state.applicationId,
      version: state.newId(),
      type: body.type ?? 1,
      ...(guild && { guild_id: guild }),
    };
    state.commands.set(command.id, command);
    state.changes.emit('change');
    return command;
  };

  return [
    { method: 'GET', path, answer: (request) => ({ status: 200, body: inScope(request).map(asAskedFor(request)) }) },
    {
      method: 'PUT',
      path,
      kind: 'command set',
      answer(request) {
        const before = inScope(request);
        for (const { id } of before) state.commands.delete(id);
        const bodies = request.body as readonly CommandBody[];
        return { status: 200, body: bodies.map((body) => keep(request, body, sameCommand(before, body))) };
      },
    },
    {
      method: 'POST',
      path,
      kind: 'command',
      answer(request) {
        const body = request.body as CommandBody;
        const status = sameCommand(inScope(request), body) ? 200 : 201;
        return { status, body: keep(request, body) };
      },
    },
    { method: 'GET', path: `${path}/:command`, answer: (request) => ({ status: 200, body: find(request) }) },
    {
      method: 'PATCH',
      path: `${path}/:command`,
      kind: 'command edit',
      answer(request) {
        const before = find(request);
        const whole = { ...before, ...(request.body as Partial<CommandBody>) };
        const issues = commandIssues(whole);
        if (issues.length > 0) throw invalidForm('rule', issues);
        return { status: 200, body: keep(request, whole, before) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:command`,
      answer(request) {
        state.commands.delete(find(request).id);
        return { status: 204 };
      },
    },
  ];
}

/** A command is known by its type and name; registering it again keeps its id. */
function sameCommand(commands: readonly WireCommand[], { type = 1, name }: CommandBody): WireCommand | undefined {
  return commands.find((command) => command.type === type && command.name === name);
}

/** https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands */
function asAskedFor({ query }: RestRequest) {
  const isWhole = query.get('with_localizations') === 'true';
  const bare = <Part extends object>(part: Part): Part => {
    const {
      name_localizations: _,
      description_localizations: __,
      ...others
    } = part as Readonly<Record<string, unknown>>;
    const inside = ['options', 'choices'].flatMap((key) =>
      Array.isArray(others[key]) ? [[key, others[key].map((one: object) => bare(one))]] : [],
    );
    return { ...others, ...Object.fromEntries(inside) } as Part;
  };
  return (command: WireCommand): WireCommand => (isWhole ? command : bare(command));
}
