/** Papers and a language → what each paper is, in one sentence: by the model, once for all digests, or out of its abstract. */
import { answer } from '../answer/answer.ts';
import { ENGLISH, type Language } from '../answer/language.ts';
import { oneLine } from '../answer/one-line.ts';
import { draftsOf } from '../answer/references.ts';
import { summaryTask } from '../answer/summary-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Answer } from '../domain/answer.ts';
import type { Call } from '../domain/command.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import type { FlowTools } from './flow-tools.ts';

export interface PaperLine {
  /** Empty where the abstract has no sentence that can be shown. */
  readonly line: string;
  /** A model wrote it. */
  readonly written: boolean;
}

/** A digest has its minute: what the model has not written by then stands there in the words of the abstract. */
const LONGEST_WAIT_MILLISECONDS = 20_000;
/** Readers who ask at the same time have the other places of the model. */
const AT_ONCE = 3;
/** Of sentences that stand in for the model's, before it is asked again. */
const KEPT_MILLISECONDS = 600_000;
const MOST_KEPT = 5_000;

interface Kept {
  readonly abstract: string;
  readonly at: number;
  readonly coming: Promise<PaperLine>;
  /** Once it has come. */
  line?: PaperLine;
}

export type DigestLines = ReturnType<typeof createDigestLines>;

export function createDigestLines({ library, prompts, answeringFor, clock, log, model }: FlowTools) {
  const kept = new Map<string, Kept>();
  const places = limiter(AT_ONCE);
  /** Digests share what is written: one that breaks off takes it from no other. */
  const call: Call = { reader: 'digest', place: 'digest', signal: new AbortController().signal };

  return async function linesOf(
    papers: readonly Paper[],
    language: Language = ENGLISH,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<PaperId, PaperLine>> {
    signal.throwIfAborted();
    const wanted = papers.map((paper) => ({ paper, entry: entryOf(paper, language) }));
    if (wanted.some(({ entry }) => !entry.line))
      await patiently(
        wanted.map(({ entry }) => entry.coming),
        signal,
      );
    return new Map(wanted.map(({ paper, entry }) => [paper.id, entry.line ?? extractOf(paper)]));
  };

  function entryOf(paper: Paper, language: Language): Kept {
    const key = `${language.code} ${paper.id}`;
    const known = kept.get(key);
    const isOld = known?.line && !known.line.written && model && clock.now() - known.at > KEPT_MILLISECONDS;
    if (known && known.abstract === paper.abstract && !isOld) return known;
    const entry: Kept = { abstract: paper.abstract, at: clock.now(), coming: lineOf(paper, language) };
    entry.coming.then((line) => {
      entry.line = line;
    });
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return entry;
  }

  /** Never rejects. */
  async function lineOf(paper: Paper, language: Language): Promise<PaperLine> {
    const evidence = evidenceOf(library, paper, paper.title);
    if (!model || !evidence.sentences.some(({ text }) => text)) return extractOf(paper);
    try {
      return await places(async () => {
        const task = summaryTask(prompts, evidence, { length: 'one-liner', reader: 'practitioner', language });
        const answers = answer(task, { ...(await answeringFor(call, 'digest')), check: checkClaim }, call.signal);
        let last: Answer | undefined;
        for await (const state of answers) last = state;
        const [claim] = last?.claims ?? [];
        return last?.mode === 'model' && claim ? { line: claim.text, written: true } : extractOf(paper);
      });
    } catch (error) {
      log.warn('digest-line-failed', { paper: paper.id, error });
      return extractOf(paper);
    }
  }

  /** The sentence that sums the paper up; one that reads as an order is never among those to choose from. */
  function extractOf(paper: Paper): PaperLine {
    const evidence = evidenceOf(library, paper, paper.title);
    const sentence = oneLine(paper.title, evidence.sentences);
    const [draft] = sentence ? draftsOf(0, evidence, [sentence]) : [];
    return { line: draft?.text ?? '', written: false };
  }

  /** @throws the signal's reason */
  async function patiently(coming: readonly Promise<PaperLine>[], signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const late = clock.sleep(LONGEST_WAIT_MILLISECONDS, AbortSignal.any([signal, done.signal]));
    try {
      await Promise.race([Promise.all(coming), late]);
    } finally {
      done.abort();
      late.catch(() => {});
    }
    signal.throwIfAborted();
  }
}

/** Runs so many at the same time, and the others in turn. */
function limiter(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
