/** What a question should have got and the message it got in, figures out: one row a question, and their means. Pure. */
import { type Claim, citedPapers } from '../domain/answer.ts';
import type { Message, MessageStatus } from '../domain/message.ts';
import { titleKey } from '../domain/paper.ts';
import { unsupportedNumbers } from '../domain/text/numbers.ts';
import { mean } from './averages.ts';
import { holdsFact } from './expected-facts.ts';
import { ndcg } from './ranking-metrics.ts';

export interface ExpectedAnswer {
  readonly id: string;
  readonly kind: string;
  readonly question: string;
  /** Titles that an answer should cite; none: it should abstain. */
  readonly gold: readonly string[];
  /** Titles that it may cite. */
  readonly acceptable: readonly string[];
  readonly expectedFacts: readonly string[];
}

/** How many of a kind there are, and how many of those are as they should be. */
export interface Count {
  readonly right: number;
  readonly all: number;
}

export interface QuestionScores {
  readonly id: string;
  readonly kind: string;
  readonly status: MessageStatus;
  readonly answered: boolean;
  /** Papers that it should cite; none: it should abstain. */
  readonly gold: number;
  /** Titles, in the order of first citation. */
  readonly cited: readonly string[];
  /** Share of the cited papers that are gold or acceptable, 0 where none is cited; missing without gold. */
  readonly precision?: number;
  /** Share of the gold papers that are cited; missing without gold. */
  readonly recall?: number;
  /** Of the ranking that the answer was made from: 2 for a gold paper, 1 for an acceptable one; missing without gold. */
  readonly ndcgAt10?: number;
  readonly facts: Count;
  /** Citations whose quote is a piece of its abstract, character by character. */
  readonly quotes: Count;
  /** Claims whose numbers all stand in what they cite. */
  readonly numbers: Count;
  readonly milliseconds: number;
}

/** Means over questions; missing where there is nothing to average. */
export interface QuestionsSummary {
  /** Over the questions with gold. */
  readonly precision?: number;
  readonly recall?: number;
  readonly ndcgAt10?: number;
  /** Share of the facts that were found, of questions with a single gold paper, and of all with gold. */
  readonly singlePaperFacts?: number;
  readonly allFacts?: number;
  readonly quotesVerbatim?: number;
  readonly numbersSupported?: number;
  readonly abstentions: readonly Abstentions[];
  readonly milliseconds?: number;
}

export interface Abstentions {
  readonly kind: string;
  readonly questions: number;
  /** Nothing was cited, and no paper has the answer. */
  readonly rightly: number;
  /** Nothing was cited though there is a paper. */
  readonly wrongly: number;
  /** Something was cited though no paper has the answer. */
  readonly missed: number;
}

/**
 * @param message the last one of the answer @param ranking titles, best first
 * @param milliseconds from asking to the last message
 */
export function scoresOf(
  expected: ExpectedAnswer,
  message: Message,
  ranking: readonly string[],
  milliseconds: number,
): QuestionScores {
  const claims = message.answer?.claims ?? [];
  const cited = citedPapers(claims).map(({ title }) => title);
  const text = claims.map((claim) => claim.text).join(' ');
  return {
    id: expected.id,
    kind: expected.kind,
    status: message.status,
    answered: claims.length > 0,
    gold: expected.gold.length,
    cited,
    ...(expected.gold.length
      ? { ...precisionAndRecall(expected, cited.map(titleKey)), ndcgAt10: ndcgOf(expected, ranking) }
      : {}),
    facts: count(expected.expectedFacts, (fact) => holdsFact(fact, text)),
    quotes: count(
      claims.flatMap((claim) => claim.citations),
      ({ paper, quote }) => quote !== '' && paper.abstract.includes(quote),
    ),
    numbers: count(claims, hasSupportedNumbers),
    milliseconds,
  };
}

export function summarise(questions: readonly QuestionScores[]): QuestionsSummary {
  const withGold = questions.filter(({ gold }) => gold > 0);
  const ofSinglePapers = questions.filter(({ gold }) => gold === 1);
  return {
    precision: mean(withGold.map(({ precision }) => precision ?? 0)),
    recall: mean(withGold.map(({ recall }) => recall ?? 0)),
    ndcgAt10: mean(withGold.map(({ ndcgAt10 }) => ndcgAt10 ?? 0)),
    singlePaperFacts: share(ofSinglePapers.map(({ facts }) => facts)),
    allFacts: share(withGold.map(({ facts }) => facts)),
    quotesVerbatim: share(questions.map(({ quotes }) => quotes)),
    numbersSupported: share(questions.map(({ numbers }) => numbers)),
    abstentions: [...new Set(questions.map(({ kind }) => kind))].map((kind) =>
      abstentionsOf(
        kind,
        questions.filter((question) => question.kind === kind),
      ),
    ),
    milliseconds: mean(questions.map(({ milliseconds }) => milliseconds)),
  };
}

function precisionAndRecall({ gold, acceptable }: ExpectedAnswer, cited: readonly string[]) {
  const fitting = new Set([...gold, ...acceptable].map(titleKey));
  const precise = count(cited, (key) => fitting.has(key));
  return {
    precision: share([precise]) ?? 0,
    recall: share([count(gold.map(titleKey), (key) => cited.includes(key))]) ?? 0,
  };
}

function ndcgOf({ gold, acceptable }: ExpectedAnswer, ranking: readonly string[]): number {
  const judgments = new Map([
    ...acceptable.map((title) => [titleKey(title), 1] as const),
    ...gold.map((title) => [titleKey(title), 2] as const),
  ]);
  return ndcg(ranking.map(titleKey), judgments, 10);
}

function hasSupportedNumbers({ text, citations }: Claim): boolean {
  return unsupportedNumbers(text, citations.map(({ quote }) => quote).join(' ')).length === 0;
}

function abstentionsOf(kind: string, questions: readonly QuestionScores[]): Abstentions {
  return {
    kind,
    questions: questions.length,
    rightly: questions.filter(({ answered, gold }) => !answered && !gold).length,
    wrongly: questions.filter(({ answered, gold }) => !answered && gold).length,
    missed: questions.filter(({ answered, gold }) => answered && !gold).length,
  };
}

function count<T>(items: readonly T[], isRight: (item: T) => boolean): Count {
  return { right: items.filter(isRight).length, all: items.length };
}

function share(counts: readonly Count[]): number | undefined {
  const all = counts.reduce((sum, next) => sum + next.all, 0);
  return all ? counts.reduce((sum, next) => sum + next.right, 0) / all : undefined;
}
