/** A command as part of a conversation: what its words point back at is found first, what it showed is remembered. */
import type { Conversations } from '../conversation/conversations.ts';
import { resolveReference } from '../conversation/resolve-reference.ts';
import { turnOf } from '../conversation/turn-of.ts';
import type { Clock } from '../domain/clock.ts';
import type { Call, OptionContent } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { Day } from '../domain/paper.ts';
import type { Log, PaperIndex } from '../domain/ports.ts';
import { renderNoSuchPlace } from '../render/follow-up.ts';
import { findDays } from '../retrieve/parse-days.ts';

export type CommandArguments = Readonly<Record<string, OptionContent | undefined>>;

/** What a command says about itself, so that it can take part. */
export interface SpokenCommand {
  readonly name: string;
  readonly args: CommandArguments;
  /** The option that names papers, where there is one: "it" and "the second one" may stand in it. */
  readonly papersOption?: string;
}

export interface ConversationFlowTools {
  readonly conversations?: Conversations;
  readonly library: PaperIndex;
  readonly clock: Clock;
  readonly log: Log;
  today(): Day;
}

export function createConversationFlow({ conversations, library, clock, log, today }: ConversationFlowTools) {
  return {
    /** Runs a command within the conversation of this place and reader. */
    async *converse(
      { name, args, papersOption }: SpokenCommand,
      call: Call,
      run: (args: CommandArguments) => AsyncGenerator<Message>,
    ): AsyncGenerator<Message> {
      if (!conversations) return yield* run(args);
      const session = await conversations.open(call);
      try {
        const typed = papersOption === undefined ? undefined : args[papersOption];
        const found = typeof typed === 'string' ? resolveReference(typed, session.turns) : undefined;
        if (found?.kind === 'no-such-place') return yield renderNoSuchPlace(found.place, found.papers);
        const isResolved = found?.kind === 'resolved' && !(await isTitle(typed as string));
        const resolved = isResolved ? { ...args, [papersOption as string]: found.text } : args;
        let last: Message | undefined;
        for await (const message of run(resolved)) {
          last = message;
          yield message;
        }
        const said = { command: name, asked: askedIn(args), isQuestion: 'question' in args, leant: isResolved };
        const withoutDays = (text: string) => findDays(text, today()).rest;
        const turn = last && turnOf(said, last, session.turns.at(-1), clock.now(), withoutDays);
        if (turn) await session.remember(turn);
      } finally {
        session.close();
      }
    },
  };

  /** A paper may be called "It". */
  async function isTitle(typed: string): Promise<boolean> {
    try {
      return (await library.findByTitle(typed)).length > 0;
    } catch (error) {
      log.warn('title-not-looked-up', { error });
      return false;
    }
  }
}

/** The first thing that was typed: the question, the topic, the papers. */
function askedIn(args: CommandArguments): string {
  return Object.values(args).find((value): value is string => typeof value === 'string') ?? '';
}
