/** The messages of a post come in; what Discord's REST interface takes for each of them goes out, with its mark and nonce. */
import { ComponentType, MessageFlags, type RawFile } from 'discord.js';
import type { DigestMessages } from '../../domain/digest-look.ts';
import { type Message, withoutCards } from '../../domain/message.ts';
import { textIn } from '../../domain/words.ts';
import { hasCards, layOut } from '../cards/lay-out.ts';
import { createActionDrawer, type WireComponent } from '../components/action-rows.ts';
import type { StoredActions } from '../components/stored-actions.ts';
import { renderBlocks } from '../render-blocks.ts';
import type { CommandIds } from '../render-line.ts';
import { splitPieces } from '../split.ts';
import { askerOf, type Mark, nonceOf } from './marks.ts';
import { pagesOf, withPressable } from './pages.ts';

export interface PostBody {
  readonly mark: Mark;
  readonly nonce: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files?: RawFile[];
}

export interface PostContext {
  readonly actions: StoredActions;
  readonly commandIds: CommandIds;
}

/** All text of a message with a layout has 4,000 characters; the role and the buttons need some. */
const MOST_TEXT = 3_800;
const MOST_DESCRIBED = 1_024;

/** What stands in one message of Discord. */
interface Sheet {
  readonly message: Message;
  /** In place of the blocks. */
  readonly text?: string;
}

/** What stands in the channel itself, and what in a thread below it. */
export interface PostBodies {
  readonly above: readonly PostBody[];
  readonly below: readonly PostBody[];
}

/**
 * Stores what did not fit into the buttons, too. Something can be pressed below each of them, by which it is known
 * again.
 * @param role told in the first message, and nobody else
 */
export async function postBodies(
  { messages, inThread }: Pick<DigestMessages, 'messages' | 'inThread'>,
  key: string,
  role: string | undefined,
  context: PostContext,
): Promise<PostBodies> {
  const sheets = (of: readonly Message[]) => of.flatMap(pagesOf).flatMap((page) => sheetsOf(page, context.commandIds));
  const above = sheets(messages);
  const all = [...above, ...sheets(inThread)];
  const bodies = await Promise.all(
    all.map(async (sheet, part) => {
      const pressable = { ...sheet, message: withPressable(sheet.message) };
      const mark = { key, part, parts: all.length };
      return bodyOf(pressable, mark, part === 0 ? role : undefined, context);
    }),
  );
  return { above: bodies.slice(0, above.length), below: bodies.slice(above.length) };
}

/** A text that is too long for one message is several, with what can be pressed below the last. */
function sheetsOf(message: Message, commandIds: CommandIds): Sheet[] {
  if (hasCards(message)) return [{ message }];
  const plain = { ...message, blocks: withoutCards(message.blocks) };
  const texts = splitPieces(renderBlocks(plain.blocks, commandIds), MOST_TEXT);
  const { files: _, actions: __, ...bare } = plain;
  return texts.map((text, index) => {
    const isLast = index === texts.length - 1;
    return { text, message: isLast ? plain : bare };
  });
}

async function bodyOf(
  { message, text }: Sheet,
  mark: Mark,
  role: string | undefined,
  { actions, commandIds }: PostContext,
): Promise<PostBody> {
  const drawer = createActionDrawer({ asker: askerOf(mark), actions, replaceable: false });
  const { files = [] } = message;
  const components: WireComponent[] =
    text === undefined
      ? layOut(message, { commandIds, drawer })
      : [{ type: ComponentType.TextDisplay, content: text }, ...gallery(files), ...drawer.rows(message.actions ?? [])];
  await drawer.stored();
  const told = role ? [{ type: ComponentType.TextDisplay, content: `-# <@&${role}>` }] : [];
  const nonce = nonceOf(mark);
  return {
    mark,
    nonce,
    body: {
      components: [...told, ...components],
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [], ...(role && { roles: [role] }) },
      ...(files.length && {
        attachments: files.map(({ name, description }, id) => ({
          id: String(id),
          filename: name,
          description: textIn(description).slice(0, MOST_DESCRIBED),
        })),
      }),
    },
    ...(files.length && { files: files.map(({ name, content }) => ({ name, data: Buffer.from(content) })) }),
  };
}

/** With what each picture shows, for whoever cannot see it. */
function gallery(files: NonNullable<Message['files']>): WireComponent[] {
  if (!files.length) return [];
  const items = files.map(({ name, description }) => ({
    media: { url: `attachment://${name}` },
    description: textIn(description).slice(0, MOST_DESCRIBED),
  }));
  return [{ type: ComponentType.MediaGallery, items }];
}
