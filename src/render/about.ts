/** What the library holds, how fresh it is, which model answers, and privacy in two sentences. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { LibraryStatistics } from '../domain/ports.ts';
import { counted, labelled } from './paper-lines.ts';

export interface AboutFacts {
  readonly version: string;
  readonly statistics: LibraryStatistics;
  readonly model?: string;
  /** The embedder on a server that questions are sent to; missing where they stay on this machine. */
  readonly remoteEmbedder?: string;
  /** Answers are kept for the buttons below them. */
  readonly keepsAnswers?: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function renderAbout({ version, statistics, model, remoteEmbedder, keepsAnswers, now }: AboutFacts): Message {
  const items: Line[] = [
    labelled('Library', libraryLine(statistics)),
    labelled('Fresh', freshLine(statistics, now)),
    labelled(
      'Answers',
      model
        ? `written by ${model}, every sentence checked against the abstracts it cites`
        : 'sentences quoted word for word; no language model is set up',
    ),
  ];
  const sample: Block[] = statistics.sample
    ? [
        {
          kind: 'note',
          line: [
            'For today’s papers an operator runs ',
            { kind: 'code', text: 'npm start -- sync --days 7' },
            ', which fetches the last week from Hugging Face.',
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
        line: ['I know recent research papers by their abstracts, and every sentence of an answer cites one.'],
      },
      { kind: 'list', items },
      ...sample,
      { kind: 'heading', line: ['Privacy'] },
      { kind: 'paragraph', line: [privacyLine(model, remoteEmbedder, keepsAnswers)] },
      {
        kind: 'note',
        line: ['Thank you to arXiv for use of its open access interoperability, and to Hugging Face Daily Papers.'],
      },
    ],
  };
}

function libraryLine({ papers, withdrawn, firstListingDay, lastListingDay }: LibraryStatistics): string {
  const days = firstListingDay && lastListingDay ? `, listed ${firstListingDay} to ${lastListingDay}` : '';
  return `${counted(papers, 'paper')}${days}${withdrawn ? `, ${withdrawn} withdrawn and left out of answers` : ''}`;
}

function freshLine({ changedAt, sample }: LibraryStatistics, now: number): string {
  if (sample) return 'the bundled sample, which does not change';
  if (changedAt === undefined) return 'nothing was synced yet';
  const hours = Math.floor((now - changedAt) / 3_600_000);
  if (hours < 1) return 'last changed within the hour';
  return hours < 48
    ? `last changed ${counted(hours, 'hour')} ago`
    : `last changed ${counted(Math.floor(hours / 24), 'day')} ago`;
}

/** `discord/pending-replies.ts` and `console/history.ts` are the exceptions; `conversation/` forgets by itself. */
const STORED =
  'It keeps what you talked about for a day, so that you can follow up; /forget deletes it. Beyond that it keeps nothing of what you ask, except for the terminal’s own history and, until it has arrived or no longer can, an answer on its way to Discord, which may repeat your words.';

/** `state/usage.ts`, where a model answers. */
const COUNTED =
  'It counts how much of the language model each reader uses a day, under a hash of their id and for thirty days; /usage shows it.';

/** `conversation/kept-answers.ts`, `discord/components/stored-actions.ts` and `state/feedback.ts`, where there are buttons. */
const PRESSED =
  'For the buttons below an answer it keeps the question and the answer for thirty days. A 👍 or 👎 is recorded under a hash of your id, with what you write to it. /forget deletes both.';

function privacyLine(
  model: string | undefined,
  remoteEmbedder: string | undefined,
  keepsAnswers: boolean | undefined,
): string {
  const receivers = [
    ...(model ? [`the language model ${model}, together with the abstracts,`] : []),
    ...(remoteEmbedder ? [`the embeddings server (${remoteEmbedder})`] : []),
  ];
  const sent = receivers.length
    ? `Paperboy sends your question to ${receivers.join(' and ').replace(/,$/, '')}, and to nobody else.`
    : 'Paperboy answers your question on the machine that it runs on, and sends it to nobody.';
  return `${sent} ${STORED}${keepsAnswers ? ` ${PRESSED}` : ''}${model ? ` ${COUNTED}` : ''}`;
}
