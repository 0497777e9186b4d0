/** Papers in, how many true claims and how many lies about them pass the product's own check out. */
import { checkClaim } from '../cite/check-claim.ts';
import type { CheckedClaim, DropReason } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { rank } from '../retrieve/retrieve.ts';
import { LIE_KINDS, type MadeClaim, makeClaims, TRUE_KINDS } from './made-claims.ts';
import { sample, seededRandom } from './random.ts';
import { withTemporaryLibrary } from './temporary-library.ts';

export interface VerificationReport {
  readonly kind: 'verification';
  readonly papers: number;
  readonly claims: number;
  readonly lies: number;
  readonly kinds: readonly KindOutcome[];
  /** Share of the lies that pass. */
  readonly liesShown: number;
  /** Share of lies among the claims that pass. */
  readonly falseAmongShown: number;
  /** Share of the true claims that are dropped. */
  readonly trueDropped: number;
  /** Mean time of one check. */
  readonly milliseconds: number;
  /** A few claims that were judged wrongly, for looking at. */
  readonly wrong: readonly WrongVerdict[];
}

export interface KindOutcome {
  readonly name: MadeClaim['kind'];
  readonly isTrue: boolean;
  readonly shown: number;
  readonly dropped: number;
  /** Why they were dropped, the commonest first. */
  readonly reasons: readonly (readonly [reason: DropReason, count: number])[];
}

export interface WrongVerdict {
  readonly kind: MadeClaim['kind'];
  readonly text: string;
  readonly cited: readonly string[];
  readonly reason?: DropReason;
  readonly detail?: string;
}

const SEED = 20_260_701;
/** Papers that claims are made about, and papers that they have for neighbours. */
const MOST_SUBJECTS = 800;
const MOST_PAPERS = 4_000;
const EVIDENCE_PAPERS = 8;
const MOST_WRONG = 40;

export interface VerificationTools {
  readonly clock: Clock;
  readonly onProgress: (line: string) => void;
}

/** @throws InvalidInput when the papers have too few sentences to make claims of */
export async function measureVerification(
  papers: readonly Paper[],
  { clock, onProgress }: VerificationTools,
  seed = SEED,
): Promise<VerificationReport> {
  const random = seededRandom(seed);
  const library = sample(
    papers.filter(({ abstract }) => splitSentences(abstract).length > 2),
    MOST_PAPERS,
    random,
  );
  onProgress(`Taking in ${library.length} papers…`);
  const claims = await withTemporaryLibrary(library, clock, async (index) => {
    onProgress('Making claims…');
    return makeClaims(await evidenceSets(index, library, random), random);
  });
  if (!claims.some(({ isTrue }) => isTrue) || claims.every(({ isTrue }) => isTrue)) {
    throw new InvalidInput('These papers are too few or too short to make claims of.', 'Give papers with abstracts.');
  }
  onProgress(`Checking ${claims.length} claims…`);
  const started = performance.now();
  const judged = claims.map((claim) => ({ claim, verdict: checkClaim(claim.draft, claim.evidence) }));
  const milliseconds = (performance.now() - started) / claims.length;
  return { kind: 'verification', papers: library.length, milliseconds, ...sumUp(judged) };
}

/** What an answer about each of some papers would rest on: the paper and those that retrieval finds beside it. */
async function evidenceSets(index: PaperIndex, papers: readonly Paper[], random: () => number): Promise<Evidence[][]> {
  const known = new Map(papers.map((paper) => [paper.id, paper]));
  const sets: Evidence[][] = [];
  for (const subject of sample(papers, MOST_SUBJECTS, random)) {
    const ranked = await rank(index, subject.title, {}, EVIDENCE_PAPERS);
    const others = ranked.flatMap(({ candidate }) =>
      candidate.id === subject.id ? [] : (known.get(candidate.id) ?? []),
    );
    if (others.length) sets.push([subject, ...others].slice(0, EVIDENCE_PAPERS).map(evidenceOf));
  }
  return sets;
}

function evidenceOf(paper: Paper): Evidence {
  const sentences = splitSentences(paper.abstract).map((text, index) => ({ index, text, score: 0 }));
  return { paper, sentences, score: 1, named: false };
}

interface Judged {
  readonly claim: MadeClaim;
  readonly verdict: CheckedClaim;
}

function sumUp(judged: readonly Judged[]) {
  const isShown = ({ verdict }: Judged) => verdict.kind === 'kept';
  const lies = judged.filter(({ claim }) => !claim.isTrue);
  const truths = judged.filter(({ claim }) => claim.isTrue);
  const shown = judged.filter(isShown);
  const liesShown = lies.filter(isShown).length;
  return {
    claims: judged.length,
    lies: lies.length,
    kinds: [...TRUE_KINDS, ...LIE_KINDS].map((name) =>
      outcomeOf(
        name,
        judged.filter(({ claim }) => claim.kind === name),
      ),
    ),
    liesShown: liesShown / lies.length,
    falseAmongShown: shown.length ? liesShown / shown.length : 0,
    trueDropped: truths.filter((item) => !isShown(item)).length / truths.length,
    wrong: judged
      .filter((item) => item.claim.isTrue !== isShown(item))
      .slice(0, MOST_WRONG)
      .map(wrongVerdict),
  };
}

function outcomeOf(name: MadeClaim['kind'], judged: readonly Judged[]): KindOutcome {
  const reasons = new Map<DropReason, number>();
  for (const { verdict } of judged)
    if (verdict.kind === 'dropped') reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
  const dropped = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  return {
    name,
    isTrue: TRUE_KINDS.some((kind) => kind === name),
    shown: judged.length - dropped,
    dropped,
    reasons: [...reasons].sort(([, a], [, b]) => b - a),
  };
}

function wrongVerdict({ claim: { kind, draft, evidence }, verdict }: Judged): WrongVerdict {
  const cited = draft.cites.map((key) => {
    const [, paper, sentence] = /P(\d+)\.s(\d+)/.exec(key) ?? [];
    const found = evidence[Number(paper) - 1];
    return found ? `[${found.paper.title}] ${found.sentences[Number(sentence) - 1]?.text ?? ''}` : key;
  });
  const why =
    verdict.kind === 'dropped' ? { reason: verdict.reason, ...(verdict.detail ? { detail: verdict.detail } : {}) } : {};
  return { kind, text: draft.text, cited, ...why };
}
