/** A post that Discord refused and the reason in words come in; the reason stands in its place, wherever that is permitted. */
import { say } from '../domain/words.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { inOnePost, type Post } from './interaction-webhook.ts';
import { MESSAGE_LIMIT } from './split.ts';

/** Where permissions are not the reason: too large, or not as Discord wants it. */
export const NOT_TAKEN = say('Discord did not take all of this answer. Please ask again, or for less at a time.');

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
  /** Takes the reply away once something is said beside it, where it shows progress: nobody must wait for it. */
  readonly takeAway: (() => Promise<void>) | undefined;
  /** The reply stands there, and is the first of the posts; else these are for the asker only, and it must not say them. */
  readonly repliesWith: boolean;
}

/** @returns whether it could be said; never rejects */
export async function sayWhyNot(refused: RefusedPost): Promise<boolean> {
  const { posts, index, why, edit, follow, takeAway, repliesWith } = refused;
  const { content = '', file, attachments, components } = posts[index] ?? {};
  const note = `-# ${escapeMarkdown(why)}`;
  const noted = (text: string) => (text && text.length + note.length < MESSAGE_LIMIT ? `${text}\n${note}` : note);
  const isReply = index === 0 && repliesWith;
  const beside = (post: Post, hidden?: true) => follow(post, hidden).then(() => takeAway?.());
  const put = isReply ? edit : beside;
  const alone = { content: noted(content), components: [] };
  const ways: (() => Promise<void>)[] = [];
  // What was too much may have been the file alone, or what can be pressed.
  if (file !== undefined || attachments) ways.push(() => put({ ...alone, ...(components && { components }) }));
  if (content && components?.length) ways.push(() => put(alone));
  if (isReply || !repliesWith) ways.push(() => beside({ content: note }, true));
  else {
    // What may be no further message may be a file of the reply.
    ways.push(() => edit(inOnePost(posts, index)));
    ways.push(() => edit({ ...posts[0], content: noted(posts[0]?.content ?? '') }));
  }
  for (const way of ways) {
    const isSaid = await way().then(
      () => true,
      () => false,
    );
    if (isSaid) return true;
  }
  return false;
}
