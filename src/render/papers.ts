/** Papers → lists and cards. */
import type { Block, Line, Message } from '../domain/message.ts';
import { arxivIdOf, describeAuthors, type Paper } from '../domain/paper.ts';
import { closestBlocks } from './answer.ts';
import { factsOf, sourceLine, teaserOf, titleSpan } from './paper-lines.ts';

const MOST_AUTHORS = 8;

/** @param heading what the list is, such as "10 papers on robots, most upvoted first" */
export function renderPaperList(papers: readonly Paper[], heading: Line, notes: readonly Line[] = []): Message {
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: heading },
      {
        kind: 'entries',
        items: papers.map((paper) => ({
          title: [titleSpan(paper)],
          details: [[{ kind: 'emphasis', text: factsOf(paper) }], [teaserOf(paper)]],
        })),
      },
      ...notes.map((line): Block => ({ kind: 'note', line })),
    ],
    papers,
  };
}

/** Everything the library knows of one paper. */
export function renderPaper(paper: Paper): Message {
  const people = paper.authors.length
    ? `${paper.authors.slice(0, MOST_AUTHORS).join(', ')}${paper.authors.length > MOST_AUTHORS ? ` and ${paper.authors.length - MOST_AUTHORS} more` : ''}`
    : describeAuthors(paper);
  const facts: Line[] = [
    ...(people ? [[{ kind: 'strong', text: 'Authors' } as const, ` ${people}`]] : []),
    ...(paper.organisation ? [[{ kind: 'strong', text: 'Organisation' } as const, ` ${paper.organisation}`]] : []),
    ...(paper.publishedAt ? [[{ kind: 'strong', text: 'Published' } as const, ` ${paper.publishedAt}`]] : []),
    ...(paper.listedOn ? [[{ kind: 'strong', text: 'On Daily Papers' } as const, ` ${paper.listedOn}`]] : []),
    ...(votesOf(paper) ? [[{ kind: 'strong', text: 'Interest' } as const, ` ${votesOf(paper)}`]] : []),
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
              line: [{ kind: 'strong', text: 'This paper was withdrawn' }, '; it never enters an answer.'],
            } as const,
          ]
        : []),
      { kind: 'list', items: facts },
      { kind: 'paragraph', line: [paper.abstract || 'No abstract is known.'] },
      {
        kind: 'note',
        line: [
          'Next: ',
          { kind: 'command', name: 'summarize' },
          ' for a short version, ',
          { kind: 'command', name: 'compare' },
          ' to set it beside another.',
        ],
      },
    ],
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
        line: [`${papers.length} papers answer to “${which}”. Which one? Use its id or its whole title:`],
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
      { kind: 'paragraph', line: [`No paper in the library answers to “${which}”.`] },
      ...closestBlocks(closest),
      { kind: 'note', line: ['An arXiv id, an address or a part of the title will do.'] },
    ],
    papers: closest,
  };
}

function votesOf(paper: Paper): string {
  return [
    paper.upvotes === undefined ? '' : `▲ ${paper.upvotes} upvotes`,
    paper.comments ? `${paper.comments} comments` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function linkLines(paper: Paper): Line[] {
  const links = [
    ['Code', paper.links.code],
    ['Project', paper.links.project],
    [
      'Discussion',
      arxivIdOf(paper) && paper.listedOn ? `https://huggingface.co/papers/${arxivIdOf(paper)}` : undefined,
    ],
  ] as const;
  return links.flatMap(([name, url]) =>
    url ? [[{ kind: 'strong', text: name } as const, ' ', { kind: 'link', text: url, url } as const]] : [],
  );
}
