/** In: a claim that passed its checks. Out: whether a second model agrees that the cited sentences support it. */
import type { Claim } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { LanguageModel, Log } from '../domain/ports.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { VERDICT_SCHEMA } from './claims-schema.ts';
import { asData, newMarker } from './evidence-block.ts';
import type { Prompts } from './prompts.ts';

/** `unknown`: it was not to be had, in time or at all; that is never held against the claim. */
export type Verdict = 'supported' | 'unsupported' | 'unknown';

export interface SecondOpinion {
  /** Answers that one opinion allows may not be shown where another was asked. */
  readonly name: string;
  /** Never throws. */
  ask(claim: Claim, signal: AbortSignal): Promise<Verdict>;
}

export interface SecondOpinionOptions {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Models that think write more than the verdict. */
const VERDICT_TOKENS = 400;
const MOST_CHARACTERS = 8_000;
const LONGEST_TEXT = 1_500;
const VERDICT = /"?supported"?\s*[:=]\s*"?(true|false|yes|no)\b/gi;

export function createSecondOpinion(options: SecondOpinionOptions): SecondOpinion {
  const { model, prompts, timeoutMilliseconds, clock, log } = options;

  async function read(claim: Claim, signal: AbortSignal): Promise<Verdict> {
    const sentences = claim.citations.map(
      ({ paper, quote }) => `${asData(paper.title, 200)}: ${asData(quote, LONGEST_TEXT)}`,
    );
    const request = prompts.fill('verify', {
      claim: asData(claim.text, LONGEST_TEXT),
      sentences: sentences.join('\n'),
      marker: newMarker(),
    });
    let said = '';
    const pieces = model.write({ ...request, schema: VERDICT_SCHEMA, maxOutputTokens: VERDICT_TOKENS, signal });
    for await (const piece of untilAborted(pieces, signal)) {
      said += piece;
      if (said.length > MOST_CHARACTERS) break;
    }
    // What it thought aloud may hold a verdict that it then changed.
    const verdict = [...said.matchAll(VERDICT)].at(-1)?.[1]?.toLowerCase();
    if (!verdict) log.warn('second-opinion-unreadable', { model: model.name });
    if (!verdict) return 'unknown';
    return verdict === 'true' || verdict === 'yes' ? 'supported' : 'unsupported';
  }

  return {
    name: model.name,
    async ask(claim, signal) {
      const late = new AbortController();
      const stop = new AbortController();
      clock.sleep(timeoutMilliseconds, stop.signal).then(
        () => late.abort(new Error('the second opinion took too long')),
        () => {},
      );
      try {
        return await read(claim, AbortSignal.any([signal, late.signal, stop.signal]));
      } catch (error) {
        if (!signal.aborted) log.warn('second-opinion-failed', { model: model.name, error });
        return 'unknown';
      } finally {
        stop.abort();
      }
    },
  };
}
