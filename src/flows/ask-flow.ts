/** A question → what the library has on it → an answer, a list, or what is missing. */
import { answer } from '../answer/answer.ts';
import { questionTask } from '../answer/question-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Call } from '../domain/command.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperConditions } from '../domain/ports.ts';
import type { Intent } from '../domain/question-reading.ts';
import { renderAnswer } from '../render/answer.ts';
import { fullTextNote, notWordForWord, renderLive, renderProgress } from '../render/notices.ts';
import { counted } from '../render/paper-lines.ts';
import { renderAmbiguous } from '../render/papers.ts';
import { type AmbiguousName, ambiguousName } from '../retrieve/ambiguous-name.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { isAbout, retrieve } from '../retrieve/retrieve.ts';
import { isAnsweredByList } from '../retrieve/subject-of-request.ts';
import { understandQuestion } from '../retrieve/understand-question.ts';
import type { FlowTools } from './flow-tools.ts';
import type { ListFlows } from './list-flows.ts';
import { asAsked, shown } from './shown.ts';

export interface AskOptions {
  readonly since?: string;
  readonly private?: boolean;
}

/** A question of these may be about one paper, so that two of one name are asked back for. */
const ABOUT_ONE_PAPER: ReadonlySet<Intent> = new Set(['paper', 'comparison', 'full-text', 'question']);

export function createAskFlow({ library, prompts, answering, context, today }: FlowTools, lists: ListFlows) {
  return {
    async *ask(asked: string, options: AskOptions, call: Call): AsyncGenerator<Message> {
      const question = readQuestion(asked);
      const understood = await understandQuestion(library, question, { since: options.since }, today());
      const { conditions, intent } = understood;
      const isList = isAnsweredByList(question, understood);
      const topic = isList ? understood.subject : understood.topic;
      if (intent === 'live') return yield renderLive(options.private);
      yield renderProgress('Looking through the library…');
      const found = await retrieve(library, topic, conditions);
      if (isList && (found.evidence.length || !topic)) {
        return yield* asAsked(lists.listOf(question, understood, { since: options.since }), options);
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
      yield renderProgress(`Reading ${counted(evidence.length, 'abstract')}…`);
      const answers = answer(
        questionTask(prompts, question, topic, evidence),
        { ...answering, check: checkClaim },
        call.signal,
      );
      const messages = shown(answers, (result, final) => renderAnswer({ ...result, closest }, context, final));
      yield* asAsked(messages, options, notes);
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

function withoutPhrases({ phrases: _, ...others }: PaperConditions): PaperConditions {
  return others;
}

function papersOf(evidence: readonly Evidence[]): Paper[] {
  return evidence.map(({ paper }) => paper);
}
