/** A paper → a summary of its abstract. */
import { answer } from '../answer/answer.ts';
import { ENGLISH, type Language } from '../answer/language.ts';
import { SUMMARY_PARTS } from '../answer/summary-parts.ts';
import { type SummaryLength, type SummaryReader, summaryTask } from '../answer/summary-task.ts';
import { unsaid } from '../answer/unsaid.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { say } from '../domain/words.ts';
import { renderProgress } from '../render/notices.ts';
import { renderAmbiguous, renderNotFound, renderPaper } from '../render/papers.ts';
import { renderSummary } from '../render/summary.ts';
import { findPaper } from '../retrieve/find-paper.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import type { FlowTools } from './flow-tools.ts';
import { languageFor, readLanguage } from './languages.ts';
import { shown } from './shown.ts';

export interface SummaryOptions {
  readonly length: SummaryLength;
  readonly reader: SummaryReader;
  /** As it was typed. */
  readonly language?: string;
}

export interface SummarizeFlowOptions {
  /** The server's language, for when nobody says which. */
  readonly defaultLanguage?: Language;
}

export function createSummarizeFlow(
  { library, prompts, answeringFor, context }: FlowTools,
  { defaultLanguage }: SummarizeFlowOptions = {},
) {
  return {
    /** @throws InvalidInput when there is no paper to look for, or the language is none */
    async *summarize(which: string, options: SummaryOptions, call: Call): AsyncGenerator<Message> {
      const { length, reader } = options;
      const language = readLanguage(options.language, languageFor(call, defaultLanguage)) ?? ENGLISH;
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') return yield renderAmbiguous(which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(which, found.closest);
      const { paper } = found;
      const evidence = evidenceOf(library, paper, paper.title);
      if (paper.withdrawn || !evidence.sentences.length) return yield renderPaper(paper);
      yield renderProgress(say('Reading the abstract…'));
      const answers = answer(
        summaryTask(prompts, evidence, { length, reader, language }),
        { ...(await answeringFor(call, 'summary')), check: checkClaim },
        call.signal,
      );
      const summary = {
        paper,
        reader,
        ...(language.code !== ENGLISH.code && { language: language.name }),
        ...(length === 'parts' && { parts: SUMMARY_PARTS, unsaid: unsaid(paper) }),
      };
      yield* shown(answers, (result, final) => renderSummary(result, summary, context, final));
    },
  };
}
