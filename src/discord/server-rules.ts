/** A request and what the admins of its server set come in; who sees the reply, and whether there is one, goes out. */
import type { CommandDefinition } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { ServerSettings, Settings } from '../domain/settings.ts';
import { type Several, say, several, type Words } from '../domain/words.ts';

export interface RuledRequest {
  readonly guildId: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the member may change the server: Manage Server. */
  readonly mayManage: boolean;
  /** Where it was asked, from the inside out: thread, channel, category. */
  readonly places: readonly string[];
  /** Of the member who asks. */
  readonly roles: readonly string[];
}

export interface Rules {
  /** Missing outside of servers. */
  readonly settings?: Settings;
  /** For the asker only. */
  readonly ephemeral: boolean;
  /** Said in place of an answer, to the asker only. */
  readonly refusal?: Message;
}

/** @param servers without it nothing is set anywhere */
export async function rulesFor(
  request: RuledRequest,
  definition: Pick<CommandDefinition, 'category' | 'private'>,
  servers?: Pick<ServerSettings, 'settingsOf'>,
): Promise<Rules> {
  const asked = request.values.private;
  const settings = request.guildId === null ? undefined : await servers?.settingsOf(request.guildId);
  const isPrivate = definition.private === true || (typeof asked === 'boolean' ? asked : hides(settings));
  if (!settings) return { ephemeral: isPrivate };
  const refusal = refusalOf(request, settings);
  // Help, what is kept of a reader, and the settings themselves are never out of reach; they are just not put on display.
  if (refusal && definition.category === 'paperboy') return { settings, ephemeral: true };
  return { settings, ephemeral: isPrivate, ...(refusal && { refusal }) };
}

function hides(settings: Settings | undefined): boolean {
  return settings?.visibility === 'private';
}

function refusalOf({ places, roles, mayManage }: RuledRequest, settings: Settings): Message | undefined {
  const { channels, roles: allowed } = settings;
  if (channels.length && !places.some((place) => channels.includes(place))) {
    return refuse(
      say('I do not answer here. In this server, ask me in {channels}.', { channels: anyOf('channel', channels) }),
    );
  }
  // Whoever may change the list is not kept out by it.
  if (allowed.length && !mayManage && !roles.some((role) => allowed.includes(role))) {
    return refuse(say('In this server I answer members with the role {roles}.', { roles: anyOf('role', allowed) }));
  }
  return undefined;
}

function refuse(sentence: Words): Message {
  const help = say('Those who manage the server choose this with /settings.');
  return {
    status: 'invalid',
    blocks: [
      { kind: 'paragraph', line: [sentence] },
      { kind: 'note', line: [help] },
    ],
    private: true,
  };
}

function anyOf(of: 'channel' | 'role', ids: readonly string[]): Several {
  return several(
    ids.map((id) => ({ kind: 'mention', of, id }) as const),
    'or',
  );
}
