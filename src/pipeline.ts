/** The order of the street: question → retrieve → answer → cite → render. What the commands speak to. */
import { answer } from './answer/answer.ts';
import type { Prompts } from './answer/prompts.ts';
import { comparisonTask, questionTask, type SummaryLength, type SummaryReader, summaryTask } from './answer/tasks.ts';
import { checkClaim } from './cite/check-claim.ts';
import { checkComparisonClaim } from './cite/check-comparison.ts';
import type { Answer } from './domain/answer.ts';
import type { Clock } from './domain/clock.ts';
import type { Choice } from './domain/command.ts';
import { dayOf } from './domain/days.ts';
import type { Evidence } from './domain/evidence.ts';
import type { Block, Message } from './domain/message.ts';
import { arxivIdOf, type Paper } from './domain/paper.ts';
import type { LanguageModel, Log, PaperConditions, PaperIndex } from './domain/ports.ts';
import type { Intent } from './domain/question-reading.ts';
import { shorten } from './domain/text/clean.ts';
import { createListFlows } from './list-flows.ts';
import { renderAbout } from './render/about.ts';
import { type AnswerContext, renderAnswer } from './render/answer.ts';
import { renderComparison } from './render/comparison.ts';
import { fullTextNote, notWordForWord, renderInvalid, renderLive, renderProgress } from './render/notices.ts';
import { counted } from './render/paper-lines.ts';
import { renderAmbiguous, renderNotFound, renderPaper, renderUnusable } from './render/papers.ts';
import { type AmbiguousName, ambiguousName } from './retrieve/ambiguous-name.ts';
import { findPaper } from './retrieve/find-paper.ts';
import { findPapers } from './retrieve/find-papers.ts';
import { readQuestion } from './retrieve/read-question.ts';
import { evidenceOf, isAbout, retrieve } from './retrieve/retrieve.ts';
import { isAnsweredByList } from './retrieve/subject-of-request.ts';
import { understandQuestion } from './retrieve/understand-question.ts';

export interface Rooms {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  /** The name of an embedder that questions are sent away to. */
  readonly remoteEmbedder?: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly answerDeadlineMilliseconds: number;
}

export interface AskOptions {
  readonly since?: string;
  readonly private?: boolean;
}

/** Each flow yields messages; the last is the answer. Faults are thrown, expected outcomes are messages. */
export type Pipeline = ReturnType<typeof createPipeline>;

/** A question of these may be about one paper, so that two of one name are asked back for. */
const ABOUT_ONE_PAPER: ReadonlySet<Intent> = new Set(['paper', 'comparison', 'full-text', 'question']);
const CHOICES = 25;
const CHOICE_LENGTH = 100;

