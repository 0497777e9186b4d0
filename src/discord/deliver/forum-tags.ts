/** The tags of a forum and what a post is come in; those that fit go out. Pure. */
import type { Subscription } from '../../domain/subscription.ts';

/** https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel */
const MOST_TAGS = 5;

/** A tag fits that is called as the edition or as a topic; where one is needed and none fits, the first. */
export function forumTags(
  {
    tags,
    needsTag,
  }: { readonly tags: readonly { readonly id: string; readonly name: string }[]; readonly needsTag: boolean },
  { edition, include }: Pick<Subscription, 'edition' | 'include'>,
): string[] {
  const wanted = new Set([edition, 'papers', 'paperboy', ...include.map(({ text }) => text)].map(folded));
  const fitting = tags.filter(({ name }) => wanted.has(folded(name))).slice(0, MOST_TAGS);
  const chosen = fitting.length || !needsTag ? fitting : tags.slice(0, 1);
  return chosen.map(({ id }) => id);
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
