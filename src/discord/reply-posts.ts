/** A rendered message comes in; what is posted of it, one after the other, goes out. Pure. */
import type { Post } from './interaction-webhook.ts';
import type { Rendered } from './render.ts';

/** What can be pressed stands below the last part, and nothing of before below the first. */
export function toPosts({ parts, rest, attachments, components = [], layout }: Rendered): Post[] {
  const files = { ...(rest && { file: rest }), ...(attachments && { attachments }) };
  return parts.map((content, index) => {
    const isLast = index === parts.length - 1;
    const below = isLast && components.length ? { components } : index === 0 ? { components: [] } : {};
    return { content, ...(layout && { layout }), ...below, ...(isLast && files) };
  });
}

/** Two posts of one text look the same. */
export function textOf({ content, components = [], layout = [] }: Post): string {
  return JSON.stringify([content, components, layout]);
}
