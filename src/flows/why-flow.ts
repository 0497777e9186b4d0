/** "Why do you say so?" → the last answer in this place, claim by claim. */
import type { Conversations } from '../conversation/conversations.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { renderNothingToExplain, renderWhy } from '../render/why.ts';

export function createWhyFlow(conversations: Conversations | undefined) {
  return {
    /** @param number of the sentence, from 1; all without it */
    async *why(number: number | undefined, call: Call): AsyncGenerator<Message> {
      // The reply is for the reader alone.
      const turns = (await conversations?.recall({ ...call, isPrivate: true })) ?? [];
      const last = turns.findLast(({ answer }) => answer !== undefined);
      if (!last?.answer) return yield renderNothingToExplain();
      yield renderWhy(last.question ?? `/${last.command} ${last.asked}`.trim(), last.answer, number);
    },
  };
}
