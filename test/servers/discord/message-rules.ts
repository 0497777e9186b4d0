/** Documented limits of messages that the OpenAPI document lacks, and the house rule on mentions. */
import type { Issue } from './violations.ts';
import {
  ComponentType,
  everyComponent,
  type MessageBody,
  MessageFlag,
  type WireComponent,
  type WireEmbed,
} from './wire.ts';

export interface MessageContext {
  /** Where the message stands in the body: '' or '/data'. */
  readonly at: string;
  readonly edit: boolean;
  /** Only answers to interactions can be ephemeral. */
  readonly mayBeEphemeral: boolean;
}

const linkStyle = 5;
const premiumStyle = 6;
const selectTypes = [3, 5, 6, 7, 8];
const layoutTypes = [9, 10, 11, 12, 13, 14, 17];

/** Discord counts characters, not UTF-16 units. What is no text has none: its type is the schema's business. */
export function characters(text: unknown): number {
  return typeof text === 'string' ? [...text].length : 0;
}

export function messageIssues(body: MessageBody, { at, edit, mayBeEphemeral }: MessageContext): Issue[] {
  const found: Issue[] = [];
  const refuse = (path: string, code: string, message: string) => found.push({ path: `${at}/${path}`, code, message });
  const flags = body.flags ?? 0;
  const components = everyComponent(body.components);
  const texts = components.filter(({ type }) => type === ComponentType.textDisplay).map(({ content }) => content);

  if (characters(body.content) > 2000) refuse('content', 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  const embedded = (body.embeds ?? []).reduce((sum, embed) => sum + embedCharacters(embed), 0);
  if (embedded > 6000) refuse('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embeds hold ${embedded} characters, 6000 at most`);
  if (!edit && isEmpty(body)) refuse('content', 'EMPTY', 'Cannot send an empty message');
  if (!mayBeEphemeral && flags & MessageFlag.ephemeral)
    refuse('flags', 'FLAGS', 'a channel message cannot be ephemeral');
  if (characters(body.nonce === undefined ? '' : String(body.nonce)) > 25)
    refuse('nonce', 'NONCE', '25 characters at most');

  const carriesText = Boolean(body.content) || embedded > 0 || texts.some(Boolean);
  const parsed = body.allowed_mentions?.parse;
  if (carriesText && !(Array.isArray(parsed) && parsed.length === 0)) {
    refuse('allowed_mentions', 'HOUSE_RULE', 'must be present with parse: [] on everything that carries text');
  }
  for (const issue of componentIssues(components, flags, edit, body)) found.push({ ...issue, path: at + issue.path });
  return found;
}

function componentIssues(
  components: readonly WireComponent[],
  flags: number,
  edit: boolean,
  body: MessageBody,
): Issue[] {
  const found: Issue[] = [];
  const refuse = (code: string, message: string) => found.push({ path: '/components', code, message });
  const laidOut = Boolean(flags & MessageFlag.componentsV2);
  const layout = components.some(({ type }) => layoutTypes.includes(type));
  const shown = components.filter(({ type }) => type === ComponentType.textDisplay);
  const ids = components.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]));

  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    refuse('COMPONENT_CUSTOM_ID_DUPLICATED', `custom_id "${id}" is there twice`);
  }
  if (layout && !laidOut && !edit) refuse('FLAGS', 'layout components need the IS_COMPONENTS_V2 flag');
  if (laidOut && (body.content || body.embeds?.length)) refuse('FLAGS', 'IS_COMPONENTS_V2 excludes content and embeds');
  if (laidOut || layout) {
    if (components.length > 40) refuse('MAX_COMPONENTS', `${components.length} components in all, 40 at most`);
    const total = shown.reduce((sum, { content }) => sum + characters(content), 0);
    if (total > 4000) refuse('MAX_TEXT', `text displays hold ${total} characters, 4000 at most`);
  } else if ((body.components?.length ?? 0) > 5) refuse('BASE_TYPE_BAD_LENGTH', '5 rows at most');
  for (const component of components) {
    if (component.type === ComponentType.button)
      for (const message of buttonProblems(component)) refuse('BUTTON', message);
    if (component.type === ComponentType.row) {
      const inside = component.components ?? [];
      const selects = inside.filter(({ type }) => selectTypes.includes(type)).length;
      if (inside.length > 5 || (selects > 0 && inside.length > 1)) refuse('ROW', 'a row holds 5 buttons or one select');
    }
  }
  return found;
}

function buttonProblems({ style, url, custom_id, sku_id, label }: WireComponent): string[] {
  if (style === premiumStyle) return sku_id && !custom_id && !url ? [] : ['a premium button has a sku_id only'];
  if (characters(label) > 80) return ['a label has 80 characters at most'];
  if (style === linkStyle) return url && !custom_id ? [] : ['a link button has a url and no custom_id'];
  return custom_id && !url ? [] : ['a button has a custom_id and no url'];
}

function embedCharacters({ title, description, footer, author, fields = [] }: WireEmbed): number {
  const texts = [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + characters(text), 0);
}

function isEmpty({ content, embeds, components, attachments, poll, sticker_ids }: MessageBody): boolean {
  return !content?.trim() && !poll && [embeds, components, attachments, sticker_ids].every((list) => !list?.length);
}
