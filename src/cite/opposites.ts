/**
 * Words that say which way something goes, by the scale they lie on and their end of it. "Improves" and "hurts" lie on
 * one scale, "increases" and "reduces" on another: to reduce an error is to improve.
 */
import { stem } from '../domain/text/analyse.ts';

type End = 1 | -1;

/** What each scale has at its two ends, as verbs, nouns and adjectives apart: a word only takes the place of its kind. */
const SCALES: readonly (readonly [up: string, down: string])[] = [
  [
    `increase raise rise rising rose risen grow grew grown gain boost amplify expand extend enlarge elevate escalate
    multiply double triple maximize maximise surge soar inflate accumulate enrich magnify heighten intensify lengthen
    widen broaden add`,
    `decrease reduce lower drop decline shrink shrank shrunk cut diminish lessen minimize minimise halve curtail compress
    deflate plunge plummet dwindle trim slash shorten narrow save prune fall fell fallen lose lost remove`,
  ],
  [
    `increase rise growth gain boost expansion extension increment surge plus improvement addition`,
    `decrease reduction decline drop loss cut shrinkage decrement fall minus saving`,
  ],
  [
    'more most higher larger greater bigger longer deeper wider broader upward up',
    'less least fewer fewest lower smaller shorter shallower narrower downward down',
  ],
  [
    `improve enhance boost strengthen benefit help aid refine advance promote upgrade enrich elevate raise solve resolve
    overcome overcame win won thrive flourish preserve maintain retain excel succeed support`,
    `worsen degrade deteriorate hurt harm damage impair weaken undermine hinder hamper inhibit compromise sacrifice
    struggle fail destroy spoil ruin corrupt lose lost fall drop suffer threaten jeopardize erode falter collapse`,
  ],
  [
    'improvement enhancement boost gain benefit advantage strength success superiority progress advance merit robustness reliability',
    `degradation deterioration damage harm loss impairment disadvantage drawback weakness failure inferiority setback
    regress decline limitation downside shortcoming brittleness fragility unreliability drop`,
  ],
  [
    `better best good superior strong stronger strongest positive favorable favourable beneficial helpful advantageous
    effective successful robust accurate reliable optimal remarkable impressive valuable desirable competitive ideal
    powerful promising outstanding excellent safe useful`,
    `worse worst bad inferior weak weaker weakest negative unfavorable unfavourable detrimental harmful disadvantageous
    ineffective unsuccessful fragile brittle inaccurate unreliable suboptimal unimpressive disappointing useless
    undesirable uncompetitive mediocre poor poorer vulnerable unsafe dangerous deficient`,
  ],
  [
    'effectively successfully well accurately reliably robustly strongly favorably positively better impressively remarkably efficiently',
    'ineffectively unsuccessfully poorly badly inaccurately unreliably weakly unfavorably negatively worse disappointingly inefficiently',
  ],
  [
    'outperform surpass exceed beat outscore outclass outpace outrank outdo overtake top eclipse lead',
    'underperform lag trail behind below short fall fell',
  ],
  ['many numerous much abundant plentiful', 'few little scarce sparse'],
  [
    'high higher highest large larger largest big bigger biggest great greater greatest huge massive vast',
    'low lower lowest small smaller smallest little tiny minimal modest minor slight negligible marginal',
  ],
  ['long longer longest deep deeper deepest', 'short shorter shortest shallow shallower shallowest'],
  ['wide wider broad broader', 'narrow narrower'],
  ['fast faster fastest quick quicker rapid swift', 'slow slower slowest'],
  ['quickly fast faster rapidly swiftly', 'slowly slower'],
  ['accelerate speed speedup', 'decelerate slow slowdown delay'],
  ['easy easier easiest simple simpler', 'hard harder hardest difficult challenging complex tough'],
  ['easily simply', 'hardly barely'],
  ['cheap cheaper cheapest inexpensive', 'expensive costly pricey'],
  ['efficient', 'inefficient wasteful'],
  ['efficiency', 'inefficiency'],
  [
    'enable allow permit let facilitate empower support help foster encourage unlock assist ease',
    'prevent preclude forbid prohibit hinder hamper inhibit impede obstruct block disable disallow bar discourage restrict oppose stop',
  ],
  [
    'mitigate alleviate ameliorate relieve reduce lessen ease soften address eliminate remedy fix resolve tackle solve suppress curb counter',
    'exacerbate aggravate worsen intensify amplify cause increase compound deepen heighten ignore',
  ],
  ['eliminate remove avoid omit discard drop delete', 'introduce add include retain keep insert incorporate require'],
  ['accept approve agree', 'reject refuse disagree deny'],
  [
    'confirm verify validate support prove corroborate',
    'refute contradict disprove reject question challenge invalidate disconfirm',
  ],
  ['include', 'exclude'],
  [
    'preserve maintain retain keep kept conserve',
    'destroy lose lost discard break broke forget violate abandon distort sacrifice',
  ],
  [
    'consistently always often frequently usually commonly invariably regularly',
    'inconsistently rarely seldom never occasionally hardly infrequently sporadically',
  ],
  ['consistent frequent common', 'inconsistent infrequent rare'],
  [
    'significantly substantially considerably dramatically greatly notably strongly remarkably markedly vastly drastically largely much far',
    'insignificantly negligibly marginally hardly barely scarcely slightly minimally modestly weakly trivially',
  ],
  [
    'significant substantial considerable dramatic notable large strong remarkable marked drastic great',
    'insignificant negligible marginal slight minor minimal modest trivial small',
  ],
  ['stable stably', 'unstable unstably'],
  ['stability', 'instability'],
  ['stabilize stabilise', 'destabilize destabilise'],
  ['sufficient adequate enough', 'insufficient inadequate'],
  ['possible feasible', 'impossible infeasible'],
  [
    'necessary essential required crucial critical vital important indispensable',
    'unnecessary unimportant irrelevant dispensable optional superfluous redundant',
  ],
  ['similar same identical alike comparable', 'different dissimilar distinct incomparable'],
  ['positive positively', 'negative negatively'],
  ['open public publicly available', 'closed proprietary private privately unavailable'],
  ['first', 'last'],
  ['first', 'second third final'],
  ['early earlier earliest', 'late later latest'],
  ['before', 'after'],
  ['above over exceeding', 'below under beneath'],
  ['maximum maximal upper', 'minimum minimal lower'],
  ['true correct right', 'false incorrect wrong erroneous'],
  ['correctly rightly', 'incorrectly wrongly'],
  ['unlimited boundless unrestricted unbounded', 'limited bounded restricted'],
  ['known', 'unknown'],
  ['supervised', 'unsupervised'],
  ['converge convergence', 'diverge divergence'],
  ['dense densely', 'sparse sparsely'],
  ['static', 'dynamic'],
  ['global globally', 'local locally'],
  ['online', 'offline'],
  ['explicit explicitly', 'implicit implicitly'],
  ['general', 'specific'],
  ['all every entire', 'no none some few'],
  ['most majority', 'few minority'],
  ['close closer', 'far farther distant'],
  ['rich', 'poor scarce'],
  ['independent independently', 'dependent'],
  ['simplicity', 'complexity'],
  ['automatic automatically automated', 'manual manually'],
  ['direct directly', 'indirect indirectly'],
  ['ahead', 'behind'],
  ['with', 'without'],
  ['despite although though notwithstanding', 'because due owing thanks'],
  ['internal internally inner intrinsic', 'external externally outer extrinsic'],
  ['single', 'multiple several'],
  ['multilingual', 'monolingual'],
  ['qualitative qualitatively', 'quantitative quantitatively'],
  ['encode encoder', 'decode decoder'],
  ['empirical empirically', 'theoretical theoretically'],
  ['hardware', 'software'],
  ['synthetic artificial simulated', 'real natural genuine authentic'],
  ['present', 'absent'],
  ['reward', 'penalty penalize punish'],
  ['past previous prior', 'future'],
  ['upstream', 'downstream'],
  ['relative', 'absolute'],
  ['joint jointly', 'separate separately'],
  ['harmless', 'harmful'],
  ['homogeneous', 'heterogeneous'],
  ['discrete', 'continuous'],
  ['sequential sequentially', 'parallel'],
  ['forward', 'backward'],
  ['full fully complete completely', 'partial partially incomplete'],
  ['abstract', 'concrete'],
  ['active actively', 'passive passively'],
  ['objective objectively', 'subjective subjectively'],
  ['enjoy', 'suffer'],
  ['powerful valuable', 'powerless worthless'],
  ['scarcity', 'abundance'],
  ['acceleration', 'deceleration'],
  ['transparency transparent', 'opacity opaque'],
  ['common frequent', 'rare uncommon'],
  ['difficulty', 'ease'],
  ['robust resilient', 'fragile brittle vulnerable'],
];
/** To change for the better or the more, and for the worse or the less: these take each other's places across scales. */
const CHANGES: readonly [up: string, down: string] = [
  'increase raise grow gain boost amplify expand extend improve enhance strengthen benefit help advance promote accelerate facilitate outperform surpass exceed',
  'decrease reduce lower drop decline shrink diminish lessen minimize worsen degrade deteriorate hurt harm damage impair weaken undermine hinder hamper inhibit slow fail underperform limit destroy',
];
/** Whoever says these of something that the sentence does not speak ill of has turned it. */
const BLAME = `hurt harm impair worsen degrade deteriorate deterioration undermine underperform exacerbate aggravate
  ruin destroy hinder hamper fail failure fragile ineffective inefficient inferior useless unreliable inaccurate poor
  unsuccessful unsuccessfully harmful damage weaken drawback lag trail worst worse poorly`;
