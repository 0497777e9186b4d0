/** A paper → what its abstract does not say, of the few things that readers look for. By its words alone, so in doubt it counts as said. Pure. */
import type { Paper } from '../domain/paper.ts';
import { findNumbers } from '../domain/text/numbers.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { say, type Words } from '../domain/words.ts';
import { CONTRIBUTION, LIMIT } from './cues.ts';

const RESULT_WORDS =
  /\b(?:outperform\w*|achiev\w+|improv\w+|results?|surpass\w*|reduc\w+|increas\w+|gains?|scores?|accuracy|reach\w*|beats?|exceed\w*|points?|faster|better|higher|lower|fewer|times|speed-?up\w*|percent)\b|%|×|\d\s?[x×]/i;
const COMPARED =
  /\b(?:than|compar\w+|baselines?|outperform\w*|surpass\w*|beats?|exceed\w*|over (?:prior|previous|existing)|state[- ]of[- ]the[- ]art|sota|versus|vs\.?|against|relative to|on par|competitive|match\w*)\b/i;
const DATA_WORD =
  /\b(?:data ?sets?|benchmarks?|corpus|corpora|test ?beds?|leaderboards?|challenges?|suites?)\b|bench\b/i;
/** "ImageNet", "GSM8K", "AIME 2024", "SWE-bench": a capital, and a further capital, digit or hyphen. */
const NAME = /\p{Lu}[\p{L}\p{N}]*(?:[\p{Lu}\p{N}]|-[\p{L}\p{N}])[\p{L}\p{N}-]*/u;
const TESTED_ON = new RegExp(String.raw`\b(?:on|across|over|in|from|for)\s(?:the\s)?${NAME.source}`, 'u');
const LINK =
  /https?:|www\.|\bgit(?:hub|lab)\b|\bhugging ?face\b|\bopen[- ]?sourc\w*|\b(?:code|models?|weights|data(?:set)?s?|demo|implementation)\b.{0,60}\b(?:available|released?|public\w*|open\w*|found at)\b|\bwe (?:will )?(?:publicly )?(?:release|open|share|publish)/i;
const COST =
  /\b(?:gpus?|tpus?|flops?|hours?|days?|latency|throughput|memory|vram|compute|computation\w*|costs?|cheap\w*|budgets?|faster|speed-?\w*|parameters?|tokens?|efficien\w+|overhead|\d+(?:\.\d+)?[BM])\b/i;

interface Kind {
  readonly unsaid: Words;
  isSaid(paper: Paper, sentences: readonly string[]): boolean;
}

const KINDS: readonly Kind[] = [
  {
    unsaid: say('a result in numbers'),
    isSaid: (_, sentences) => sentences.some((text) => findNumbers(text).length > 0 && RESULT_WORDS.test(text)),
  },
  {
    unsaid: say('the name of a data set or benchmark'),
    isSaid: (_, sentences) =>
      sentences.some((text) => (DATA_WORD.test(text) && NAME.test(text)) || TESTED_ON.test(text)),
  },
  { unsaid: say('what it was compared with'), isSaid: (_, sentences) => sentences.some((text) => COMPARED.test(text)) },
  {
    unsaid: say('what it costs to train or to run'),
    isSaid: (_, sentences) => sentences.some((text) => COST.test(text)),
  },
  { unsaid: say('its limits'), isSaid: (_, sentences) => ownSentences(sentences).some((text) => LIMIT.test(text)) },
  {
    unsaid: say('where the code or data is'),
    isSaid: ({ links }, sentences) => Boolean(links.code ?? links.project) || sentences.some((text) => LINK.test(text)),
  },
];

/** What stands before the authors say what they did is on the limits of others. */
function ownSentences(sentences: readonly string[]): readonly string[] {
  return sentences.slice(
    Math.max(
      0,
      sentences.findIndex((text) => CONTRIBUTION.test(text)),
    ),
  );
}

/** @returns phrases that go on "The abstract does not say: …"; empty when everything looked for is there */
export function unsaid(paper: Paper): Words[] {
  const sentences = splitSentences(paper.abstract);
  return KINDS.filter((kind) => !kind.isSaid(paper, sentences)).map((kind) => kind.unsaid);
}
