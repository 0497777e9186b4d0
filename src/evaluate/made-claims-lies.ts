/** A true claim in, a false one out, as a model errs or a liar turns it; `undefined` where the claim offers no hold. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortName } from '../domain/paper.ts';
import { DENIABLE, OPPOSITE } from './made-claims-wording.ts';

export interface TrueClaim {
  readonly draft: DraftClaim;
  readonly evidence: readonly Evidence[];
  /** Position of the cited paper in the evidence. */
  readonly paper: number;
}

type Lie = (claim: TrueClaim, random: () => number) => DraftClaim | undefined;

export const LIES = {
  'unknown key': unknownKey,
  'number changed': numberChanged,
  'unit or sign changed': unitChanged,
  'name swapped': nameSwapped,
  'direction flipped': directionFlipped,
  negated,
  'sides swapped': sidesSwapped,
  'quote off by a word': quoteOff,
  'silent paper cited': silentPaper,
} as const satisfies Readonly<Record<string, Lie>>;

function unknownKey({ draft, evidence, paper }: TrueClaim, random: () => number): DraftClaim {
  const sentences = evidence[paper]?.sentences.length ?? 0;
  const keys = [
    `P${evidence.length + 1 + Math.floor(random() * 20)}.s1`,
    `P${paper + 1}.s${sentences + 1 + Math.floor(random() * 9)}`,
    'P0.s0',
    'Smith et al., 2024',
    'arXiv:2401.01234',
  ];
  const key = pick(keys, random);
  return { ...draft, cites: random() < 0.3 ? [...draft.cites, key] : [key] };
}

function numberChanged({ draft }: TrueClaim, random: () => number): DraftClaim | undefined {
  const numbers = [...draft.text.matchAll(/(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)/g)];
  if (!numbers.length) return undefined;
  const number = pick(numbers, random);
  const digits = [...number[0].matchAll(/\d/g)];
  const { index } = pick(digits, random);
  const old = Number(number[0][index]);
  const other = (old + 1 + Math.floor(random() * 8)) % 10 || (old === 1 ? 2 : 1);
  const changed =
    random() < 0.2 && !number[0].includes(',')
      ? String(Number((Number(number[0]) * (random() < 0.5 ? 10 : 2)).toPrecision(6)))
      : `${number[0].slice(0, index)}${other}${number[0].slice(index + 1)}`;
  if (Number(changed.replaceAll(',', '')) === Number(number[0].replaceAll(',', ''))) return undefined;
  return replaced(draft, number.index, number[0].length, changed);
}

/** What stands after a number, and what a careless writer makes of it. */
const UNITS: readonly (readonly [unit: RegExp, others: readonly string[]])[] = [
  [/^ ?(?:\\?%|percent)/, ['', 'x', ' ms', ' percentage points']],
  [/^(?:x|×|\$?\\times\$?| times)(?![\w])/, ['%', ' points', '']],
  [/^ ?ms\b/, [' s', ' minutes']],
  [/^ ?(?:s|seconds?)\b/, [' ms', ' minutes']],
  [/^[ -]?hours?\b/, [' minutes', ' days']],
  [/^ ?days?\b/, [' hours', ' weeks']],
  [/^ ?(?:B|billion)\b/, ['M', ' million', 'T']],
  [/^ ?(?:M|million)\b/, ['B', ' billion', 'K']],
  [/^ ?(?:K|k|thousand)\b/, ['M', ' million', '']],
  [/^ ?GB\b/, [' MB', ' TB']],
  [/^ ?(?:percentage )?points?\b/, ['x', '%']],
  [/^ ?(?:FPS|fps|Hz)\b/, [' ms', ' seconds']],
];

function unitChanged({ draft }: TrueClaim, random: () => number): DraftClaim | undefined {
  const spots = [...draft.text.matchAll(/(?<![\w.,-])[-+−]?\d+(?:,\d{3})*(?:\.\d+)?/g)].flatMap((number) => {
    const end = number.index + number[0].length;
    const others = UNITS.flatMap(([unit, turned]) => {
      const found = unit.exec(draft.text.slice(end));
      // "From 12 to 15%" says the same as "from 12% to 15%".
      const isShared = found && /^(?:,| and| to|\/|-)/.test(draft.text.slice(end + found[0].length));
      const wrong = isShared ? turned.filter((other) => other) : turned;
      return found ? wrong.map((other) => ({ at: end, length: found[0].length, other })) : [];
    });
    const sign =
      /^\d/.test(number[0]) && others.length && /(?<!to|-|\d|[A-Z]) $/.test(draft.text.slice(0, number.index));
    return sign ? [...others, { at: number.index, length: 0, other: '-' }] : others;
  });
  if (!spots.length) return undefined;
  const { at, length, other } = pick(spots, random);
  return replaced(draft, at, length, other);
}

/** Names as they stand in abstracts: inner capitals, digits, acronyms. */
const NAME = /(?<![\w-])(?:[A-Z][a-z]+[A-Z0-9][\w-]*|[A-Z]{2,}[\w-]*\d?|[A-Z][\w]*-[\dA-Z][\w.-]*\w)(?![\w-])/g;

