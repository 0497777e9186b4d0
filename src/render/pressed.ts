/** What a press below an answer comes to, where that is a sentence → a message for who pressed. */
import type { Verdict } from '../domain/feedback.ts';
import type { Message } from '../domain/message.ts';

export function renderAnswerGone(): Message {
  const line = [
    'I no longer have this answer: answers are kept for thirty days, and deleted with /forget. Please ask again.',
  ];
  return { status: 'not-found', blocks: [{ kind: 'paragraph', line }], private: true };
}

export function renderFeedback(verdict: Verdict, withWord: boolean): Message {
  const said = verdict === 'up' ? 'Noted: 👍.' : `Noted: 👎${withWord ? ', with what you wrote' : ''}.`;
  return {
    status: 'ok',
    blocks: [
      { kind: 'paragraph', line: [`${said} Thank you.`] },
      {
        kind: 'note',
        line: ['Press the other one to change it; ', { kind: 'command', name: 'forget' }, ' deletes it.'],
      },
    ],
    private: true,
  };
}
