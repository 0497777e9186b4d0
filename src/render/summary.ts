/** A checked summary of one paper → a message: its sentences, or its parts and what the abstract does not say. */
import type { Answer, Claim } from '../domain/answer.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { inARow, type Label, languageName, say, type Words } from '../domain/words.ts';
import { type AnswerContext, citationSpans, howMade, renderAnswer } from './answer.ts';
import { columnLabel } from './column-labels.ts';
import { labelled, sourceLine } from './paper-lines.ts';

const NOTHING = say('The abstract says too little for a summary.');
const OTHERS = say('Also');

export interface SummaryToShow {
  readonly paper: Paper;
  readonly reader: 'beginner' | 'practitioner' | 'expert';
  /** The English name of the wanted language, where it is not English. */
  readonly language?: string;
  /** Where parts are wanted: their names in their order, and what the abstract does not say. */
  readonly parts?: readonly string[];
  readonly unsaid?: readonly Label[];
}

export function renderSummary(answer: Answer, summary: SummaryToShow, context: AnswerContext, final = true): Message {
  const { paper, parts } = summary;
  const message =
    parts && answer.claims.length
      ? renderParts(answer, parts, summary, context, final)
      : renderAnswer(answer, { ...context, heading: [paper.title], nothing: NOTHING }, final);
  const notes = final && answer.claims.length ? notesOf(answer, summary) : [];
  return { ...message, blocks: [...message.blocks, ...notes] };
}

function renderParts(
  answer: Answer,
  parts: readonly string[],
  { paper, unsaid = [] }: SummaryToShow,
  context: AnswerContext,
  final: boolean,
): Message {
  const numbers = new Map([[paper.id, 1]]);
  const partOf = ({ column }: Claim) => parts.find((part) => part.toLowerCase() === column?.trim().toLowerCase());
  const lineOf = (part: Label, claims: readonly Claim[]): Line =>
    labelled(
      part,
      ...claims.flatMap((claim, index) => [...(index ? [' '] : []), claim.text, ' ', ...citationSpans(claim, numbers)]),
    );
  const lines = parts.flatMap((part) => {
    const claims = answer.claims.filter((claim) => partOf(claim) === part);
    if (claims.length) return [lineOf(columnLabel(part), claims)];
    return final ? [labelled(columnLabel(part), { kind: 'emphasis', text: say('not in the abstract') })] : [];
  });
  const others = answer.claims.filter((claim) => !partOf(claim));
  return {
    status: final ? answer.status : 'progress',
    blocks: [
      { kind: 'heading', line: [paper.title] },
      { kind: 'list', items: [...lines, ...(others.length ? [lineOf(OTHERS, others)] : [])] },
      ...(final && unsaid.length
        ? [
            {
              kind: 'paragraph',
              line: labelled(say('What the abstract does not say'), say('{things}.', { things: inARow(unsaid, '; ') })),
            } as const,
          ]
        : []),
      { kind: 'sources', items: [{ number: 1, line: sourceLine(paper) }] },
      ...(final ? [howMade(answer, context)] : []),
    ],
    private: context.private,
    answer,
  };
}

/** What a reader who asked for more than sentences of the abstract should know. */
function notesOf(answer: Answer, { reader, language }: SummaryToShow): Block[] {
  if (answer.mode === 'model') return [];
  const quoted = answer.claims.filter(({ wordForWord }) => answer.mode === 'extract' || wordForWord);
  const isCut = quoted.some(({ text }) => text.startsWith('… ') || text.endsWith(' …'));
  const reason = whyModel(reader, language);
  const lines = [
    ...(isCut ? [say('“…” stands for words of the sentence that were left out.')] : []),
    ...(reason ? [reason] : []),
  ];
  return lines.map((line): Block => ({ kind: 'note', line: [line] }));
}

/** What only a language model could have done; `undefined` where nothing of that was asked for. */
function whyModel(reader: SummaryToShow['reader'], name: string | undefined): Words | undefined {
  const language = name === undefined ? undefined : languageName(name);
  switch (reader) {
    case 'beginner':
      return language
        ? say(
            'Quoted sentences stay as the abstract has them; a language model is needed for {language} and to write for a beginner.',
            { language },
          )
        : say('Quoted sentences stay as the abstract has them; a language model is needed to write for a beginner.');
    case 'expert':
      return language
        ? say(
            'Quoted sentences stay as the abstract has them; a language model is needed for {language} and to write for an expert.',
            { language },
          )
        : say('Quoted sentences stay as the abstract has them; a language model is needed to write for an expert.');
    default:
      return (
        language &&
        say('Quoted sentences stay as the abstract has them; a language model is needed for {language}.', { language })
      );
  }
}
