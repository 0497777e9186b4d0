/** A question, on its own or in a conversation → what the library has on it → an answer, a list, or what is missing. */
import { answer } from '../answer/answer.ts';
import type { Language } from '../answer/language.ts';
import { type QuestionToAnswer, questionTask } from '../answer/question-task.ts';
import { briefly } from '../answer/short-answer.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Call } from '../domain/command.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Block, Message } from '../domain/message.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import type { PaperConditions } from '../domain/ports.ts';
import type { Intent } from '../domain/question-reading.ts';
import { say, sayCounted } from '../domain/words.ts';
import { renderAnswer } from '../render/answer.ts';
import { renderNoSuchPlace, renderNothingBefore, understoodNotes } from '../render/follow-up.ts';
import { fullTextNote, notOfPlace, notWordForWord, renderLive, renderProgress } from '../render/notices.ts';
import { renderAmbiguous, renderPaper } from '../render/papers.ts';
import { type AmbiguousName, ambiguousName } from '../retrieve/ambiguous-name.ts';
import { evidenceInPlace } from '../retrieve/evidence-in-place.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { readQuestionWords } from '../retrieve/read-question-words.ts';
import { evidenceOf, isAbout, retrieve } from '../retrieve/retrieve.ts';
import { isAnsweredByList } from '../retrieve/subject-of-request.ts';
import { understandQuestion } from '../retrieve/understand-question.ts';
import type { FlowTools } from './flow-tools.ts';
import type { FollowUp } from './follow-up.ts';
import { languageFor, readLanguage, untranslatedNotes } from './languages.ts';
import type { ListFlows } from './list-flows.ts';
import { asAsked, shown } from './shown.ts';

export interface AskOptions {
  readonly since?: string;
  readonly private?: boolean;
  /** What the answer is written in, as a reader calls it: a name or a BCP 47 tag. */
  readonly language?: string;
}

export interface AskFlowOptions {
  /** What a question means in its conversation. */
  followUp(question: string, call: Call): Promise<FollowUp>;
  /** For readers who ask for none; English without it. */
  readonly defaultLanguage?: Language;
}

/** A question of these may be about one paper, so that two of one name are asked back for. */
const ABOUT_ONE_PAPER: ReadonlySet<Intent> = new Set(['paper', 'comparison', 'full-text', 'question']);