/** Words of ill, none of which stands in a sentence that only praises. */
const ILL = `${BLAME} loss decrease reduce decline drop lower negative bad poor weak struggle suffer limited limitation
  challenge challenging difficult hard problem issue gap error not no without never lack cannot unable less fewer only`;
/** A good change of these is less of them, so "reduces latency" and "improves latency" say the same. */
const COSTS = `latency error cost time memory loss hallucination bias overhead consumption footprint forget complexity
  perplexity fid rate risk runtime delay usage compute computation parameter size distance drift toxicity variance noise
  gap speed inference wer ambiguity redundancy inconsistency burden`;

/** A word as it may be inflected; what is no word does no harm. */
function forms(list: string): string[] {
  return list
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const root = word.replace(/e$/, '');
      const others = word.endsWith('y')
        ? [`${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`]
        : [
            `${root}ed`,
            `${root}es`,
            ...(/[^aeiou][aeiou][bdgmnpt]$/.test(word) ? [`${word}${word.at(-1)}ed`, `${word}${word.at(-1)}ing`] : []),
          ];
      return /ly$/.test(word) ? [word] : [word, `${word}s`, `${root}ing`, ...others];
    });
}

const POSITIONS = new Map<string, Map<number, End>>();
for (const [scale, ends] of SCALES.entries())
  for (const [end, list] of ends.entries())
    for (const word of forms(list)) POSITIONS.set(word, (POSITIONS.get(word) ?? new Map()).set(scale, end ? -1 : 1));
