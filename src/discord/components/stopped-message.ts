/** What stands below an answer that was stopped: what was verified of it, and how to have it whole. */
import type { ActionButton } from '../../domain/actions.ts';
import type { OptionContent } from '../../domain/command.ts';
import type { Block, Message } from '../../domain/message.ts';
import { say } from '../../domain/words.ts';

/** @param last what was shown last; progress that says nothing of papers is not worth keeping */
export function stoppedMessage(last: Message | undefined): Message {
  const isWorthKeeping = last?.answer ? last.answer.claims.length > 0 : false;
  const note: Block = { kind: 'note', line: [say('Stopped.')] };
  if (!last || !isWorthKeeping) return { status: 'ok', blocks: [note] };
  return { ...last, status: 'partial', blocks: [...last.blocks, note] };
}

export function askAgain(request: {
  readonly command: string;
  readonly values: Readonly<Record<string, unknown>>;
}): ActionButton {
  const args = Object.entries(request.values).filter((entry): entry is [string, OptionContent] => isContent(entry[1]));
  return {
    kind: 'button',
    label: say('Ask again'),
    do: 'replace',
    only: 'asker',
    command: request.command,
    // The thread that was asked for is there already.
    args: Object.fromEntries(args.filter(([name]) => name !== 'thread')),
  };
}

function isContent(value: unknown): value is OptionContent {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
