/** A Message comes in; what is posted on Discord goes out: at most four messages, the last with a file if it must be. */

import type { Message, MessageFile } from '../domain/message.ts';
import { textIn } from '../domain/words.ts';
import type { WireComponent } from './components/action-rows.ts';
import type { Attachment } from './interaction-webhook.ts';
import { renderBlocks } from './render-blocks.ts';
import type { CommandIds } from './render-line.ts';
import { splitPieces } from './split.ts';

export interface Rendered {
  /** At least one; each at most 2,000 characters. */
  readonly parts: readonly string[];
  /** What is left when four messages do not hold it: the text of `answer.md`, which goes with the last part. */
  readonly rest?: string;
  /** They go with the last part. */
  readonly attachments?: readonly Attachment[];
  /** Layout components in place of the one part's text, which then says the same for whoever sees no layout. */
  readonly layout?: readonly WireComponent[];
  /** Rows of buttons; they go with the last part. */
  readonly components?: readonly WireComponent[];
}

const MOST_PARTS = 4;
const REST_IS_ATTACHED = '-# The rest is long, so it is in the attached file.';
/** Characters of a file's description. */
const MOST_DESCRIBED = 1_024;
const NOTHING_TO_SHOW = '-# There is nothing to show.';

export function render(message: Message, commandIds: CommandIds): Rendered {
  const parts = splitPieces(renderBlocks(message.blocks, commandIds));
  const files = message.files?.length ? { attachments: message.files.map(toAttachment) } : {};
  if (parts.length === 0) return { parts: [NOTHING_TO_SHOW], ...files };
  if (parts.length <= MOST_PARTS) return { parts, ...files };
  return {
    ...files,
    parts: [...parts.slice(0, MOST_PARTS - 1), REST_IS_ATTACHED],
    rest: parts.slice(MOST_PARTS - 1).join('\n\n'),
  };
}

function toAttachment({ name, content, description }: MessageFile): Attachment {
  return {
    name,
    base64: Buffer.from(content).toString('base64'),
    description: textIn(description).slice(0, MOST_DESCRIBED),
  };
}
