/** What a reader follows → messages: followed, listed, taken away. */
import type { Block, Message } from '../domain/message.ts';
import type { Topic } from '../domain/subscription.ts';
import { say, several, type Value } from '../domain/words.ts';
import { choicesInWords } from './describe-choices.ts';
import {
  code,
  command,
  nextRow,
  note,
  placeOf,
  rowsOf,
  type Shown,
  statusLines,
  type Telling,
  topicSpan,
} from './subscription-lines.ts';

/** What a reader follows. */
export function renderFollowing(shown: readonly Shown[], telling: Telling): Message {
  if (!shown.length) {
    return {
      status: 'ok',
      private: true,
      blocks: [
        {
          kind: 'paragraph',
          line: [
            say('You follow nothing yet. {follow} with topics sends you their papers.', { follow: command('follow') }),
          ],
        },
      ],
    };
  }
  return {
    status: 'ok',
    private: true,
    blocks: [
      { kind: 'heading', line: [say('What you follow')] },
      {
        kind: 'entries',
        items: shown.map(({ subscription, status }) => ({
          title: [placeOf(subscription)],
          details: [[choicesInWords(subscription)], ...statusLines(subscription, status, telling)],
        })),
      },
      note(
        say('{follow} adds a topic, {unfollow} takes one away.', {
          follow: command('follow'),
          unfollow: command('unfollow'),
        }),
      ),
    ],
  };
}

/** @param added topics that were not followed before */
export function renderFollowed(
  { subscription, status }: Shown,
  {
    added,
    isNew,
    zoneGuessed,
  }: { readonly added: readonly Topic[]; readonly isNew: boolean; readonly zoneGuessed: boolean },
  telling: Telling,
): Message {
  const what = added.length
    ? say('You follow {topics}. I write to you directly.', { topics: several(added.map(topicSpan)) })
    : isNew
      ? say('You follow the papers that readers upvote most. I write to you directly.')
      : say('That is how it stands now.');
  return {
    status: 'ok',
    private: true,
    blocks: [
      { kind: 'paragraph', line: [what] },
      { kind: 'list', items: [...rowsOf(subscription), nextRow(status, subscription, telling)] },
      ...(zoneGuessed
        ? [
            note(
              say('The time zone is a guess. {follow} with {option} changes it.', {
                follow: command('follow'),
                option: code('timezone:'),
              }),
            ),
          ]
        : []),
      note(
        say('Your direct messages must be open to members of a server that we share. {unfollow} ends it.', {
          unfollow: command('unfollow'),
        }),
      ),
    ],
    actions: [
      {
        kind: 'button',
        label: say('Send one now'),
        do: 'run',
        private: true,
        style: 'primary',
        command: 'follow-now',
        args: { which: subscription.id },
      },
    ],
  };
}

/** @param left what is still followed there; nothing where the last of it is gone */
export function renderUnfollowed(taken: Value, left: readonly Topic[]): Message {
  const rest: Block[] = left.length
    ? [{ kind: 'paragraph', line: [say('You still follow {topics}.', { topics: several(left.map(topicSpan)) })] }]
    : [];
  return {
    status: 'ok',
    private: true,
    blocks: [{ kind: 'paragraph', line: [say('You do not follow {what} any more.', { what: taken })] }, ...rest],
  };
}
