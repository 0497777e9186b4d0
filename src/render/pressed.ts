/** What a press below an answer comes to, where that is a sentence → a message for who pressed. */
import type { Verdict } from '../domain/feedback.ts';
import type { Message } from '../domain/message.ts';
import { inTurn, say } from '../domain/words.ts';

export function renderAnswerGone(): Message {
  const line = [
    say('I no longer have this answer: answers are kept for thirty days, and deleted with /forget. Please ask again.'),
  ];
  return { status: 'not-found', blocks: [{ kind: 'paragraph', line }], private: true };
}

export function renderFeedback(verdict: Verdict, withWord: boolean): Message {
  const noted = withWord ? say('Noted: 👎, with what you wrote.') : say('Noted: 👎.');
  const said = verdict === 'up' ? say('Noted: 👍.') : noted;
  return {
    status: 'ok',
    blocks: [
      { kind: 'paragraph', line: [inTurn(said, say('Thank you.'))] },
      {
        kind: 'note',
        line: [
          say('Press the other one to change it; {forget} deletes it.', {
            forget: { kind: 'command', name: 'forget' },
          }),
        ],
      },
    ],
    private: true,
  };
}
