/** The themes of a week or a month, each sentence with its citation, and what rose late → blocks of a message. */
import { type Claim, citedPapers } from '../domain/answer.ts';
import type { Digest, DigestTheme } from '../domain/digest.ts';
import type { Block, Line } from '../domain/message.ts';
import { quoted, say, sayCounted, type Words } from '../domain/words.ts';
import { citationSpans } from './answer.ts';
import { note } from './digest-parts.ts';
import { sourceLine, titleSpan } from './paper-lines.ts';

export function themeBlocks({ themes }: Pick<Digest, 'themes'>): Block[] {
  if (!themes.length) return [];
  const claims = themes.flatMap(claimsOf);
  const papers = citedPapers(claims);
  const numbers = new Map(papers.map((paper, index) => [paper.id as string, index + 1]));
  return [
    {
      kind: 'entries',
      items: themes.map((theme) => ({
        title: [nameAndCount(theme)],
        details: detailsOf(theme, numbers),
      })),
    },
    { kind: 'sources', items: papers.map((paper, index) => ({ number: index + 1, line: sourceLine(paper) })) },
    ...(claims.length ? whoWroteThemes(themes) : []),
  ];
}

function claimsOf({ answer }: DigestTheme): readonly Claim[] {
  return answer?.claims ?? [];
}

function detailsOf(theme: DigestTheme, numbers: ReadonlyMap<string, number>): Line[] {
  const claims = claimsOf(theme);
  // Without a sentence that may be shown, a paper says most.
  if (!claims.length) return theme.examples.slice(0, 1).map((paper) => [titleSpan(paper)]);
  const isModel = theme.answer?.mode !== 'extract';
  return claims.map((claim) => {
    const text = claim.wordForWord && isModel ? quoted(claim.text) : claim.text;
    return [text, ' ', ...citationSpans(claim, numbers)];
  });
}

/** "Robot learning: 12 papers; a larger share than before". */
function nameAndCount({ name, papers, change }: DigestTheme): Words {
  const gaps = { name: { kind: 'strong', text: name } as const };
  switch (change) {
    case 'more':
      return sayCounted(
        {
          one: '{name}: {count} paper; a larger share than before',
          other: '{name}: {count} papers; a larger share than before',
        },
        papers,
        gaps,
      );
    case 'fewer':
      return sayCounted(
        {
          one: '{name}: {count} paper; a smaller share than before',
          other: '{name}: {count} papers; a smaller share than before',
        },
        papers,
        gaps,
      );
    default:
      return sayCounted({ one: '{name}: {count} paper', other: '{name}: {count} papers' }, papers, gaps);
  }
}

/** Small print: who wrote what is said of the themes. */
export function whoWroteThemes(themes: readonly DigestTheme[]): Block[] {
  const answers = themes.flatMap(({ answer }) => answer ?? []);
  if (answers.every(({ mode }) => mode === 'extract')) {
    return note(say('What is said of the themes are sentences of the abstracts, word for word.'));
  }
  const isQuoted = answers.some(({ claims }) => claims.some(({ wordForWord }) => wordForWord));
  return note(
    isQuoted
      ? say(
          'What is said of the themes was written by a language model and checked against the abstracts; what stands in quotation marks is quoted from them.',
        )
      : say('What is said of the themes was written by a language model and checked against the abstracts.'),
  );
}