const CHANGE = new Map(CHANGES.flatMap((list, end) => forms(list).map((word) => [word, end] as const)));
const BLAMES = new Set(forms(BLAME));
const ILLS = new Set(forms(ILL));
const COST_STEMS = new Set(COSTS.split(/\s+/).map(stem));

/** @param word lower case, as all words here */
export function saysDirection(word: string): boolean {
  return POSITIONS.has(word);
}

export function blames(word: string): boolean {
  return BLAMES.has(word);
}

export function speaksIll(word: string): boolean {
  return ILLS.has(word);
}

export function isCost(stemOfWord: string): boolean {
  return COST_STEMS.has(stemOfWord);
}

/** `opposite`: the ends of one scale; `same`: one end of one; `across`: a change for the better on one, for the worse on another. */
export function relation(one: string, other: string): 'same' | 'opposite' | 'across' | undefined {
  if (one === other) return 'same';
  const [left, right] = [POSITIONS.get(one), POSITIONS.get(other)];
  let opposite = false;
  if (left && right) {
    for (const [scale, end] of left) {
      if (right.get(scale) === end) return 'same';
      opposite ||= right.get(scale) === -end;
    }
  }
  if (opposite) return 'opposite';
  const [mine, yours] = [CHANGE.get(one), CHANGE.get(other)];
  if (mine === undefined || yours === undefined) return undefined;
  return mine === yours ? 'same' : 'across';
}
