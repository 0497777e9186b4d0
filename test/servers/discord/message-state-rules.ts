/** What Discord refuses of a message by what is there already: its files, its flags, what stood in it before. */
import { attachmentScheme } from './kept-components.ts';
import type { UploadedFile } from './request-body.ts';
import type { Issue } from './violations.ts';
import {
  everyComponent,
  type MessageBody,
  MessageFlag,
  type WireAttachment,
  type WireComponent,
  type WireEmbed,
} from './wire.ts';

/** What is told of attachments must be of files that came along, or that are there already. */
export function attachmentIssues(
  { attachments }: MessageBody,
  files: readonly UploadedFile[],
  before: readonly WireAttachment[] = [],
): Issue[] {
  const known = [...files.map(({ number }) => number), ...before.map(({ id }) => id)];
  return (attachments ?? [])
    .filter(({ id }) => !known.includes(String(id)))
    .map(({ id }) => ({ path: '/attachments', code: 'ATTACHMENT_NOT_FOUND', message: `there is no file ${id}` }));
}

/** `attachment://name` needs a file of that name in the same message. */
export function referenceIssues(
  components: readonly WireComponent[] | null | undefined,
  attachments: readonly WireAttachment[],
): Issue[] {
  const names = attachments.map(({ filename }) => filename);
  return everyComponent(components)
    .flatMap(({ media, file, items = [] }) => [media, file, ...items.map((item) => item.media)])
    .flatMap((media) => (media?.url?.startsWith(attachmentScheme) ? [media.url.slice(attachmentScheme.length)] : []))
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: '/components',
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment "${name}" was not found.`,
    }));
}

export interface EditedMessage {
  readonly flags: number;
  readonly content: string;
  readonly embeds: readonly WireEmbed[];
  readonly components: readonly WireComponent[];
  readonly attachments: readonly WireAttachment[];
}

/** The layout flag stays for good and excludes content and embeds; nothing can be edited into nothing. */
export function afterEditIssues({ flags, content, embeds, components, attachments }: EditedMessage): Issue[] {
  const laidOut = Boolean(flags & MessageFlag.componentsV2);
  if (laidOut && (content || embeds.length > 0)) {
    const message = 'a message with IS_COMPONENTS_V2 can have no content or embeds, and keeps the flag';
    return [{ path: '/flags', code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message }];
  }
  if (!laidOut && components.some(({ type }) => type >= 9)) {
    return [{ path: '/components', code: 'FLAGS', message: 'layout components need the IS_COMPONENTS_V2 flag' }];
  }
  const empty = !content.trim() && [embeds, components, attachments].every((list) => list.length === 0);
  return empty ? [{ path: '/content', code: 'EMPTY', message: 'Cannot send an empty message' }] : [];
}
