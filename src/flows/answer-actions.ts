/** A checked answer on its way out → the same with what can be pressed below it: sources, a follow-up, another try, a verdict. */
import type { KeptAnswers } from '../conversation/kept-answers.ts';
import { turnOf } from '../conversation/turn-of.ts';
import type { Action, ActionCommand } from '../domain/actions.ts';
import type { Clock } from '../domain/clock.ts';
import type { Call, OptionContent } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import { say } from '../domain/words.ts';
import type { SpokenCommand } from './conversation-flow.ts';

export interface AnswerActionsTools {
  /** Where answers are kept that can be pressed; where there is none, nothing is offered. */
  readonly kept?: KeptAnswers | undefined;
  readonly model?: { readonly name: string } | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is written anew by another try; a review takes minutes. */
const REGENERATED: ReadonlySet<string> = new Set(['ask', 'summarize', 'compare']);
const LONGEST_QUESTION = 1_000;
const LONGEST_WORD = 500;

export function createAnswerActions({ kept, model, clock, log }: AnswerActionsTools) {
  return {
    async *offer(spoken: SpokenCommand, call: Call, messages: AsyncIterable<Message>): AsyncGenerator<Message> {
      for await (const message of messages) {
        const isAnswer = message.status !== 'progress' && (message.answer?.claims.length ?? 0) > 0;
        yield kept && isAnswer ? await withActions(kept, spoken, call, message) : message;
      }
    },
  };

  async function withActions(
    answers: KeptAnswers,
    { name, args }: SpokenCommand,
    { reader }: Call,
    message: Message,
  ): Promise<Message> {
    const isQuestion = 'question' in args;
    const asked = Object.values(args).find((value): value is string => typeof value === 'string') ?? '';
    const said = { command: name, asked, isQuestion, leant: false };
    const turn = turnOf(said, message, undefined, clock.now(), (text) => text);
    if (!turn) return message;
    const writer = message.answer?.mode === 'extract' ? undefined : (message.answer?.writtenBy ?? model?.name);
    const kept = { reader, turn, status: message.status, ...(writer && { model: writer }) };
    const id = await answers.keep(kept).catch((error: unknown) => {
      log.warn('answer-not-kept', { error });
      return undefined;
    });
    if (id === undefined) return message;
    const again = isQuestion
      ? { command: 'ask', args: { ...withoutAnswer(args), question: message.understood?.question ?? asked } }
      : { command: name, args: withoutAnswer(args) };
    const language = typeof args.language === 'string' ? { language: args.language } : {};
    return { ...message, actions: [...actionsOf(id, again, language), ...(message.actions ?? [])] };
  }
}

function actionsOf(id: string, again: ActionCommand, language: { readonly language?: string }): Action[] {
  const another: Action[] = REGENERATED.has(again.command)
    ? [{ kind: 'button', label: say('Regenerate'), do: 'replace', fresh: true, only: 'asker', ...again }]
    : [];
  const verdict = (value: string) => ({ command: 'feedback', args: { answer: id, verdict: value } });
  return [
    { kind: 'button', label: say('Sources'), do: 'run', private: true, command: 'sources', args: { answer: id } },
    {
      kind: 'button',
      label: say('Follow up'),
      do: 'ask',
      command: 'follow-up',
      args: { answer: id, ...language },
      window: {
        title: say('Follow up'),
        label: say('Your question'),
        option: 'question',
        maxLength: LONGEST_QUESTION,
      },
    },
    ...another,
    { kind: 'button', label: '', emoji: '👍', do: 'run', private: true, ...verdict('up') },
    {
      kind: 'button',
      label: '',
      emoji: '👎',
      do: 'ask',
      private: true,
      ...verdict('down'),
      window: {
        title: say('What is wrong with it?'),
        label: say('A word, if you like'),
        option: 'word',
        placeholder: say('Missed a paper, misread one, too long …'),
        maxLength: LONGEST_WORD,
        optional: true,
        runsAtOnce: true,
      },
    },
  ];
}

/** What a new attempt is asked with: not which answer it went on from, nor that a thread be opened for it. */
function withoutAnswer(args: SpokenCommand['args']): Readonly<Record<string, OptionContent>> {
  const given = Object.entries(args).filter((entry): entry is [string, OptionContent] => entry[1] !== undefined);
  return Object.fromEntries(given.filter(([name]) => name !== 'answer' && name !== 'thread'));
}
