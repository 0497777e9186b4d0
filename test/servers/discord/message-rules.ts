/** Documented limits of messages that the OpenAPI document lacks, and the house rule on mentions. */
import { characters } from './characters.ts';
import { componentIssues } from './component-rules.ts';
import type { Issue } from './violations.ts';
import { ComponentType, everyComponent, type MessageBody, MessageFlag, type WireEmbed } from './wire.ts';

export interface MessageContext {
  /** Where the message stands in the body: '' or '/data'. */
  readonly at: string;
  readonly edit: boolean;
  /** Only answers to interactions can be ephemeral. */
  readonly mayBeEphemeral: boolean;
  /** Files came along, which are enough of a message. */
  readonly withFiles?: boolean;
}

export function messageIssues(
  body: MessageBody,
  { at, edit, mayBeEphemeral, withFiles = false }: MessageContext,
): Issue[] {
  const found: Issue[] = [];
  const refuse = (path: string, code: string, message: string) => found.push({ path: `${at}/${path}`, code, message });
  const flags = body.flags ?? 0;
  const components = everyComponent(body.components);
  const texts = components.filter(({ type }) => type === ComponentType.textDisplay).map(({ content }) => content);

  if (characters(body.content) > 2000) refuse('content', 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  const embedded = (body.embeds ?? []).reduce((sum, embed) => sum + embedCharacters(embed), 0);
  if (embedded > 6000) refuse('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embeds hold ${embedded} characters, 6000 at most`);
  if (!edit && !withFiles && isEmpty(body)) refuse('content', 'EMPTY', 'Cannot send an empty message');
  if (!mayBeEphemeral && flags & MessageFlag.ephemeral)
    refuse('flags', 'FLAGS', 'a channel message cannot be ephemeral');
  if (characters(body.nonce === undefined ? '' : String(body.nonce)) > 25)
    refuse('nonce', 'NONCE', '25 characters at most');

  const carriesText = Boolean(body.content) || embedded > 0 || texts.some(Boolean);
  const files = body.attachments?.length ?? 0;
  if (files > 10) refuse('attachments', 'BASE_TYPE_BAD_LENGTH', 'Must be 10 or fewer in length.');
  const { parse: parsed, ...named } = body.allowed_mentions ?? {};
  for (const kind of ['users', 'roles'] as const) {
    if (parsed?.includes(kind) && named[kind]?.length) {
      refuse(
        'allowed_mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse: ["${kind}"] excludes a list of ${kind}`,
      );
    }
    if ((named[kind]?.length ?? 0) > 100) refuse(`allowed_mentions/${kind}`, 'BASE_TYPE_BAD_LENGTH', '100 at most');
  }
  if (carriesText && !(Array.isArray(parsed) && parsed.length === 0)) {
    refuse('allowed_mentions', 'HOUSE_RULE', 'must be present with parse: [] on everything that carries text');
  }
  for (const issue of componentIssues(body, edit)) found.push({ ...issue, path: at + issue.path });
  return found;
}

function embedCharacters({ title, description, footer, author, fields = [] }: WireEmbed): number {
  const texts = [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + characters(text), 0);
}

function isEmpty({ content, embeds, components, attachments, poll, sticker_ids }: MessageBody): boolean {
  return !content?.trim() && !poll && [embeds, components, attachments, sticker_ids].every((list) => !list?.length);
}
