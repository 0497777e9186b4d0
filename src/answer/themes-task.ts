/** What is asked of the model for the themes of a period, and what stands in for it. */
import type { Claim, DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';
import type { AnswerTask, WriteRequest } from './answer-task.ts';
import { TABLE_SCHEMA } from './claims-schema.ts';
import { CONTRIBUTION } from './cues.ts';
import { asData, evidenceBlock, newMarker } from './evidence-block.ts';
import { paperKey } from './keys.ts';
import { oneLine } from './one-line.ts';
import type { Prompts } from './prompts.ts';
import { draftsOf } from './references.ts';
import { secondRequest } from './second-attempt.ts';

const THEMES_TOKENS = 2_000;
/** Of each theme: its name, and what is new in it. */
export const CLAIMS_A_THEME = 2;
const MOST_WORDS_CHARACTERS = 200;

/** A group of papers, as the model is to read it. */
export interface ThemeToWrite {
  /** `T1`; claims on the theme have it as their column. */
  readonly key: string;
  /** What sets its papers apart. */
  readonly terms: readonly string[];
  /** The papers that stand for it, the most telling first; never empty. */
  readonly evidence: readonly Evidence[];
  /** All of its papers, whose words its name may have. */
  readonly papers: readonly Paper[];
}

/** The column of the claim that names a theme. */
export function nameColumn(key: string): string {
  return `${key} name`;
}

export function themesTask(prompts: Prompts, themes: readonly ThemeToWrite[]): AnswerTask {
  const evidence = themes.flatMap((theme) => theme.evidence);
  const values = { themes: themeLines(themes), papers: evidenceBlock(evidence), marker: newMarker() };
  const request: WriteRequest = {
    ...prompts.fill('trends', values),
    schema: TABLE_SCHEMA,
    maxOutputTokens: THEMES_TOKENS,
  };
  const extract = () => themes.flatMap((theme) => keySentence(theme, evidence));
  return {
    evidence,
    request,
    secondRequest: (failed, kept) => secondRequest(prompts, request, failed, kept),
    extract,
    fill: (claims) => extract().filter(({ column }) => !isTold(column, claims)),
    mostClaims: themes.length * (1 + CLAIMS_A_THEME),
  };
}

function isTold(key: string | undefined, claims: readonly Claim[]): boolean {
  return claims.some(({ column }) => column === key);
}

function themeLines(themes: readonly ThemeToWrite[]): string {
  let before = 0;
  return themes
    .map(({ key, terms, evidence }) => {
      const papers = evidence.map((_, place) => paperKey(before + place)).join(', ');
      before += evidence.length;
      return `[${key}] papers ${papers}; words: ${asData(terms.join(', '), MOST_WORDS_CHARACTERS)}`;
    })
    .join('\n');
}

/** What a paper of the theme contributes, word for word: of the first that says so in a sentence, else of the first. */
function keySentence({ key, evidence }: ThemeToWrite, all: readonly Evidence[]): DraftClaim[] {
  const found = evidence.flatMap((item) => {
    const own = item.sentences.filter(({ text }) => CONTRIBUTION.test(text));
    const sentence = oneLine(item.paper.title, own) ?? oneLine(item.paper.title, item.sentences);
    return sentence ? [{ item, sentence }] : [];
  });
  const chosen = found.find(({ sentence }) => CONTRIBUTION.test(sentence.text)) ?? found[0];
  if (!chosen) return [];
  const drafts = draftsOf(all.indexOf(chosen.item), chosen.item, [chosen.sentence]);
  return drafts.map((draft) => ({ ...draft, column: key }));
}
