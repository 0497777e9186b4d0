/**
 * Recorded days as bare figures in, a made-up course of their upvotes through the day out: when each paper was listed and
 * when each upvote came. Several shapes, none of which is the curve that the score assumes; a seed decides.
 */

const HOUR = 3_600_000;

/** One paper of a recorded day. */
export interface PaperFigures {
  readonly upvotes: number;
  readonly comments: number;
  /** Hours after the day began, where it was recorded. */
  readonly listedAfter?: number;
}

/** A paper of a simulated day; all times in milliseconds since 1970, in order. */
export interface SimulatedPaper {
  readonly listedAt: number;
  readonly upvotes: readonly number[];
  readonly comments: readonly number[];
}

/** How attention comes. */
export interface Shape {
  readonly name: string;
  /** When papers are listed: at hours that were recorded on that day, or at any hour of it. */
  readonly listing: 'recorded' | 'spread';
  /** Draws how many hours after its listing one person stops at a paper. */
  readonly delay: (random: () => number) => number;
  /** Readers sleep: fewer stop in one half of the day. */
  readonly rhythm?: boolean;
  /** The share of papers of which nobody takes notice before a later hour. */
  readonly lateRisers?: number;
  /** The share of papers whose authors tell their friends: many of their upvotes come at once, in the first hour. */
  readonly friends?: number;
  /** People come in groups: an upvote brings others with it within minutes. */
  readonly groups?: boolean;
}

const exponential = (hours: number) => (random: () => number) => -hours * Math.log(1 - random());
const evenly = (hours: number) => (random: () => number) => hours * random();
/** Heavy-tailed: half within `median` hours, some after weeks. */
const logNormal = (median: number, spread: number) => (random: () => number) =>
  median * Math.exp(spread * standardNormal(random));

const CURVES: readonly Omit<Shape, 'listing'>[] = [
  { name: 'evenly over two days', delay: evenly(48) },
  { name: 'quick, gone by evening', delay: exponential(5) },
  { name: 'slow, over days', delay: exponential(40) },
  { name: 'with a long tail', delay: logNormal(12, 1.3) },
  { name: 'by day and night', delay: exponential(20), rhythm: true },
  { name: 'with late risers', delay: exponential(12), lateRisers: 0.25 },
  { name: 'with bursts by friends', delay: exponential(18), friends: 0.3 },
  { name: 'in groups', delay: exponential(18), groups: true },
  {
    name: 'all of it together',
    delay: logNormal(10, 1.1),
    rhythm: true,
    lateRisers: 0.15,
    friends: 0.2,
    groups: true,
  },
];

export const SHAPES: readonly Shape[] = (['spread', 'recorded'] as const).flatMap((listing) =>
  CURVES.map((curve) => ({ ...curve, listing })),
);

const LEAST_FRIENDS = 5;
const MORE_FRIENDS = 16;
const LISTED_WITHIN_HOURS = 24;
/** Where no hour of the day was recorded: most are listed at its beginning. */
const USUAL_HOURS = 5;

/** @param began when the listing day began */
export function simulateDay(
  papers: readonly PaperFigures[],
  shape: Shape,
  began: number,
  random: () => number,
): SimulatedPaper[] {
  const hoursOf = papers.flatMap(({ listedAfter }) => listedAfter ?? []);
  // Not the paper's own hour: the counts were recorded at one moment, so that those of papers listed late are too low.
  const recordedHour = () => hoursOf[Math.floor(random() * hoursOf.length)] ?? USUAL_HOURS * random() ** 2;
  return papers.map(({ upvotes, comments }) => {
    const isLate = random() < (shape.lateRisers ?? 0);
    const hours = shape.listing === 'spread' ? LISTED_WITHIN_HOURS * random() : recordedHour();
    const listedAt = began + hours * HOUR;
    const hidden = isLate ? 4 + 20 * random() : 0;
    const arrival = () => arrivalOf(shape, listedAt, hidden, random);
    const isTold = random() < (shape.friends ?? 0);
    const friends = isTold ? Math.min(upvotes, LEAST_FRIENDS + Math.floor(MORE_FRIENDS * random())) : 0;
    const others = upvotes - friends;
    return {
      listedAt,
      upvotes: [
        ...(shape.groups ? inGroups(others, arrival, random) : times(others, arrival)),
        ...times(friends, () => listedAt + random() * HOUR),
      ].sort((a, b) => a - b),
      comments: times(comments, arrival).sort((a, b) => a - b),
    };
  });
}

/** @param hidden hours in which hardly anybody sees the paper */
function arrivalOf(shape: Shape, listedAt: number, hidden: number, random: () => number): number {
  const seenFrom = listedAt + (random() < 0.15 ? 0 : hidden) * HOUR;
  for (;;) {
    const at = seenFrom + shape.delay(random) * HOUR;
    // At the quietest hour a quarter as many are awake as at the busiest.
    const awake = 0.625 + 0.375 * Math.cos((2 * Math.PI * (at / HOUR - 15)) / 24);
    if (!shape.rhythm || random() < awake) return at;
  }
}

/** One person in four brings up to five others within twenty minutes. */
function inGroups(count: number, arrival: () => number, random: () => number): number[] {
  const arrivals: number[] = [];
  while (arrivals.length < count) {
    const at = arrival();
    const others = random() < 0.25 ? Math.ceil(5 * random()) : 0;
    arrivals.push(at, ...times(others, () => at + (random() * HOUR) / 3));
  }
  return arrivals.slice(0, count);
}

function times(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

/** Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958). */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
