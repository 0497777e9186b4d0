/** A token and a channel come in; the main story against Discord itself goes out, step by step, and leaves nothing behind. */
import { type APIMessage, type Client, type REST, Routes } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { Message } from '../../domain/message.ts';
import type { Cache, Log } from '../../domain/ports.ts';
import { layOut } from '../cards/lay-out.ts';
import { createClient } from '../client.ts';
import { createActionDrawer } from '../components/action-rows.ts';
import { createStoredActions } from '../components/stored-actions.ts';
import { beginReply, createMessageWebhook } from '../conversation/message-webhook.ts';
import { messageRequest, type Post } from '../interaction-webhook.ts';
import { isRefusedForPermissions, lackingFor } from '../permissions.ts';
import { render } from '../render.ts';
import { toPosts } from '../reply-posts.ts';
import { withRetries } from '../retry.ts';
import { everyShardReady } from '../shards-ready.ts';
import { LeftOut, needed, type SmokeStep, step } from './steps.ts';

const CONNECT_PATIENCE = 30_000;
/** As far apart as the bot's own edits. */
const BETWEEN_EDITS = 1_250;
const NO_COMMANDS: ReadonlyMap<string, string> = new Map();

export interface SmokeOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly channelId: string;
  /** Shown as it would be to a reader: an answer with buttons, a list of papers as cards. */
  readonly answer: Message;
  readonly list: Message;
  /** What to do with the registration of the commands. @returns in words */
  readonly registration: () => Promise<string>;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

export async function* smokeStory(options: SmokeOptions): AsyncGenerator<SmokeStep> {
  const { token, apiUrl, channelId, answer, list, registration, cache, clock, log, signal } = options;
  const client = createClient(apiUrl);
  const { rest } = client;
  rest.setToken(token);
  /** What is to be taken away, the newest first. */
  const written: { readonly what: string; readonly remove: () => Promise<string> }[] = [];
  const drawer = () =>
    createActionDrawer({ asker: needed(client.user?.id, 'connection'), actions: createStoredActions(cache, log) });
  let opening: APIMessage | undefined;
  let threadId: string | undefined;
  const posted = (what: string, { id, channel_id }: { readonly id: string; readonly channel_id: string }) =>
    written.unshift({
      what,
      remove: async () => {
        await rest.delete(Routes.channelMessage(channel_id, id));
        return 'gone';
      },
    });
  const send = async (post: Post, nonce: string, where = channelId) => {
    const { body, files } = messageRequest(post);
    const request = { body: { ...body, nonce, enforce_nonce: true }, files };
    return (await withRetries(() => rest.post(Routes.channelMessages(where), request), { clock })) as APIMessage;
  };
  const nonce = `smoke.${clock.now().toString(36)}`;

  try {
    yield await step('log in over the gateway', () => logIn(client, token, signal));
    yield await step('compare what is registered with the commands', registration);
    yield await step('look at the channel', () => lookAt(client, rest, channelId));
    yield await step('post a message, as the bot posts', async () => {
      opening = await send({ content: 'Paperboy tries out its token here, and takes away what it writes.' }, nonce);
      posted('the message', opening);
      return `message ${opening.id}`;
    });
    yield await step('post it once more with the same nonce: it must stay one message', async () => {
      const { id } = needed(opening, 'message');
      const again = await send({ content: 'Paperboy tries out its token here, and takes away what it writes.' }, nonce);
      if (again.id === id) return 'Discord gave the same message back';
      posted('the second message', again);
      throw new Error(`a second message came of it: ${again.id}`);
    });
    yield await step('reply, show progress, edit, and end in an answer with buttons', async () => {
      const asked = needed(opening, 'message');
      const address = await beginReply(rest, { channelId, askedId: asked.id }, clock);
      const webhook = createMessageWebhook(rest, address, clock);
      posted('the reply', { id: needed(address.replyId, 'reply'), channel_id: channelId });
      await clock.sleep(BETWEEN_EDITS, signal);
      await webhook.edit({ content: 'Reading 3 abstracts…' });
      await clock.sleep(BETWEEN_EDITS, signal);
      const draws = drawer();
      const components = draws.rows(answer.actions ?? []);
      await draws.stored();
      const [first, ...others] = toPosts({ ...render(answer, NO_COMMANDS), components });
      await webhook.edit(first ?? { content: '' });
      for (const [index, post] of others.entries()) posted('a further message', await send(post, `${nonce}.${index}`));
      const stands = await webhook.fetchOriginal();
      return `${stands.content.length} characters, ${stands.components?.length ?? 0} rows of buttons, ${others.length} further messages`;
    });
    yield await step('show a list of papers as cards', async () => {
      const draws = drawer();
      const layout = layOut(list, { commandIds: NO_COMMANDS, drawer: draws });
      await draws.stored();
      const cards = await send({ content: '', layout }, `${nonce}.c`);
      posted('the cards', cards);
      return `${cards.components?.length ?? 0} components`;
    });
    yield await step('attach a file', async () => {
      const file = await send({ content: 'With a file.', file: 'Its text.' }, `${nonce}.f`);
      posted('the file', file);
      const [attachment] = file.attachments;
      return `${needed(attachment, 'attachment').filename}, ${needed(attachment, 'attachment').size} bytes`;
    });
    yield await step('open a thread, and write in it', async () => {
      const { id } = needed(opening, 'message');
      const body = { name: 'Paperboy tries out its token', auto_archive_duration: 60 };
      const thread = (await rest.post(Routes.threads(channelId, id), { body })) as { id: string };
      threadId = thread.id;
      written.unshift({ what: 'the thread', remove: () => putAway(rest, thread.id) });
      posted('the message in the thread', await send({ content: 'In a thread.' }, `${nonce}.t`, threadId));
      return `thread ${threadId}`;
    });
    yield await step('nobody is pinged by what looks like it', async () => {
      const message = await send({ content: '@everyone' }, `${nonce}.p`);
      posted('the mention', message);
      if (message.mention_everyone) throw new Error('everybody was mentioned');
      return 'Discord says that nobody was mentioned';
    });
  } finally {
    for (const { what, remove } of written) {
      yield await step(`take away ${what}`, () => withRetries(remove, { clock }));
    }
    await client.destroy();
  }
}

