/** A subscription that cannot be delivered comes in; what its admins, or its reader, are told goes out. */
import type { Message } from '../../domain/message.ts';
import { whyPaused } from '../../domain/pause-words.ts';
import type { Pause, Subscription } from '../../domain/subscription.ts';
import { say } from '../../domain/words.ts';

export function pauseMessage({ to }: Subscription, { reason, detail }: Pause): Message {
  const place = to.kind === 'channel' ? [{ kind: 'mention', of: 'channel', id: to.channel } as const] : [];
  return {
    status: 'failed',
    blocks: [
      {
        kind: 'paragraph',
        line: [
          to.kind === 'channel'
            ? say('The daily post for {channel} is paused.', { channel: place })
            : say('What you follow is paused.'),
        ],
      },
      { kind: 'paragraph', line: [whyPaused(reason)] },
      ...(detail ? [{ kind: 'paragraph', line: [detail] } as const] : []),
      {
        kind: 'note',
        line: [
          to.kind === 'channel'
            ? say('It goes on by itself once that is mended. {list} shows how it stands, {edit} changes it.', {
                list: { kind: 'command', name: 'daily list' },
                edit: { kind: 'command', name: 'daily edit' },
              })
            : say('It goes on by itself once that is mended. {list} shows how it stands.', {
                list: { kind: 'command', name: 'following' },
              }),
        ],
      },
    ],
  };
}