export function createPipeline(rooms: Rooms) {
  const { library, prompts, model, clock } = rooms;
  const today = () => dayOf(clock.now());
  const tools = { model, clock, log: rooms.log, deadlineMilliseconds: rooms.answerDeadlineMilliseconds };
  const context: AnswerContext = { model: model?.name };
  const { listOf, nothing, ...lists } = createListFlows(library, today);

  return {
    async *ask(asked: string, options: AskOptions, signal: AbortSignal): AsyncGenerator<Message> {
      const question = readQuestion(asked);
      const understood = await understandQuestion(library, question, { since: options.since }, today());
      const { conditions, intent } = understood;
      const isList = isAnsweredByList(question, understood);
      const topic = isList ? understood.subject : understood.topic;
      if (intent === 'live') return yield renderLive(options.private);
      yield renderProgress('Looking through the library…');
      const found = await retrieve(library, topic, conditions);
      if (isList && (found.evidence.length || !topic)) {
        return yield* asAsked(listOf(question, understood, { since: options.since }), options);
      }
      // Whoever quotes from memory is answered all the same, and told.
      const isQuoted = found.evidence.length > 0 || !conditions.phrases?.length;
      const { evidence, closest } = isQuoted ? found : await retrieve(library, topic, withoutPhrases(conditions));
      const notes = [
        ...(isQuoted ? [] : [notWordForWord(conditions.phrases ?? [])]),
        ...(intent === 'full-text' ? [fullTextNote(evidence.find(({ named }) => named)?.paper)] : []),
      ];
      if (!evidence.length) {
        const fits = async (others: PaperConditions) => papersOf((await retrieve(library, topic, others)).evidence);
        return yield* asAsked(nothing(conditions, fits, closest), options, notes);
      }
      const several = whichPaper(question, intent, evidence);
      if (several) return yield { ...renderAmbiguous(several.name, several.papers), private: options.private };
      yield renderProgress(`Reading ${counted(evidence.length, 'abstract')}…`);
      const answers = answer(questionTask(prompts, question, topic, evidence), { ...tools, check: checkClaim }, signal);
      const messages = shown(answers, (result, final) => renderAnswer({ ...result, closest }, context, final));
      yield* asAsked(messages, options, notes);
    },

    ...lists,

    async *paper(which: string): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') yield renderAmbiguous(which, found.papers);
      else yield found.kind === 'found' ? renderPaper(found.paper) : renderNotFound(which, found.closest);
    },

    async *summarize(
      which: string,
      length: SummaryLength,
      reader: SummaryReader,
      signal: AbortSignal,
    ): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') return yield renderAmbiguous(which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(which, found.closest);
      const { paper } = found;
      const evidence = evidenceOf(library, paper, paper.title);
      if (paper.withdrawn || !evidence.sentences.length) return yield renderPaper(paper);
      yield renderProgress('Reading the abstract…');
      const answers = answer(summaryTask(prompts, evidence, length, reader), { ...tools, check: checkClaim }, signal);
      yield* shown(answers, (result, final) =>
        renderAnswer(
          result,
          { ...context, heading: [paper.title], nothing: 'The abstract says too little for a summary.' },
          final,
        ),
      );
    },

    async *compare(which: string, wanted: string | undefined, signal: AbortSignal): AsyncGenerator<Message> {
      const focus = wanted?.trim() ? readQuestion(wanted) : undefined;
      const found = await findPapers(library, readQuestion(which.replace(/\n+/g, ';')), 2);
      if (found.kind === 'problem') return yield renderInvalid(found.problem, found.help);
      if (found.kind === 'ambiguous') return yield renderAmbiguous(found.which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(found.which, found.closest);
      const unusable = found.papers.find((paper) => paper.withdrawn || !paper.abstract.trim());
      if (unusable) return yield renderUnusable(unusable);
      yield renderProgress(`Setting ${found.papers.length} papers side by side…`);
      const evidence = found.papers.map((paper) => evidenceOf(library, paper, focus ?? paper.title));
      const answers = answer(
        comparisonTask(prompts, evidence, focus),
        { ...tools, check: checkComparisonClaim },
        signal,
      );
      yield* shown(answers, (result, final) => renderComparison(result, found.papers, context, focus, final));
    },

    async *about(): AsyncGenerator<Message> {
      yield renderAbout({
        version: rooms.version,
        statistics: await library.statistics(),
        model: model?.name,
        remoteEmbedder: rooms.remoteEmbedder,
        now: clock.now(),
      });
    },

    /** Titles for autocomplete; the value is an id, which never means two papers. */
    async completePaper(typed: string): Promise<Choice[]> {
      const papers = await library.completeTitle(typed, CHOICES);
      return papers.map((paper) => ({
        name: shorten(paper.title, CHOICE_LENGTH),
        value: arxivIdOf(paper) ?? paper.id,
      }));
    },
  };

  /** Several papers of the name that the question is about, of which no word of it tells which. */
  function whichPaper(question: string, intent: Intent, evidence: readonly Evidence[]): AmbiguousName | undefined {
    if (!ABOUT_ONE_PAPER.has(intent)) return undefined;
    // Other questions may only mention the name.
    const isMeant = (paper: Paper) => intent !== 'question' || isAbout(library, question, paper);
    return ambiguousName(question, papersOf(evidence).filter(isMeant));
  }
}

/** Adds what holds for the whole reply: that it is private, and notes below the last message. */
async function* asAsked(
  messages: AsyncIterable<Message>,
  options: Pick<AskOptions, 'private'>,
  notes: readonly Block[] = [],
): AsyncGenerator<Message> {
  for await (const message of messages) {
    const isLast = message.status !== 'progress';
    yield {
      ...message,
      blocks: isLast ? [...message.blocks, ...notes] : message.blocks,
      private: options.private,
    };
  }
}

function withoutPhrases({ phrases: _, ...others }: PaperConditions): PaperConditions {
  return others;
}

function papersOf(evidence: readonly Evidence[]): Paper[] {
  return evidence.map(({ paper }) => paper);
}

/** All but the last answer are progress; which one is last shows when the next does not come. */
async function* shown(
  answers: AsyncIterable<Answer>,
  render: (answer: Answer, final: boolean) => Message,
): AsyncGenerator<Message> {
  let last: Answer | undefined;
  for await (const result of answers) {
    if (last) yield render(last, false);
    last = result;
  }
  if (last) yield render(last, true);
}
