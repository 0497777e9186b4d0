/** One paper → the lines that lists, cards and sources share. */

import type { Line, Span } from '../domain/message.ts';
import { describeAuthors, type Paper, paperAddress } from '../domain/paper.ts';
import type { PaperCard } from '../domain/paper-card.ts';
import { shorten } from '../domain/text/clean.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { inARow, type Label, say, sayCounted, type Value, type Words } from '../domain/words.ts';
import { paperActions } from './paper-actions.ts';

const LONGEST_TITLE = 160;
const LONGEST_TEASER = 220;

/** The title, linked to the abstract page where there is one. */
export function titleSpan(paper: Paper): Span {
  const url = paperAddress(paper);
  const text = shorten(paper.title, LONGEST_TITLE);
  return url ? { kind: 'link', text, url } : { kind: 'strong', text };
}

/** A name and what belongs to it: "Library: 145 papers". */
export function labelled(label: Value, ...rest: readonly Span[]): Line {
  return [{ kind: 'strong', text: say('{label}:', { label }) }, ' ', ...rest];
}

/** "Qwen · 2026-06-29 · ▲ 19 upvotes · 2 comments"; what is not known is left out. */
export function factsOf(paper: Paper): Words {
  return inARow(
    [
      paper.organisation ?? describeAuthors(paper),
      paper.listedOn ?? paper.publishedAt,
      ...interestOf(paper),
      paper.withdrawn ? say('withdrawn') : undefined,
    ].filter((fact): fact is Label => fact !== undefined),
  );
}

/** One place of a list: everything that a card or an entry shows. @param line the sentence that says what the paper is */
export function cardOf(paper: Paper, line: string): PaperCard {
  const url = paperAddress(paper);
  const people = describeAuthors(paper);
  const date = paper.listedOn ?? paper.publishedAt;
  return {
    id: paper.id,
    title: shorten(paper.title, LONGEST_TITLE),
    ...(url && { url }),
    ...(people && { people }),
    ...(paper.organisation && { organisation: paper.organisation }),
    ...(date && { date }),
    interest: interestOf(paper),
    withdrawn: paper.withdrawn,
    ...(line && { line: shorten(line, LONGEST_TEASER) }),
    actions: paperActions(paper),
  };
}

/** "▲ 19 upvotes" and "2 comments", each where there are any. */
export function interestOf({ upvotes, comments }: Paper): Words[] {
  return [
    ...(upvotes ? [sayCounted({ one: '▲ {count} upvote', other: '▲ {count} upvotes' }, upvotes)] : []),
    ...(comments ? [sayCounted({ one: '{count} comment', other: '{count} comments' }, comments)] : []),
  ];
}

/** The sentence that tells most of the paper in one line: its first, cut at a word. */
export function teaserOf(paper: Paper): string {
  return shorten(splitSentences(paper.abstract)[0] ?? '', LONGEST_TEASER);
}

/** Title, then facts after a dash: for sources and short lists. */
export function sourceLine(paper: Paper): Line {
  const facts = [paper.organisation ?? describeAuthors(paper), paper.publishedAt ?? paper.listedOn].filter(
    (fact): fact is Label => Boolean(fact),
  );
  return facts.length ? [titleSpan(paper), ' (', inARow(facts, ', '), ')'] : [titleSpan(paper)];
}
