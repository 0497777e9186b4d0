/** A message that somebody points at comes in; everything that it says goes out as one text. */
import type { Embed, Message, MessageSnapshot } from 'discord.js';

/** What a bot may send in one option, and more than any message says. */
const LONGEST = 6_000;

/** Its own words, what it links to as it unfolded, and what was forwarded in it. */
export function messageText(message: Pick<Message, 'content' | 'embeds' | 'messageSnapshots'>): string {
  const forwarded = [...(message.messageSnapshots?.values() ?? [])];
  return [message, ...forwarded].flatMap(textsOf).filter(Boolean).join('\n').slice(0, LONGEST);
}

function textsOf({ content, embeds }: Pick<Message | MessageSnapshot, 'content' | 'embeds'>): string[] {
  return [content, ...embeds.flatMap(textsOfEmbed)];
}

function textsOfEmbed({ title, url, description, fields }: Embed): string[] {
  return [title, url, description, ...fields.flatMap(({ name, value }) => [name, value])].filter(
    (text) => text !== null,
  );
}
