/** Questions with known papers and facts in, how good the product's own answers are out. */
import { join } from 'node:path';
import { z } from 'zod';
import { createApp, type Tools } from '../app.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { type Paper, titleKey } from '../domain/paper.ts';
import { openLibrary } from '../library/open-library.ts';
import { rank } from '../retrieve/retrieve.ts';
import {
  type ExpectedAnswer,
  type QuestionScores,
  type QuestionsSummary,
  scoresOf,
  summarise,
} from './question-scores.ts';
import { parsed, readText } from './read-lines.ts';
import { fillLibrary, withTemporaryFolder } from './temporary-library.ts';

export interface QuestionsReport extends QuestionsSummary {
  readonly kind: 'questions';
  readonly papers: number;
  /** The name of the language model; missing when answers are extracted. */
  readonly model?: string;
  /** Gold titles that no paper has: they count as not cited. */
  readonly missingGold: readonly string[];
  readonly questions: readonly QuestionScores[];
}

/** Nobody is remembered from one question to the next. */
const CALL = { signal: new AbortController().signal, reader: 'eval', place: 'eval' };

const titles = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const questionsSchema = z
  .array(
    z.object({
      id: z.union([z.string(), z.number().transform(String)]),
      kind: z.string(),
      question: z.string(),
      gold: titles,
      acceptable: titles,
      expected_facts: titles,
    }),
  )
  .min(1);

/** @throws InvalidInput on a file that cannot be read */
export async function readExpectedAnswers(path: string): Promise<ExpectedAnswer[]> {
  const shape = 'a list of {"id", "kind", "question", "gold", "acceptable", "expected_facts"}';
  const questions = parsed(await readText(path), questionsSchema, path, shape);
  return questions.map(({ expected_facts, ...question }) => ({ ...question, expectedFacts: expected_facts }));
}

export interface QuestionsTools extends Tools {
  readonly onProgress: (line: string) => void;
}

/** Builds the whole product over a temporary library of the papers and asks it; with the model of the settings, if any. */
export function measureQuestions(
  expected: readonly ExpectedAnswer[],
  papers: readonly Paper[],
  { onProgress, ...tools }: QuestionsTools,
): Promise<QuestionsReport> {
  const known = new Set(papers.map(({ title }) => titleKey(title)));
  const missingGold = expected.flatMap(({ gold }) => gold).filter((title) => !known.has(titleKey(title)));
  return withTemporaryFolder(async (folder) => {
    const libraryUri = join(folder, 'library');
    onProgress(`Taking in ${papers.length} papers…`);
    const library = await openLibrary({ uri: libraryUri, clock: tools.clock });
    await fillLibrary(library, papers).finally(() => library.close());
    const app = await createApp({ ...tools, config: { ...tools.config, libraryUri, dataFolder: folder } });
    try {
      const questions: QuestionScores[] = [];
      for (const question of expected) {
        onProgress(`Asking ${question.id}…`);
        const started = performance.now();
        const asked = app.services.pipeline.ask(question.question, {}, CALL);
        const message = await lastMessage(asked);
        const milliseconds = performance.now() - started;
        const ranking = await rank(app.library, question.question, {}, 10);
        const titles = ranking.map(({ candidate }) => candidate.title);
        questions.push(scoresOf(question, message, titles, milliseconds));
      }
      const model = tools.config.model?.model;
      return {
        kind: 'questions',
        papers: (await app.library.statistics()).papers,
        ...(model ? { model } : {}),
        missingGold,
        ...summarise(questions),
        questions,
      };
    } finally {
      await app.close();
    }
  });
}

/** What the product refuses to read is one of its answers, and is measured as one. */
async function lastMessage(messages: AsyncIterable<Message>): Promise<Message> {
  let last: Message = { status: 'failed', blocks: [] };
  try {
    for await (const message of messages) last = message;
    return last;
  } catch (error) {
    if (error instanceof InvalidInput) return { status: 'invalid', blocks: [] };
    throw error;
  }
}
