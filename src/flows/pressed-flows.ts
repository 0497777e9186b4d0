/** What is pressed below an answer → its sources, a question that goes on from it, a recorded verdict. */
import type { Conversations } from '../conversation/conversations.ts';
import type { KeptAnswers } from '../conversation/kept-answers.ts';
import type { Clock } from '../domain/clock.ts';
import type { Call } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { FeedbackRecord, Verdict } from '../domain/feedback.ts';
import type { Message } from '../domain/message.ts';
import { say } from '../domain/words.ts';
import { renderAnswerGone, renderFeedback } from '../render/pressed.ts';
import { renderWhy } from '../render/why.ts';

export interface PressedFlowsTools {
  readonly kept?: KeptAnswers | undefined;
  readonly feedback?: FeedbackRecord | undefined;
  readonly conversations?: Conversations | undefined;
  readonly clock: Clock;
  ask(question: string, options: { readonly language?: string | undefined }, call: Call): AsyncGenerator<Message>;
}

export function createPressedFlows({ kept, feedback, conversations, clock, ask }: PressedFlowsTools) {
  return {
    async *sources(answer: string): AsyncGenerator<Message> {
      const found = await kept?.find(answer);
      const said = found?.turn.answer;
      yield found && said ? renderWhy(found.turn.question ?? found.turn.asked, said) : renderAnswerGone();
    },

    /** The answer that was pressed becomes what was said last, whoever it was said to. @throws InvalidInput without a question */
    async *followUpOn(
      question: string,
      answer: string,
      options: { readonly language?: string | undefined },
      call: Call,
    ): AsyncGenerator<Message> {
      const found = await kept?.find(answer);
      if (!found) return yield renderAnswerGone();
      if (conversations) {
        const session = await conversations.open(call);
        try {
          const last = session.turns.at(-1);
          const isLast = last?.said === found.turn.said && last.question === found.turn.question;
          if (!isLast) await session.remember({ ...found.turn, at: clock.now() });
        } finally {
          session.close();
        }
      }
      yield* ask(question, options, call);
    },

    /** @throws InvalidInput for a verdict that there is not; StateFault */
    async *feedback(answer: string, verdict: string, word: string | undefined, call: Call): AsyncGenerator<Message> {
      if (!isVerdict(verdict)) throw new InvalidInput(say('This is no verdict.'), say('Press 👍 or 👎.'));
      const found = await kept?.find(answer);
      if (!found || !feedback) return yield renderAnswerGone();
      const { turn, model, status } = found;
      await feedback.give({
        answer,
        reader: call.reader,
        verdict,
        word,
        question: turn.question ?? turn.asked,
        papers: turn.shown.map(({ id }) => id),
        model,
        status,
      });
      yield renderFeedback(verdict, word !== undefined);
    },
  };
}

function isVerdict(text: string): text is Verdict {
  return text === 'up' || text === 'down';
}
