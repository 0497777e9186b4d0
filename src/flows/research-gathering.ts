/** A question → the parts of a review with the abstracts that each rests on: planned and looked up by a model, or by code. */
import { newMarker } from '../answer/evidence-block.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';
import type { LanguageModel, PaperConditions, ToolModel } from '../domain/ports.ts';
import type { Gathering } from '../domain/review.ts';
import { sharedWords } from '../domain/text/match.ts';
import { type Label, say, sayCounted } from '../domain/words.ts';
import { type Aspect, findAspects } from '../research/aspects.ts';
import type { ResearchBounds } from '../research/depth.ts';
import { isSupportedHeading } from '../research/heading.ts';
import { planSubQuestions } from '../research/plan.ts';
import type { ResearchLibrary } from '../research/research-library.ts';
import { startTimeLimit } from '../research/time-limit.ts';
import { evidenceOf, retrieve } from '../retrieve/retrieve.ts';
import type { FlowTools } from './flow-tools.ts';
import { fitsConditions, readable } from './research-library.ts';

export interface PlannedPart {
  readonly heading: string;
  /** What the model is asked to write on. */
  readonly part: string;
  /** What extracts are chosen by. */
  readonly topic: string;
  readonly evidence: readonly Evidence[];
}

export interface Collected {
  readonly overview: readonly Evidence[];
  readonly parts: readonly PlannedPart[];
  readonly gathering: Gathering;
}

export interface GatheringTask {
  readonly question: string;
  readonly topic: string;
  readonly conditions: PaperConditions;
  /** What the library has on the question itself. */
  readonly evidence: readonly Evidence[];
  readonly bounds: ResearchBounds;
  readonly reading: ResearchLibrary;
  readonly model?: LanguageModel;
  readonly toolModel?: ToolModel;
  /** Of one answer of the model. */
  readonly deadlineMilliseconds: number;
  /** The reader's own. */
  readonly signal: AbortSignal;
}

/** Writing needs the rest. */
const SHARE_OF_TIME = 0.5;
const TOPIC_PAPERS = 40;
/** Of the topic's words, in a paper that only the search for an answer brings. */
const LEAST_SHARE_OF_WORDS = 0.5;
/** What a paper gains that the agent chose to read; sentence scores of good fits differ by less. */
const READ_BONUS = 0.15;
/** Of the best, for papers that the agent found and the search for this part did not. */
const FOUND_ELSEWHERE = 0.5;

