/** A post that Discord refused and the reason in words come in; the reason stands in its place, wherever that is permitted. */
import { escapeMarkdown } from './escape-markdown.ts';
import type { Post } from './interaction-webhook.ts';
import { MESSAGE_LIMIT } from './split.ts';

export interface RefusedPost {
  readonly posts: readonly Post[];
  /** Of the post that was refused. */
  readonly index: number;
  /** One sentence, and where to grant what is missing. */
  readonly why: string;
  /** Changes the reply. */
  readonly edit: (post: Post) => Promise<void>;
  /** Adds a message; `hidden`: for the asker only, where that can be. */
  readonly follow: (post: Post, hidden?: true) => Promise<void>;
  /** Takes the reply away, where it shows progress and can no longer be changed: nobody must wait for it. */
  readonly takeAway: (() => Promise<void>) | undefined;
  /** The reply stands there, and is the first of the posts. */
  readonly repliesWith: boolean;
}

/** @returns whether it could be said; never rejects */
export async function sayWhyNot(refused: RefusedPost): Promise<boolean> {
  const { posts, index, why, edit, follow, takeAway, repliesWith } = refused;
  const { content = '', file, attachments, components } = posts[index] ?? {};
  const note = `-# ${escapeMarkdown(why)}`;
  const noted = (text: string) => (text && text.length + note.length < MESSAGE_LIMIT ? `${text}\n${note}` : note);
  const isReply = index === 0 && repliesWith;
  const withoutFile = { content: noted(content), ...(components && { components }) };
  const ways: (() => Promise<void>)[] = [];
  // What was too much may have been the file alone.
  if (file !== undefined || attachments) ways.push(() => (isReply ? edit(withoutFile) : follow(withoutFile)));
  if (isReply) ways.push(() => follow({ content: note }, true).then(() => takeAway?.()));
  else ways.push(() => edit({ ...posts[0], content: noted(posts[0]?.content ?? '') }));
  for (const way of ways) {
    const isSaid = await way().then(
      () => true,
      () => false,
    );
    if (isSaid) return true;
  }
  return false;
}
