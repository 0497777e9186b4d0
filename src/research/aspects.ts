/** Papers on a topic → the aspects that they fall into, by the phrases that several of them share. Pure, without a model. */
import type { Paper, PaperId } from '../domain/paper.ts';
import { analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { QUERY_STOP_WORDS } from '../domain/text/stop-words.ts';

export interface Aspect {
  /** A phrase as the papers write it, or a year. */
  readonly phrase: string;
  readonly kind: 'phrase' | 'year';
  readonly papers: readonly PaperId[];
}

/** So few papers have no aspects that are worth a part. */
const FEWEST_ON_TOPIC = 5;
/** A phrase of fewer papers is one paper's own; of many papers, one of them in fifteen. */
const FEWEST_PAPERS = 2;
const LEAST_SHARE = 1 / 15;
/** A phrase of more is the topic itself. */
const LARGEST_SHARE = 0.6;
/** Of two aspects' papers that are the same; above it they are one aspect. */
const MOST_SHARED = 0.6;
/** Words that any abstract has, and that name no aspect. */
const ABSTRACT_WORDS = new Set(
  `approach approaches method methods model models framework frameworks system systems propose proposed proposes novel
   new results result show shows shown demonstrate demonstrates performance existing experiments experimental extensive
   achieve achieves achieving achieved improve improves improving improved significantly state art introduce introduces
   present presents first second data set sets dataset datasets task tasks paper study work works based across outperforms outperform
   enable enables enabling effective effectively efficient efficiently better best high higher low lower large small
   significant challenge challenges challenging problem problems address addresses code available github open source
   strong stronger robust poorly understood exhibit exhibits project page pages practical real-world realistic application
   applications fundamental principle principles ground truth relative success rate rates static main core key major scenario
   scenarios setting settings capability capabilities ability abilities quality human every each all question questions
   often still however further recent recently remain remains including provide provides without while than both
   between them different various diverse multiple single many one two three four five key well way ways further not`
    .split(/\s+/)
    .filter(Boolean),
);

/** "Invoking external" names nothing: what it describes is missing. */
const ADJECTIVE = /(?:al|ive|ous|ic|able|ible|ful|less|ed|ly|ary|ent|ant|based|aware|driven)$/i;
const NOUN =
  /(?:retrieval|proposal|signal|removal|appraisal|objective|logic|metric|topic|speed|feed|seed|agent|content|component|environment|judgment|alignment|improvement|assessment|deployment|segment|moment|argument|assistant|variant|invariant|gradient|token|vocabulary|summary|library|boundary|dictionary|narrative|arithmetic|heuristic|semantic|dynamic|music|video-audio|table|variable|time|family|anomaly|assembly)$/i;

interface Counted {
  readonly papers: Set<PaperId>;
  /** How often each spelling occurs. */
  readonly spellings: Map<string, number>;
}

/**
 * @param papers best first
 * @param topic its own words name no aspect of it
 * @param weight how rare a term is; terms as `analyse` gives them
 * @returns at most `count`; by phrases, else by years where the papers span several
 */
export function findAspects(
  papers: readonly Paper[],
  topic: string,
  count: number,
  weight: (term: string) => number,
): Aspect[] {
  if (papers.length < FEWEST_ON_TOPIC) return [];
  const ofTopic = new Set(analyseQuestion(topic).words);
  const fewest = Math.max(FEWEST_PAPERS, Math.ceil(LEAST_SHARE * papers.length));
  const most = Math.max(FEWEST_PAPERS, Math.floor(LARGEST_SHARE * papers.length));
  const ranked = [...countPhrases(papers, ofTopic)]
    .filter(([, { papers: holding }]) => holding.size >= fewest && holding.size <= most)
    .map(([stems, counted]) => ({ counted, worth: worthOf(stems, counted, weight) }))
    .sort((a, b) => b.worth - a.worth);
  const chosen: Counted[] = [];
  for (const { counted } of ranked) {
    if (chosen.length === count) break;
    if (!chosen.some((other) => overlap(other.papers, counted.papers) > MOST_SHARED)) chosen.push(counted);
  }
  const order = new Map(papers.map(({ id }, at) => [id, at]));
  const aspects = chosen.map(({ papers: holding, spellings }): Aspect => {
    const [phrase = ''] = [...spellings].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { phrase, kind: 'phrase', papers: [...holding].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)) };
  });
  return aspects.length ? aspects : byYear(papers, count);
}

/** Pairs of neighbouring words that stand in no other sentence part, by their stems. */
function countPhrases(papers: readonly Paper[], ofTopic: ReadonlySet<string>): Map<string, Counted> {
  const phrases = new Map<string, Counted>();
  for (const { id, title, abstract } of papers) {
    for (const sentence of [title, ...splitSentences(abstract)].filter((text) => !readsAsOrder(text))) {
      for (const run of sentence.split(/[^\p{L}\p{N}\s'’-]+/u)) {
        const words = run.split(/\s+/).filter(Boolean);
        words.slice(1).forEach((second, at) => {
          const first = words[at] as string;
          if (!mayName(first) || !mayName(second) || !mayEnd(second)) return;
          const stems = analyse(`${first} ${second}`).words;
          if (stems.length < 2 || stems.some((stem) => ofTopic.has(stem))) return;
          const key = stems.join(' ');
          const counted = phrases.get(key) ?? { papers: new Set(), spellings: new Map() };
          const spelling = `${asWritten(first)} ${asWritten(second)}`;
          counted.papers.add(id);
          counted.spellings.set(spelling, (counted.spellings.get(spelling) ?? 0) + 1);
          phrases.set(key, counted);
        });
      }
    }
  }
  return phrases;
}

function mayName(word: string): boolean {
  const lower = word.toLowerCase();
  return /^\p{L}[\p{L}\p{N}-]{2,}$/u.test(word) && !QUERY_STOP_WORDS.has(lower) && !ABSTRACT_WORDS.has(lower);
}

function mayEnd(word: string): boolean {
  return NOUN.test(word) || !ADJECTIVE.test(word);
}

/** The capital of a title or of a sentence's beginning goes; those of a name stay. */
function asWritten(word: string): string {
  return /^\p{Lu}[\p{Ll}-]+$/u.test(word) ? word.toLowerCase() : word;
}

function worthOf(stems: string, { papers }: Counted, weight: (term: string) => number): number {
  return papers.size ** 1.5 * stems.split(' ').reduce((sum, stem) => sum + weight(stem), 0);
}

function overlap(left: ReadonlySet<PaperId>, right: ReadonlySet<PaperId>): number {
  const shared = [...left].filter((id) => right.has(id)).length;
  return shared / Math.min(left.size, right.size);
}

function byYear(papers: readonly Paper[], count: number): Aspect[] {
  const years = new Map<string, PaperId[]>();
  for (const { id, publishedAt, listedOn } of papers) {
    const year = (publishedAt ?? listedOn)?.slice(0, 4);
    if (year) years.set(year, [...(years.get(year) ?? []), id]);
  }
  if (years.size < 2) return [];
  return [...years]
    .sort(([a], [b]) => b.localeCompare(a))
    .slice(0, count)
    .map(([phrase, ids]) => ({ phrase, kind: 'year', papers: ids }));
}
