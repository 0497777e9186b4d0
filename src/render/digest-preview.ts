/** A digest that nobody was sent yet → one message that shows what it would look like. */
import type { Digest } from '../domain/digest.ts';
import type { Block, Message } from '../domain/message.ts';
import type { SubscriptionChoices } from '../domain/subscription.ts';
import { sayCounted, type Words } from '../domain/words.ts';
import { renderDigest } from './digest.ts';
import { note } from './digest-parts.ts';

/**
 * @param pageLength cards that the message may have; all of them without it
 * @param notes what there is to say of it besides
 * @returns the first message of the post, for a reply is one; what follows is told of
 */
export function renderPreview(
  digest: Digest,
  { style }: Pick<SubscriptionChoices, 'style'>,
  pageLength = Number.POSITIVE_INFINITY,
  notes: readonly Words[] = [],
): Message {
  const { messages, thread } = renderDigest(digest, style);
  const [first, ...others] = [...messages, ...(thread?.messages ?? [])];
  const { blocks, actions, files, papers } = first as Message;
  const left = Math.max(0, ...blocks.map((block) => (block.kind === 'cards' ? block.items.length - pageLength : 0)));
  return {
    status: 'ok',
    blocks: [
      ...blocks.map(
        (block): Block => (block.kind === 'cards' ? { ...block, items: block.items.slice(0, pageLength) } : block),
      ),
      ...(left
        ? note(
            sayCounted({ one: '{count} more paper would follow.', other: '{count} more papers would follow.' }, left),
          )
        : []),
      ...(others.length && Number.isFinite(pageLength)
        ? note(
            sayCounted(
              { one: '{count} more message would follow.', other: '{count} more messages would follow.' },
              others.length,
            ),
          )
        : others.flatMap((other) => other.blocks)),
      ...notes.flatMap((words) => note(words)),
    ],
    private: true,
    ...(papers && { papers }),
    ...(files && { files }),
    ...(actions && { actions }),
  };
}