async function logIn(client: Client, token: string, signal: AbortSignal | undefined): Promise<string> {
  const ready = everyShardReady(client, CONNECT_PATIENCE, signal);
  ready.catch(() => undefined);
  await Promise.race([client.login(token), ready]);
  await ready;
  const servers = client.guilds.cache.size;
  return `as ${client.user?.username}, in ${servers} ${servers === 1 ? 'server' : 'servers'}, ${client.ws.shards.size} shards`;
}

/** Only who manages threads deletes one; its owner may put it into the archive. */
async function putAway(rest: REST, threadId: string): Promise<string> {
  try {
    await rest.delete(Routes.channel(threadId));
    return 'gone';
  } catch (error) {
    if (!isRefusedForPermissions(error)) throw error;
    await rest.patch(Routes.channel(threadId), { body: { archived: true } });
    return 'it stays, empty and archived: deleting it takes “Manage Threads”';
  }
}

async function lookAt(client: Client, rest: REST, channelId: string): Promise<string> {
  const channel = client.channels.cache.get(channelId);
  if (!channel) {
    // Discord's own words say why.
    await rest.get(Routes.channel(channelId));
    throw new LeftOut('Discord knows it, and the gateway has not told of it');
  }
  if (channel.isDMBased() || !('guild' in channel)) return 'direct messages';
  const me = channel.guild.members.me;
  const permissions = me && channel.permissionsFor(me);
  const lacking = permissions ? lackingFor('open a thread', permissions) : [];
  const files = permissions ? lackingFor('attach a file', permissions) : [];
  const all = [...new Set([...lacking, ...files])];
  return `#${channel.name} of ${channel.guild.name}; ${all.length ? `missing: ${all.map(String).join(', ')}` : 'no permission is missing'}`;
}