function nameSwapped({ draft, evidence, paper }: TrueClaim, random: () => number): DraftClaim | undefined {
  const own = evidence[paper]?.paper;
  if (!own) return undefined;
  const ownText = `${own.title} ${own.abstract}`.toLowerCase();
  const short = shortName(own.title);
  const spots: { index: number; length: number }[] = [...draft.text.matchAll(NAME)].map((found) => ({
    index: found.index,
    length: found[0].length,
  }));
  const at = short ? draft.text.indexOf(short) : -1;
  if (short && at >= 0) spots.push({ index: at, length: short.length });
  const others = evidence
    .filter((_, position) => position !== paper)
    .flatMap(({ paper: { title, abstract } }) => [shortName(title) ?? '', ...(abstract.match(NAME) ?? [])])
    .filter(
      (name) => name.length > 1 && !/-[a-z]+$/.test(name) && !ownText.includes(name.toLowerCase().replace(/s$/, '')),
    );
  if (!spots.length || !others.length) return undefined;
  const { index, length } = pick(spots, random);
  return replaced(draft, index, length, pick(others, random));
}

function directionFlipped({ draft }: TrueClaim, random: () => number): DraftClaim | undefined {
  const spots = OPPOSITE.flatMap(([one, other]) => [
    ...[...draft.text.matchAll(new RegExp(`(?<![\\w-])${one}(?![\\w-])`, 'g'))].map((found) => ({ found, to: other })),
    ...[...draft.text.matchAll(new RegExp(`(?<![\\w-])${other}(?![\\w-])`, 'g'))].map((found) => ({ found, to: one })),
  ]);
  if (!spots.length) return undefined;
  const { found, to } = pick(spots, random);
  return replaced(draft, found.index, found[0].length, to);
}

function negated({ draft }: TrueClaim, random: () => number): DraftClaim | undefined {
  const verbs = DENIABLE.flatMap(([third, plain]) =>
    [...draft.text.matchAll(new RegExp(`(?<![\\w-])${third}(?![\\w-])`, 'g'))].map((found) => {
      const denials = [`does not ${plain}`, `fails to ${plain}`, `never ${third}`, `hardly ${third}`];
      return { index: found.index, length: third.length, to: pick(denials, random) };
    }),
  );
  const auxiliaries = [
    ...draft.text.matchAll(/(?<![\w-])(?:is|are|can|has been|have been|was|were)(?= (?!not )[a-z])/g),
  ].map(({ index, 0: word }) => ({ index, length: word.length, to: word === 'can' ? 'cannot' : `${word} not` }));
  const denied = [...draft.text.matchAll(/(?<![\w-])(do|does|did|is|are) not (?!only)/g)].map(
    ({ index, 0: words, 1: verb }) => ({ index, length: words.length, to: `${verb} ` }),
  );
  const spots = [...verbs, ...auxiliaries, ...denied];
  if (!spots.length) return undefined;
  const { index, length, to } = pick(spots, random);
  return replaced(draft, index, length, to);
}

const BEATS =
  /^(.{2,60}?) ((?:significantly |consistently |substantially )?(?:outperforms?|surpass(?:es)?|beats?|exceeds?)) ([^,.;]{2,60}?)( on | by | in | with | across |[,.;])/;

function sidesSwapped({ draft }: TrueClaim): DraftClaim | undefined {
  const found = BEATS.exec(draft.text);
  if (!found) return undefined;
  const [whole, left = '', verb, right = '', end] = found;
  const [, told = '', side = ''] = /^((?:The authors report that |.* that )?)(.*)$/.exec(left) ?? [];
  if (!side || /[,;]/.test(side)) return undefined;
  return replaced(draft, 0, whole.length, `${told}${right} ${verb} ${side}${end}`);
}

/** Another word, one too few, one too many, or two in the wrong order; never at an edge, where it would still be a quote. */
function quoteOff({ draft, evidence, paper }: TrueClaim, random: () => number): DraftClaim | undefined {
  const words = draft.quote?.split(' ') ?? [];
  if (words.length < 5) return undefined;
  const at = 1 + Math.floor(random() * (words.length - 3));
  const strange = pick((evidence[paper ? 0 : 1]?.paper.abstract ?? 'not entirely so').split(' '), random);
  const changes: (() => string[])[] = [
    () => words.with(at, strange),
    () => words.toSpliced(at, 1),
    () => words.toSpliced(at, 0, strange),
    () => words.with(at, words[at + 1] as string).with(at + 1, words[at] as string),
  ];
  const quote = pick(changes, random)().join(' ');
  const same = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (same(evidence[paper]?.paper.abstract ?? '').includes(same(quote))) return undefined;
  return { ...draft, quote };
}

/** The same claim, its citation on another paper of the evidence: one of its sentences, often the likest. */
function silentPaper({ draft, evidence, paper }: TrueClaim, random: () => number): DraftClaim | undefined {
  const others = [...evidence.entries()].filter(([position]) => position !== paper);
  if (!others.length) return undefined;
  const [position, other] = pick(others, random);
  const words = wordsOf(draft.text);
  const likest = other.sentences
    .map(({ index, text }) => ({ index, alike: [...wordsOf(text)].filter((word) => words.has(word)).length }))
    .sort((a, b) => b.alike - a.alike)[0];
  const any = pick(other.sentences, random);
  // What nearly repeats the claim is not silent.
  if (!likest || !any || likest.alike > words.size * 0.6) return undefined;
  const { quote: _, ...rest } = draft;
  const cited = random() < 0.5 ? likest.index : any.index;
  const text = other.sentences[cited]?.text ?? '';
  return {
    ...rest,
    cites: [`P${position + 1}.s${cited + 1}`],
    ...(random() < 0.5 ? { quote: text.split(' ').slice(0, 8).join(' ') } : {}),
  };
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
}

function replaced(draft: DraftClaim, at: number, length: number, by: string): DraftClaim | undefined {
  const text = `${draft.text.slice(0, at)}${by}${draft.text.slice(at + length)}`;
  return text === draft.text ? undefined : { ...draft, text };
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}