export function createGathering({ library, prompts, clock, log }: FlowTools) {
  /** Yields a line for each step. @throws only what the library throws, and the reason of the reader's own signal */
  async function* collect(task: GatheringTask): AsyncGenerator<Label, Collected> {
    const { question, topic, bounds, model } = task;
    const papers = await papersOnTopic(task);
    const weight = (term: string) => library.inverseDocumentFrequency(term);
    const aspects = findAspects(papers, topic, bounds.parts, weight);
    const byCode = () => ({
      overview: task.evidence.slice(0, bounds.papersOfPart),
      parts: aspects.map((aspect) => partOfAspect(aspect, papers, task)),
      gathering: { kind: 'code' } as const,
    });
    if (!model) return byCode();
    yield say('Planning the review');
    const planned = await plan(task, model);
    if (!planned) return byCode();
    const subQuestions = planned.length ? planned : aspects.map(({ phrase }) => `${question} (${phrase})`);
    yield sayCounted(
      { one: '{count} sub-question planned', other: '{count} sub-questions planned' },
      subQuestions.length,
    );
    const { gathering, read, seen } = yield* lookUp(task, subQuestions);
    const parts: PlannedPart[] = [];
    for (const [index, subQuestion] of subQuestions.entries()) {
      const evidence = await evidenceFor(subQuestion, read, seen, task);
      if (!evidence.length) continue;
      const isSafe = planned.length > 0 && isSupportedHeading(subQuestion, question, evidence);
      const heading = isSafe ? subQuestion : headingByCode(evidence, task, aspects[index]);
      parts.push({ heading, part: subQuestion, topic: subQuestion, evidence });
    }
    return { overview: await evidenceFor(topic, read, seen, task), parts, gathering };
  }

  /** What a list would show, and what an answer would rest on. */
  async function papersOnTopic({ topic, reading, evidence }: GatheringTask): Promise<Paper[]> {
    const listed = await reading.search({ query: topic, limit: TOPIC_PAPERS });
    const close = evidence.map(({ paper }) => paper).filter((paper) => speaksOf(paper, topic));
    return [...new Map([...listed, ...close].map((paper) => [paper.id, paper])).values()];
  }

  /** @returns `undefined` where the model cannot be asked at all */
  async function plan(task: GatheringTask, model: LanguageModel): Promise<string[] | undefined> {
    const { question, bounds, signal, deadlineMilliseconds } = task;
    const limit = startTimeLimit(clock, Math.min(deadlineMilliseconds, SHARE_OF_TIME * bounds.milliseconds), signal);
    try {
      const prompt = prompts.fill('research-plan', { question, count: String(bounds.parts) });
      return await planSubQuestions(model, prompt, question, bounds.parts, limit.signal);
    } catch (error) {
      signal.throwIfAborted();
      log.warn('research-plan-failed', { error });
      return undefined;
    } finally {
      limit.clear();
    }
  }

  async function* lookUp(
    task: GatheringTask,
    subQuestions: readonly string[],
  ): AsyncGenerator<Label, { gathering: Gathering; read: readonly Paper[]; seen: readonly Paper[] }> {
    const nothing = { gathering: { kind: 'plan' } as const, read: [], seen: [] };
    const { question, bounds, reading, toolModel, signal } = task;
    if (!toolModel) return nothing;
    const limit = startTimeLimit(clock, SHARE_OF_TIME * bounds.milliseconds, signal);
    try {
      // LangChain takes half a second to load, and most readers never start a research.
      const { gather } = await import('../research/gather.ts');
      const marker = newMarker();
      const parts = subQuestions.map((line) => `- ${line}`).join('\n');
      const gathered = yield* gather({
        model: toolModel,
        library: reading,
        prompt: prompts.fill('research-gather', { question, parts, marker }),
        marker,
        planned: [question, ...subQuestions].join(' '),
        bounds,
        signal: limit.signal,
        log,
      });
      signal.throwIfAborted();
      if (gathered.kind === 'no-tools') return nothing;
      const { lookUps, end, read, seen } = gathered;
      return { gathering: { kind: 'agent', lookUps, end }, read, seen };
    } finally {
      limit.clear();
    }
  }

  /** What the search brings for a part and what the agent found, those that fit best first. */
  async function evidenceFor(
    text: string,
    read: readonly Paper[],
    seen: readonly Paper[],
    { conditions, bounds }: GatheringTask,
  ): Promise<Evidence[]> {
    const found = (await retrieve(library, text, conditions)).evidence.filter(({ paper }) => readable(paper));
    const known = new Set(found.map(({ paper }) => paper.id));
    const best = Math.max(1, ...found.map(({ score }) => score));
    const others = [...read, ...seen]
      .filter((paper) => !known.has(paper.id) && readable(paper) && fitsConditions(paper, conditions))
      .map((paper) => ({ ...evidenceOf(library, paper, text), named: false, score: FOUND_ELSEWHERE * best }));
    const wasRead = new Set(read.map(({ id }) => id));
    const fitOf = ({ paper, sentences, named }: Evidence) =>
      Math.max(0, ...sentences.map(({ score }) => score)) + (wasRead.has(paper.id) ? READ_BONUS : 0) + (named ? 1 : 0);
    return [...found, ...others].sort((a, b) => fitOf(b) - fitOf(a)).slice(0, bounds.papersOfPart);
  }

  function partOfAspect(
    { phrase, kind, papers: ids }: Aspect,
    papers: readonly Paper[],
    task: GatheringTask,
  ): PlannedPart {
    const text = kind === 'year' ? task.topic : `${task.topic} ${phrase}`;
    const evidence = ids
      .slice(0, task.bounds.papersOfPart)
      .flatMap((id) => papers.find((paper) => paper.id === id) ?? [])
      .map((paper) => ({ ...evidenceOf(library, paper, text), named: false }));
    const heading = kind === 'year' ? `In ${phrase}` : sentenceCase(phrase);
    return { heading, part: heading, topic: text, evidence };
  }

  /** What the papers of a part share, in their own words. */
  function headingByCode(evidence: readonly Evidence[], { topic }: GatheringTask, aspect: Aspect | undefined): string {
    const weight = (term: string) => library.inverseDocumentFrequency(term);
    const papers = evidence.map(({ paper }) => paper);
    const [own] = findAspects(papers, topic, 1, weight).filter(({ kind }) => kind === 'phrase');
    const phrase = own?.phrase ?? aspect?.phrase;
    return phrase ? sentenceCase(phrase) : 'More on this';
  }

  return { collect };
}

function speaksOf({ title, abstract }: Paper, topic: string): boolean {
  return sharedWords(topic, `${title}. ${abstract}`) >= LEAST_SHARE_OF_WORDS;
}

function sentenceCase(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
