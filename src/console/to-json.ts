/** In: the last message of a command. Out: the one object that `--json` prints. */
import { type AnswerMode, citedPapers } from '../domain/answer.ts';
import { type Message, type MessageUsage, plainText } from '../domain/message.ts';
import { type Paper, paperAddress } from '../domain/paper.ts';

export interface MessageJson {
  /** `null` when the command was not understood. */
  readonly command: string | null;
  readonly status: Message['status'];
  /** How the answer was written; `null` for what is no answer. */
  readonly mode: AnswerMode | null;
  /** Plain text of the whole message, blocks separated by an empty line. */
  readonly text: string;
  readonly claims: readonly {
    readonly text: string;
    readonly citations: readonly {
      readonly id: string;
      readonly title: string;
      readonly url: string | null;
      readonly publishedAt: string | null;
      readonly quote: string;
    }[];
  }[];
  /** The papers of the message, or else those that the claims cite. */
  readonly papers: readonly PaperJson[];
  /** What it took of language models; `null` where none was asked, `dollars` where a price is not known. */
  readonly usage: UsageJson | null;
  readonly timing: { readonly totalMilliseconds: number };
}

export type UsageJson = Omit<MessageUsage, 'dollars'> & { readonly dollars: number | null };

/** What is not known is `null`, so that every object has every key. */
export interface PaperJson {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly authors: readonly string[];
  readonly organisation: string | null;
  readonly publishedAt: string | null;
  readonly listedOn: string | null;
  readonly upvotes: number | null;
}

export function messageToJson(command: string | null, message: Message, totalMilliseconds: number): MessageJson {
  const claims = message.answer?.claims ?? [];
  return {
    command,
    status: message.status,
    mode: message.answer?.mode ?? null,
    text: plainText(message),
    claims: claims.map(({ text, citations }) => ({
      text,
      citations: citations.map(({ paper, quote }) => ({
        id: paper.id,
        title: paper.title,
        url: paperAddress(paper) ?? null,
        publishedAt: paper.publishedAt ?? null,
        quote,
      })),
    })),
    papers: (message.papers ?? citedPapers(claims)).map(paperToJson),
    usage: message.usage ? { ...message.usage, dollars: message.usage.dollars ?? null } : null,
    timing: { totalMilliseconds },
  };
}

function paperToJson(paper: Paper): PaperJson {
  return {
    id: paper.id,
    title: paper.title,
    url: paperAddress(paper) ?? null,
    authors: paper.authors,
    organisation: paper.organisation ?? null,
    publishedAt: paper.publishedAt ?? null,
    listedOn: paper.listedOn ?? null,
    upvotes: paper.upvotes ?? null,
  };
}
