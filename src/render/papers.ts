/** Papers → lists and cards. */
import type { Action } from '../domain/actions.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { arxivIdOf, type Paper } from '../domain/paper.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { inARow, inTurn, say, sayCounted, type Words } from '../domain/words.ts';
import { closestBlocks } from './answer.ts';
import { paperActions } from './paper-actions.ts';
import { cardOf, interestOf, labelled, sourceLine, teaserOf, titleSpan } from './paper-lines.ts';

const MOST_AUTHORS = 8;
const MOST_NAMED_CHARACTERS = 120;

const NEXT: Block = {
  kind: 'note',
  line: [
    say('Next: {summarize} for a short version, {compare} to set it beside another.', {
      summarize: { kind: 'command', name: 'summarize' },
      compare: { kind: 'command', name: 'compare' },
    }),
  ],
};

/** The sentence that says what a paper is; empty where there is none. */
export type LineOf = (paper: Paper) => string;

export interface PaperListLook {
  /** The number of the first paper; 1 without it. */
  readonly first?: number;
  /** The first sentence of the abstract without it. */
  readonly lineOf?: LineOf;
  /** Where the next page is, for whoever has no buttons. */
  readonly next?: Line;
  readonly actions?: readonly Action[];
}

/** @param heading what the list is, such as "10 papers on robots, most upvoted first" */
export function renderPaperList(
  papers: readonly Paper[],
  heading: Line,
  notes: readonly Line[] = [],
  { first = 1, lineOf = teaserOf, next, actions = [] }: PaperListLook = {},
): Message {
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: heading },
      {
        kind: 'cards',
        items: papers.map((paper) => cardOf(paper, lineOf(paper))),
        ...(first > 1 && { first }),
        ...(next && { next }),
      },
      ...notes.map((line): Block => ({ kind: 'note', line })),
    ],
    papers,
    ...(actions.length && { actions }),
  };
}

/** Everything the library knows of one paper. */
export function renderPaper(paper: Paper): Message {
  const people = peopleOf(paper);
  const facts: Line[] = [
    ...(people ? [labelled(say('Authors'), people)] : []),
    ...(paper.organisation ? [labelled(say('Organisation'), paper.organisation)] : []),
    ...(paper.publishedAt ? [labelled(say('Published'), paper.publishedAt)] : []),
    ...(paper.listedOn ? [labelled(say('On Daily Papers'), paper.listedOn)] : []),
    ...(interestOf(paper).length ? [labelled(say('Interest'), inARow(interestOf(paper)))] : []),
    ...linkLines(paper),
  ];
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: [titleSpan(paper)] },
      ...(paper.withdrawn
        ? [
            {
              kind: 'paragraph',
              line: [
                say('{withdrawn}; it never enters an answer.', {
                  withdrawn: { kind: 'strong', text: say('This paper was withdrawn') },
                }),
              ],
            } as const,
          ]
        : []),
      ...(facts.length ? [{ kind: 'list', items: facts } as const] : []),
      { kind: 'paragraph', line: [paper.abstract || say('No abstract is known.')] },
      ...(paper.withdrawn || !paper.abstract ? [] : [NEXT]),
    ],
    papers: [paper],
    actions: paperActions(paper, 'abstract'),
  };
}

/** A paper that cannot stand in a comparison. */
export function renderUnusable(paper: Paper): Message {
  const title = titleSpan(paper);
  const why = paper.withdrawn
    ? say('{title} was withdrawn and enters no answer.', { title })
    : say('{title} is known by its title only, without an abstract.', { title });
  return {
    status: 'invalid',
    blocks: [{ kind: 'paragraph', line: [inTurn(why, say('Compare the others without it.'))] }],
    papers: [paper],
  };
}

/** Several papers answer to one name. */
export function renderAmbiguous(which: string, papers: readonly Paper[]): Message {
  return {
    status: 'ambiguous',
    blocks: [
      {
        kind: 'paragraph',
        line: [
          sayCounted(
            {
              one: '{count} paper answers to “{name}”. Which one? Use its id:',
              other: '{count} papers answer to “{name}”. Which one? Use its id:',
            },
            papers.length,
            { name: named(which) },
          ),
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: papers.map((paper) => [...sourceLine(paper), ' ', { kind: 'code', text: arxivIdOf(paper) ?? paper.id }]),
      },
    ],
    papers,
  };
}

export function renderNotFound(which: string, closest: readonly Paper[]): Message {
  return {
    status: 'not-found',
    blocks: [
      { kind: 'paragraph', line: [say('No paper in the library answers to “{name}”.', { name: named(which) })] },
      ...closestBlocks(closest),
      { kind: 'note', line: [say('An arXiv id, an address or a part of the title will do.')] },
    ],
    papers: closest,
  };
}

/** Their names, as far as they are known; else how many they are. */
function peopleOf({ authors, authorCount }: Paper): Words | undefined {
  const left = authors.length - MOST_AUTHORS;
  const names = inARow(authors.slice(0, MOST_AUTHORS), ', ');
  if (left > 0)
    return sayCounted({ one: '{names} and {count} more', other: '{names} and {count} more' }, left, { names });
  if (authors.length) return names;
  return authorCount === undefined ? undefined : inARow([authorCount]);
}

/** What a person typed, short enough to be said back. */
function named(which: string): string {
  return shorten(cleanText(which), MOST_NAMED_CHARACTERS);
}

function linkLines(paper: Paper): Line[] {
  const links = [
    [say('Code'), paper.links.code],
    [say('Project'), paper.links.project],
    [
      say('Discussion'),
      arxivIdOf(paper) && paper.listedOn ? `https://huggingface.co/papers/${arxivIdOf(paper)}` : undefined,
    ],
  ] as const;
  return links.flatMap(([name, url]) => (url ? [labelled(name, { kind: 'link', text: url, url })] : []));
}
