/** What the library holds, how fresh it is, which model answers, and privacy in two sentences. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { LibraryStatistics } from '../domain/ports.ts';
import type { SyncStatus } from '../domain/sync-status.ts';
import { inARow, inTurn, type Label, say, sayCounted, type Words } from '../domain/words.ts';
import { labelled } from './paper-lines.ts';
import { syncLine } from './sync-line.ts';

export interface AboutFacts {
  readonly version: string;
  readonly statistics: LibraryStatistics;
  readonly model?: string;
  /** The embedder on a server that questions are sent to; missing where they stay on this machine. */
  readonly remoteEmbedder?: string;
  /** Answers are kept for the buttons below them. */
  readonly keepsAnswers?: boolean;
  /** How the bot's own syncs go; missing where it does not sync itself. */
  readonly sync?: SyncStatus;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function renderAbout(facts: AboutFacts): Message {
  const { version, statistics, model, remoteEmbedder, keepsAnswers, sync, now } = facts;
  const items: Line[] = [
    labelled(say('Library'), libraryLine(statistics)),
    labelled(say('Fresh'), freshLine(statistics, now)),
    ...(sync ? [labelled(say('Sync'), syncLine(sync, now))] : []),
    labelled(
      say('Answers'),
      model
        ? say('written by {model}, every sentence checked against the abstracts it cites', { model })
        : say('sentences quoted word for word; no language model is set up'),
    ),
  ];
  const sample: Block[] =
    statistics.sample && !sync
      ? [
          {
            kind: 'note',
            line: [
              say('For today’s papers an operator runs {command}, which fetches the last week from Hugging Face.', {
                command: { kind: 'code', text: 'npm start -- sync --days 7' },
              }),
            ],
          },
        ]
      : [];
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: [`Paperboy ${version}`] },
      {
        kind: 'paragraph',
        line: [say('I know recent research papers by their abstracts, and every sentence of an answer cites one.')],
      },
      { kind: 'list', items },
      ...sample,
      { kind: 'heading', line: [say('Privacy')] },
      { kind: 'paragraph', line: [privacyLine(model, remoteEmbedder, keepsAnswers)] },
      {
        kind: 'note',
        line: [
          say('Thank you to arXiv for use of its open access interoperability, and to Hugging Face Daily Papers.'),
        ],
      },
    ],
  };
}

function libraryLine({ papers, withdrawn, firstListingDay, lastListingDay }: LibraryStatistics): Words {
  return inARow(
    [
      sayCounted({ one: '{count} paper', other: '{count} papers' }, papers),
      ...(firstListingDay && lastListingDay
        ? [say('listed {first} to {last}', { first: firstListingDay, last: lastListingDay })]
        : []),
      ...(withdrawn
        ? [
            sayCounted(
              {
                one: '{count} withdrawn and left out of answers',
                other: '{count} withdrawn and left out of answers',
              },
              withdrawn,
            ),
          ]
        : []),
    ],
    ', ',
  );
}

function freshLine({ changedAt, sample }: LibraryStatistics, now: number): Words {
  if (sample) return say('the bundled sample, which does not change');
  if (changedAt === undefined) return say('nothing was synced yet');
  const hours = Math.floor((now - changedAt) / 3_600_000);
  if (hours < 1) return say('last changed within the hour');
  return hours < 48
    ? sayCounted({ one: 'last changed {count} hour ago', other: 'last changed {count} hours ago' }, hours)
    : sayCounted(
        { one: 'last changed {count} day ago', other: 'last changed {count} days ago' },
        Math.floor(hours / 24),
      );
}

/** `discord/pending-replies.ts` and `console/history.ts` are the exceptions; `conversation/` forgets by itself. */
const STORED = say(
  'It keeps what you talked about for a day, so that you can follow up; /forget deletes it. Beyond that it keeps nothing of what you ask, except for the terminal’s own history and, until it has arrived or no longer can, an answer on its way to Discord, which may repeat your words.',
);

/** `state/usage.ts`, where a model answers. */
const COUNTED = say(
  'It counts how much of the language model each reader uses a day, under a hash of their id and for thirty days; /usage shows it.',
);

/** `conversation/kept-answers.ts`, `discord/components/stored-actions.ts` and `state/feedback.ts`, where there are buttons. */
const PRESSED = say(
  'For the buttons below an answer it keeps the question and the answer for thirty days. A 👍 or 👎 is recorded under a hash of your id, with what you write to it. /forget deletes both.',
);

function privacyLine(
  model: string | undefined,
  remoteEmbedder: string | undefined,
  keepsAnswers: boolean | undefined,
): Label {
  return inTurn(
    receiversLine(model, remoteEmbedder),
    STORED,
    keepsAnswers ? PRESSED : undefined,
    model ? COUNTED : undefined,
  );
}

function receiversLine(model: string | undefined, embedder: string | undefined): Words {
  if (model && embedder) {
    return say(
      'Paperboy sends your question to the language model {model}, together with the abstracts, and the embeddings server ({embedder}), and to nobody else.',
      { model, embedder },
    );
  }
  if (model) {
    return say(
      'Paperboy sends your question to the language model {model}, together with the abstracts, and to nobody else.',
      { model },
    );
  }
  return embedder
    ? say('Paperboy sends your question to the embeddings server ({embedder}), and to nobody else.', { embedder })
    : say('Paperboy answers your question on the machine that it runs on, and sends it to nobody.');
}
