/** Daily posts of a server → messages: set up, listed, paused, gone. */
import type { Action } from '../domain/actions.ts';
import type { Block, Message } from '../domain/message.ts';
import type { Subscription } from '../domain/subscription.ts';
import { type Label, say, sayCounted, type Words } from '../domain/words.ts';
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
} from './subscription-lines.ts';

export type { Shown, Telling } from './subscription-lines.ts';

/** What came of setting one up or changing it. */
export interface SetUp extends Shown {
  readonly what: 'set-up' | 'changed' | 'unchanged' | 'resumed';
  /** Nobody said where the clock is: it was guessed. */
  readonly zoneGuessed?: boolean;
  /** What keeps it from being posted there, in sentences with where that is mended. */
  readonly lacking: readonly Label[];
}

export function renderSetUp({ subscription, status, what, zoneGuessed, lacking }: SetUp, telling: Telling): Message {
  const { id } = subscription;
  const guess: Block[] = zoneGuessed
    ? [
        note(
          say('The time zone is a guess. {edit} with {option} changes it.', {
            edit: command('daily edit'),
            option: code('timezone:'),
          }),
        ),
      ]
    : [];
  const lacks: Block[] = lacking.length
    ? [
        { kind: 'heading', line: [say('Before it can be posted')] },
        { kind: 'list', items: lacking.map((sentence) => [sentence]) },
      ]
    : [];
  return {
    status: 'ok',
    private: true,
    blocks: [
      { kind: 'heading', line: [HEADINGS[what]()] },
      { kind: 'list', items: [...rowsOf(subscription), nextRow(status, subscription, telling)] },
      ...lacks,
      ...guess,
    ],
    actions: [
      {
        kind: 'button',
        label: say('Preview'),
        do: 'run',
        private: true,
        command: 'daily preview',
        args: { which: id },
      },
      {
        kind: 'button',
        label: say('Post one now'),
        do: 'run',
        private: true,
        style: 'primary',
        command: 'daily now',
        args: { which: id },
      },
      ...(what === 'set-up' ? [removeButton(id)] : []),
    ],
  };
}

const HEADINGS: Readonly<Record<SetUp['what'], () => Words>> = {
  'set-up': () => say('The daily post is set up'),
  changed: () => say('The daily post is changed'),
  unchanged: () => say('It was so already'),
  resumed: () => say('It goes on'),
};

/** @param elsewhere what the terminal says, where there is no server */
export function renderDailyList(shown: readonly Shown[], telling: Telling, elsewhere?: Words): Message {
  const setUp = { setup: command('daily setup') };
  if (!shown.length) {
    return {
      status: 'ok',
      private: true,
      blocks: [
        { kind: 'paragraph', line: [elsewhere ?? say('Nothing is posted daily here yet. {setup} sets it up.', setUp)] },
      ],
    };
  }
  return {
    status: 'ok',
    private: true,
    blocks: [
      {
        kind: 'heading',
        line: [sayCounted({ one: '{count} daily post', other: '{count} daily posts' }, shown.length)],
      },
      {
        kind: 'entries',
        items: shown.map(({ subscription, status }) => ({
          title: [placeOf(subscription)],
          details: [[choicesInWords(subscription)], ...statusLines(subscription, status, telling)],
        })),
      },
      ...(elsewhere
        ? [note(elsewhere)]
        : [
            note(
              say('{edit} changes one, {remove} removes one.', {
                edit: command('daily edit'),
                remove: command('daily remove'),
              }),
            ),
          ]),
    ],
  };
}

/** Asks before it is done: what was posted stays, and what is chosen is lost. */
export function renderRemoveQuestion({ subscription }: Pick<Shown, 'subscription'>): Message {
  return {
    status: 'ok',
    private: true,
    blocks: [
      { kind: 'paragraph', line: [say('Remove this daily post? What was posted stays.')] },
      { kind: 'list', items: rowsOf(subscription) },
    ],
    actions: [
      {
        kind: 'button',
        label: say('Remove it'),
        style: 'danger',
        do: 'replace',
        only: 'asker',
        command: 'daily remove',
        args: { which: subscription.id, confirmed: true },
      },
      { kind: 'button', label: say('Keep it'), do: 'replace', only: 'asker', command: 'daily list', args: {} },
    ],
  };
}

/** Which of several is meant: each a choice. */
export function renderWhich(
  shown: readonly Subscription[],
  name: string,
  nameOf: (subscription: Subscription) => string,
): Message {
  return {
    status: 'ambiguous',
    private: true,
    blocks: [{ kind: 'paragraph', line: [say('There are several daily posts here. Which one?')] }],
    actions: [
      {
        kind: 'select',
        placeholder: say('Which daily post'),
        do: 'replace',
        command: name,
        args: {},
        option: 'which',
        choices: shown.slice(0, 25).map((subscription) => ({ label: nameOf(subscription), value: subscription.id })),
      },
    ],
  };
}

export function renderPaused({ subscription }: Pick<Shown, 'subscription'>): Message {
  return {
    status: 'ok',
    private: true,
    blocks: [
      { kind: 'paragraph', line: [say('It is paused until somebody resumes it.')] },
      { kind: 'list', items: rowsOf(subscription) },
    ],
    actions: [
      {
        kind: 'button',
        label: say('Resume'),
        do: 'replace',
        command: 'daily resume',
        args: { which: subscription.id },
      },
    ],
  };
}

/** One sentence, and what to do. */
export function renderSaid(
  status: Message['status'],
  words: Words,
  help?: Words,
  actions: readonly Action[] = [],
): Message {
  return {
    status,
    private: true,
    blocks: [{ kind: 'paragraph', line: [words] }, ...(help ? [note(help)] : [])],
    ...(actions.length && { actions }),
  };
}

function removeButton(which: string): Action {
  return { kind: 'button', label: say('Remove'), do: 'run', private: true, command: 'daily remove', args: { which } };
}
