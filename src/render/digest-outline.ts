/** A digest and a language in; what mails, pages and feeds say of it, without any mark-up, out. Pure. */

import type { Digest, DigestEntry, DigestTheme } from '../domain/digest.ts';
import type {
  DigestOutline,
  OutlineClaim,
  OutlineEntry,
  OutlineLabels,
  OutlineTheme,
} from '../domain/digest-outline.ts';
import { arxivIdOf, describeAuthors, type Paper, paperAddress } from '../domain/paper.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { bareText, type Catalogue, lineIn, say, sayCounted, textIn, type Words } from '../domain/words.ts';
import { countOf, titleOf, whoWroteThem } from './digest-parts.ts';
import { whoWroteThemes } from './digest-wrap-up.ts';
import { interestOf } from './paper-lines.ts';

const LONGEST_TITLE = 240;
const LONGEST_LINE = 400;
const LONGEST_FACT = 90;
const LONGEST_WHOLE_FACT = 24;

/** @param catalogue English without it */
export function outlineDigest(digest: Digest, catalogue?: Catalogue): DigestOutline {
  const words = (said: Words) => textIn(said, catalogue);
  const entry = (one: DigestEntry) => outlineEntry(one, catalogue);
  const { edition, entries, picture, themes, roseLate } = digest;
  const count = words(countOf(digest));
  return {
    language: catalogue?.language ?? 'en',
    title: words(titleOf(digest)),
    summary: digest.empty ? '' : count,
    entries: entries.map(entry),
    themes: themes.map((theme) => outlineTheme(theme, catalogue)),
    roseLate: roseLate.map(entry),
    ...(picture && { picture: { ...picture, alternative: textIn(picture.description, catalogue) } }),
    ...(digest.empty && { nothing: count }),
    note: noteOf(digest, catalogue),
    labels: labelsOf(edition, words),
  };
}

/** "The line of each paper is a sentence of its abstract." */
function noteOf({ entries, roseLate, themes }: Digest, catalogue?: Catalogue): string {
  const isSaid = themes.some(({ answer }) => answer?.claims.length);
  const notes = [...whoWroteThem([...entries, ...roseLate]), ...(isSaid ? whoWroteThemes(themes) : [])];
  return notes
    .flatMap((block) => ('line' in block ? [lineIn(block.line, catalogue).map(bareText).join('')] : []))
    .join(' ');
}

function labelsOf(edition: Digest['edition'], words: (said: Words) => string): OutlineLabels {
  return {
    themes: words(edition === 'monthly' ? say('Themes of the month') : say('Themes of the week')),
    papers: words(edition === 'daily' ? say('Papers') : say('Not to be missed')),
    roseLate: words(say('Risen late')),
    discussion: words(say('Discussion')),
  };
}

function outlineEntry({ paper, line, reasons }: DigestEntry, catalogue?: Catalogue): OutlineEntry {
  const url = paperAddress(paper);
  const arxivId = arxivIdOf(paper);
  return {
    id: paper.id,
    title: shorten(cleanText(paper.title), LONGEST_TITLE),
    ...(url && { url }),
    ...(arxivId && paper.listedOn && { discussion: `https://huggingface.co/papers/${arxivId}` }),
    facts: factsOf(paper, catalogue),
    line: shorten(cleanText(line), LONGEST_LINE),
    reasons: reasons.map((reason) => lineIn([reason], catalogue)),
  };
}

function factsOf(paper: Paper, catalogue?: Catalogue): string[] {
  const { organisation, withdrawn } = paper;
  const facts = [describeAuthors(paper), organisation, ...interestOf(paper), withdrawn ? say('withdrawn') : undefined];
  return facts.flatMap((fact) => {
    const text = fact && shorten(cleanText(textIn(fact, catalogue)), LONGEST_FACT);
    if (!text) return [];
    // "▲ 57 upvotes" is not parted at the end of a line.
    return [text.length > LONGEST_WHOLE_FACT ? text : text.replaceAll(' ', '\u00a0')];
  });
}

function outlineTheme(theme: DigestTheme, catalogue?: Catalogue): OutlineTheme {
  const { name, answer, examples } = theme;
  const isModel = answer !== undefined && answer.mode !== 'extract';
  return {
    name: shorten(cleanText(name), LONGEST_FACT),
    size: textIn(sizeOf(theme), catalogue),
    claims: (answer?.claims ?? []).map(({ text, citations, wordForWord }): OutlineClaim => {
      const said = shorten(cleanText(text), LONGEST_LINE);
      return {
        text: wordForWord && isModel ? `“${said}”` : said,
        sources: [...new Map(citations.map(({ paper }) => [paper.id, paper])).values()].map((paper) => {
          const url = paperAddress(paper);
          return { title: shorten(cleanText(paper.title), LONGEST_TITLE), ...(url && { url }) };
        }),
      };
    }),
    examples: examples.map((paper) => outlineEntry({ paper, line: '', written: false, reasons: [] }, catalogue)),
  };
}

function sizeOf({ papers, change }: DigestTheme): Words {
  if (change === 'more') {
    return sayCounted(
      { one: '{count} paper; a larger share than before', other: '{count} papers; a larger share than before' },
      papers,
    );
  }
  if (change === 'fewer') {
    return sayCounted(
      { one: '{count} paper; a smaller share than before', other: '{count} papers; a smaller share than before' },
      papers,
    );
  }
  return sayCounted({ one: '{count} paper', other: '{count} papers' }, papers);
}
