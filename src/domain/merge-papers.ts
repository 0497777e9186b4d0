/** Two records of one paper become one. Pure; the order in which records arrive does not matter in the end. */
import type { Day, Paper, SourceName } from './paper.ts';

const TRUST: Record<SourceName, number> = { arxiv: 4, 'hugging-face': 3, jsonl: 2, 'page-export': 1, sample: 0 };

/**
 * The richer record wins field by field: a known value beats an unknown one, a more trusted source a less trusted
 * one, and between equals the longer text, then the alphabet, so that importing the same files again in any order
 * changes nothing. A newer arXiv version of the text beats an older one. Counts are the highest seen, days the earliest,
 * a withdrawal stays. Organisation, categories and links go by length alone: trusted sources often lack them, and a
 * merged paper no longer tells from which source each came.
 */
export function mergePapers(known: Paper, incoming: Paper): Paper {
  const authors = betterAuthors(known, incoming);
  const categories = longerList(known.categories ?? [], incoming.categories ?? []);
  const merged: Paper = {
    id: known.id.startsWith('arxiv:') ? known.id : incoming.id,
    title: betterText(known, incoming, (paper) => paper.title) ?? known.title,
    abstract: betterText(known, incoming, (paper) => paper.abstract || undefined) ?? '',
    authors,
    authorCount: authors.length ? undefined : highest(known.authorCount, incoming.authorCount),
    organisation: longerText(known.organisation, incoming.organisation),
    publishedAt: trustedDay(known, incoming),
    listedOn: earliest(known.listedOn, incoming.listedOn),
    listedAt: earliest(known.listedAt, incoming.listedAt),
    upvotes: highest(known.upvotes, incoming.upvotes),
    comments: highest(known.comments, incoming.comments),
    version: versionOfBoth(known, incoming),
    categories: categories.length ? categories : undefined,
    githubStars: highest(known.githubStars, incoming.githubStars),
    links: withoutUndefined({
      code: longerText(known.links.code, incoming.links.code),
      project: longerText(known.links.project, incoming.links.project),
    }),
    source: TRUST[incoming.source] > TRUST[known.source] ? incoming.source : known.source,
    withdrawn: known.withdrawn || incoming.withdrawn,
  };
  return withoutUndefined(merged);
}

/** Whether two records say the same, whatever the order of their keys. */
export function samePaper(left: Paper, right: Paper): boolean {
  return fingerprint(left) === fingerprint(right);
}

function fingerprint(paper: Paper): string {
  const { authors, links, ...facts } = paper;
  return JSON.stringify([Object.entries(facts).sort(), authors, links.code, links.project]);
}

function betterText(known: Paper, incoming: Paper, field: (paper: Paper) => string | undefined): string | undefined {
  const [left, right] = [field(known), field(incoming)];
  if (left === undefined || right === undefined || left === right) return left ?? right;
  const better = comparedByOrigin(known, incoming);
  if (better !== 0) return better > 0 ? left : right;
  return longerText(left, right);
}

/** Above 0 when the known text is to be had, below 0 the incoming one: by trust, then by the version that they are of. */
function comparedByOrigin(known: Paper, incoming: Paper): number {
  return TRUST[known.source] - TRUST[incoming.source] || (known.version ?? 0) - (incoming.version ?? 0);
}

function longerText(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right;
  if (left.length !== right.length) return left.length > right.length ? left : right;
  return left < right ? left : right;
}

/** That of the source whose text is taken, also where that one knows none. */
function versionOfBoth(known: Paper, incoming: Paper): number | undefined {
  const trust = TRUST[known.source] - TRUST[incoming.source];
  if (trust !== 0) return trust > 0 ? known.version : incoming.version;
  return highest(known.version, incoming.version);
}

function betterAuthors(known: Paper, incoming: Paper): readonly string[] {
  const [left, right] = [known.authors, incoming.authors];
  const better = left.length && right.length ? comparedByOrigin(known, incoming) : 0;
  if (better !== 0) return better > 0 ? left : right;
  return longerList(left, right);
}

function longerList(left: readonly string[], right: readonly string[]): readonly string[] {
  if (left.length !== right.length) return left.length > right.length ? left : right;
  return left.join() <= right.join() ? left : right;
}

function trustedDay(known: Paper, incoming: Paper): Day | undefined {
  if (!known.publishedAt || !incoming.publishedAt) return known.publishedAt ?? incoming.publishedAt;
  const trust = TRUST[known.source] - TRUST[incoming.source];
  if (trust !== 0) return trust > 0 ? known.publishedAt : incoming.publishedAt;
  return earliest(known.publishedAt, incoming.publishedAt);
}

function earliest<Time extends Day | number>(left?: Time, right?: Time): Time | undefined {
  return left && right ? (left < right ? left : right) : (left ?? right);
}

function highest(left?: number, right?: number): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

function withoutUndefined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