export function createAskFlow(
  { library, prompts, answeringFor, context, today }: FlowTools,
  lists: ListFlows,
  { followUp, defaultLanguage }: AskFlowOptions,
) {
  return {
    /** @throws InvalidInput when there is no question, a date or a language cannot be read */
    async *ask(asked: string, options: AskOptions, call: Call): AsyncGenerator<Message> {
      const typed = readQuestion(asked);
      const language = readLanguage(options.language, languageFor(call, defaultLanguage));
      const meant = await followUp(typed, call);
      if (call.about?.length && (meant.kind === 'alone' || meant.kind === 'nothing-before'))
        return yield* askInPlace(call.about, typed, language, options, call);
      if (meant.kind === 'alone') return yield* askAlone(typed, language, options, call);
      if (meant.kind === 'nothing-before') return yield { ...renderNothingBefore(), private: options.private };
      if (meant.kind === 'no-such-place')
        return yield { ...renderNoSuchPlace(meant.place, meant.papers), private: options.private };
      const { question, papers, asksWhy } = meant;
      const understood = { question, papers: papers.map(({ id }) => id) };
      const messages = papers.length
        ? askOf(papers, question, language, options, call)
        : askAlone(question, language, options, call);
      const notes = understoodNotes(question, papers, asksWhy);
      for await (const message of asAsked(messages, options, notes)) yield { ...message, understood };
    },
  };

  /** A question that needs nothing but itself. */
  async function* askAlone(
    question: string,
    language: Language | undefined,
    options: AskOptions,
    call: Call,
  ): AsyncGenerator<Message> {
    const understood = await understandQuestion(library, question, { since: options.since }, today());
    const { conditions, intent } = understood;
    const isList = isAnsweredByList(question, understood);
    const topic = isList ? understood.subject : understood.topic;
    if (intent === 'live') return yield renderLive(options.private);
    yield renderProgress(say('Looking through the library…'));
    const found = await retrieve(library, topic, conditions);
    if (isList && (found.evidence.length || !topic)) {
      return yield* asAsked(lists.listOf(question, understood, { since: options.since }, call), options);
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
      return yield* asAsked(lists.nothing(conditions, fits, closest), options, notes);
    }
    const several = whichPaper(question, intent, evidence);
    if (several) return yield { ...renderAmbiguous(several.name, several.papers), private: options.private };
    yield* write({ question, topic, evidence, language }, closest, options, notes, call);
  }

  /** A question about papers that are known: nothing is looked for. */
  async function* askOf(
    papers: readonly Paper[],
    question: string,
    language: Language | undefined,
    options: AskOptions,
    call: Call,
  ): AsyncGenerator<Message> {
    const evidence = papers
      .map((paper) => evidenceOf(library, paper, question))
      .filter(({ sentences }) => sentences.length > 0);
    if (!evidence.length) return yield* asAsked(renderAll(papers), options);
    const { intent } = readQuestionWords(question, today());
    const notes = intent === 'full-text' ? [fullTextNote(papers[0])] : [];
    yield* write({ question, topic: question, evidence, language }, papers, options, notes, call);
  }

  /** Where a place is about papers: what these say; where they do not say it, what the rest of the library does. */
  async function* askInPlace(
    about: readonly PaperId[],
    question: string,
    language: Language | undefined,
    options: AskOptions,
    call: Call,
  ): AsyncGenerator<Message> {
    const papers = (await library.get(about)).filter(({ withdrawn }) => !withdrawn);
    const { intent } = readQuestionWords(question, today());
    if (!papers.length || !ABOUT_ONE_PAPER.has(intent)) return yield* askAlone(question, language, options, call);
    const evidence = await evidenceInPlace(library, papers, question);
    let abstention: Message | undefined;
    if (evidence.length) {
      const notes = intent === 'full-text' ? [fullTextNote(papers[0])] : [];
      for await (const message of write(
        { question, topic: question, evidence, language },
        papers,
        options,
        notes,
        call,
      )) {
        // Whoever takes something for granted that these papers deny is told so by them.
        if (message.status !== 'abstained' || message.answer?.abstention === 'false-premise') yield message;
        else abstention = message;
      }
      if (!abstention) return;
    }
    for await (const message of asAsked(askAlone(question, language, options, call), options, [notOfPlace(papers)])) {
      yield abstention && message.status === 'abstained' ? abstention : message;
    }
  }

  async function* write(
    asked: QuestionToAnswer,
    closest: readonly Paper[],
    options: AskOptions,
    notes: readonly Block[],
    call: Call,
  ): AsyncGenerator<Message> {
    yield renderProgress(
      sayCounted({ one: 'Reading {count} abstract…', other: 'Reading {count} abstracts…' }, asked.evidence.length),
    );
    const task = questionTask(prompts, asked);
    const answers = answer(
      call.settings?.answerLength === 'short' ? briefly(task) : task,
      { ...(await answeringFor(call, 'answer')), check: checkClaim },
      call.signal,
    );
    const messages = shown(answers, (result, final) => {
      const message = renderAnswer({ ...result, closest }, context, final);
      const isQuoted = final && result.claims.length > 0 && result.mode !== 'model';
      return isQuoted ? { ...message, blocks: [...message.blocks, ...untranslatedNotes(asked.language)] } : message;
    });
    yield* asAsked(messages, options, notes);
  }

  /** Several papers of the name that the question is about, of which no word of it tells which. */
  function whichPaper(question: string, intent: Intent, evidence: readonly Evidence[]): AmbiguousName | undefined {
    if (!ABOUT_ONE_PAPER.has(intent)) return undefined;
    // Other questions may only mention the name.
    const isMeant = (paper: Paper) => intent !== 'question' || isAbout(library, question, paper);
    return ambiguousName(question, papersOf(evidence).filter(isMeant));
  }
}

function withoutPhrases({ phrases: _, ...others }: PaperConditions): PaperConditions {
  return others;
}

/** Papers without an abstract: all that there is to show. */
async function* renderAll([paper]: readonly Paper[]): AsyncGenerator<Message> {
  if (paper) yield renderPaper(paper);
}

function papersOf(evidence: readonly Evidence[]): Paper[] {
  return evidence.map(({ paper }) => paper);
}
