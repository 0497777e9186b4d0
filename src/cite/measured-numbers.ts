/** Text → the numbers in it with their units and signs, so that "12%" is held apart from "12", "ms" from "s", "-3" from "3". */

export interface Quantity {
  /** Readings of the digits, scales multiplied: one, but "45.000" in a German sentence has two. */
  readonly values: readonly number[];
  readonly isNegative: boolean;
  /** What it may be measured in; `''` is a plain number. "From 12 to 15%" leaves it open for the 12. */
  readonly units: ReadonlySet<string>;
  /** `>`: this or more; `<`: this or less. */
  readonly bound?: '>' | '<';
  /** As written, with its unit. */
  readonly text: string;
  /** Where the digits begin and the unit ends, in the text that `withoutTypesetting` gives. */
  readonly at: number;
  readonly end: number;
}

const NUMBER =
  /(?<![\p{L}\p{N}_]|\p{N}[.,]|(?<!\p{N})\p{L}[-/])\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?(?:[eE][-+]?\p{N}+)?/gu;
/** Elsewhere than in English a comma may stand for the point and the point for the comma. */
const FOREIGN_NUMBER =
  /(?<![\p{L}\p{N}_]|\p{N}[.,]|(?<!\p{N})\p{L}[-/])\p{N}+(?:[.,\u00a0\u202f ]\p{N}{3}(?!\p{N}))*(?:[.,]\p{N}+)?/gu;

/** What may stand right after a number, the longer form first, and the unit that it is. */
const UNITS: readonly (readonly [pattern: string, unit: string])[] = [
  [
    '(?:absolute )?(?:percentage[ -]points?|%[ -]?points?|%p|pp(?:ts?)?|points?|pts?\\.?|prozentpunkten?|points? de pourcentage|puntos porcentuales)',
    'points',
  ],
  ['%|percent|per cent|prozent|pour cent|por ciento|por cento', '%'],
  ['x|×|times|fold|-?mal|-?fach|fois|veces|vezes|volte', 'times'],
  ['ns|nanoseconds?', 'ns'],
  ['µs|μs|us|microseconds?', 'µs'],
  ['ms|msec|milliseconds?|millisekunden?|millisecondes?|milisegundos?', 'ms'],
  ['s|secs?|seconds?|sekunden?|secondes?|segundos?|secondi', 's'],
  ['min|mins|minutes?|minuten|minutos?|minuti', 'min'],
  ['h|hrs?|hours?|stunden?|heures?|horas?|ore', 'h'],
  ['days?|tagen?|jours?|días?|dias?|giorni', 'days'],
  ['weeks?|wochen?|semaines?|semanas?|settimane', 'weeks'],
  ['months?|monaten?|mois|meses|mesi', 'months'],
  ['years?|jahren?|ans|années|años|anos|anni', 'years'],
  ['tokens?/s(?:ec)?|tokens? per second|tps', 'tokens/s'],
  ['fps|frames? per second|frames?/s', 'fps'],
  ['[KMGTP]i?B|(?:kilo|mega|giga|tera|peta)bytes?', 'bytes'],
  ['[kMG]?Hz|(?:kilo|mega|giga)?hertz', 'hertz'],
  ['[TPGME]?FLOPs?', 'flops'],
  ['dB|decibels?', 'dB'],
  ['°C|℃|degrees? celsius', '°C'],
  ['°|degrees?', '°'],
  ['nm|nanomet(?:er|re)s?', 'nm'],
  ['µm|μm|micromet(?:er|re)s?', 'µm'],
  ['mm|millimet(?:er|re)s?', 'mm'],
  ['cm|centimet(?:er|re)s?', 'cm'],
  ['km|kilomet(?:er|re)s?', 'km'],
  ['m|met(?:er|re)s?', 'm'],
  ['mg|milligrams?', 'mg'],
  ['kg|kilograms?', 'kg'],
  ['kW|kilowatts?', 'kW'],
  ['W|watts?', 'W'],
  ['px|pixels?', 'px'],
  ['bits?', 'bits'],
  ['dollars?|USD|US\\$', '$'],
  ['€|euros?|EUR', '€'],
];
const UNIT = new RegExp(`^[ -]?(?:${UNITS.map(([pattern]) => `(${pattern})`).join('|')})(?![\\p{L}\\p{N}])`, 'iu');
/** GB is not MB: of these the prefix is part of the unit. */
const PREFIXED = new Set(['bytes', 'hertz', 'flops']);
const SCALE_LETTER = /^[KMBTk](?![\p{L}\p{N}])/u;
const SCALE_WORD =
  /^[\s-]?(thousand|million|billion|trillion|tausend|millionen|milliarden?|billionen|mille|millions?|milliards?|mil|millones|milhões|mila|milioni|miliardi|bilhões|万|億|亿|千)(?!\p{Script=Latin})/iu;
const SCALES = new Map<string, number>(
  (
    [
      [1e3, 'k thousand tausend mille mil mila 千'],
      [1e4, '万'],
      [1e6, 'm million millions millionen millones milhões milioni'],
      [1e8, '億 亿'],
      [1e9, 'b billion milliarde milliarden milliard milliards miliardi bilhões'],
      [1e12, 't trillion billionen'],
    ] as const
  ).flatMap(([factor, names]) => names.split(' ').map((name) => [name, factor] as const)),
);
const MORE =
  /(?:[>≥]=?|\b(?:more|greater|higher|larger|longer|better) than|\bover|\babove|\bexceed(?:s|ing)?|\bat least|\bno (?:less|fewer) than|\bminimum of|\bsurpass(?:es|ing)?)\s*$/i;
const LESS =
  /(?:[<≤]=?|\b(?:less|fewer|lower|smaller|shorter) than|\bunder|\bbelow|\bat most|\bup to|\bno more than|\bwithin|\bmaximum of)\s*$/i;
/** Between two numbers that share the unit of the second. */
const SHARING = /^\s*(?:[,;/~–—-]|to|and|or|bis|und|à|et|y|→|vs\.?|,\s*and)\s*[-−+]?\s*$/i;
const MOST_SHARING = 6;

/** @param isEnglish other languages write "33,4" and "45.000" */
export function findQuantities(text: string, isEnglish = true): Quantity[] {
  const plain = withoutTypesetting(text);
  const found: (Quantity & { readonly units: Set<string> })[] = [];
  for (const match of plain.matchAll(isEnglish ? NUMBER : FOREIGN_NUMBER)) {
    const at = match.index;
    const digits = match[0].trim();
    const after = plain.slice(at + digits.length, at + digits.length + 14);
    const scale = SCALE_LETTER.exec(after) ?? SCALE_WORD.exec(after);
    const factor = SCALES.get((scale?.[1] ?? scale?.[0] ?? '').toLowerCase()) ?? 1;
    const scaleEnd = at + digits.length + (scale?.[0].length ?? 0);
    const unit = scale ? unitAt(plain, scaleEnd) : unitOrLetters(plain, scaleEnd);
    const { currency, isNegative, bound } = readBefore(plain.slice(Math.max(0, at - 24), at));
    const start = isNegative ? at - 1 : at;
    const previous = found.at(-1);
    if (previous && SHARING.test(plain.slice(previous.end, start))) shareUnit(found, unit.name);
    found.push({
      values: readings(digits, isEnglish).map((value) => Number((value * factor).toPrecision(12))),
      isNegative,
      units: new Set([currency ?? unit.name]),
      ...(bound ? { bound } : {}),
      text: plain.slice(start, scaleEnd + unit.length).trim(),
      at,
      end: scaleEnd + unit.length,
    });
  }
  return found;
}

function readBefore(before: string): { currency?: string; isNegative: boolean; bound?: '>' | '<' } {
  const currency = /([$€£¥])\s?$/.exec(before)?.[1];
  // A dash between numbers or with a space on both sides is no sign.
  const isNegative = /(?:^|[\s([,;:=~>$])[-−–][$€]?$/.test(before) && !/\p{N}\s?[-−–]$/u.test(before);
  const spot = before.replace(/[-−–+]?\s?[$€£¥~]?\s?$/, '');
  const bound = MORE.test(spot) ? '>' : LESS.test(spot) ? '<' : undefined;
  return { isNegative, ...(currency ? { currency } : {}), ...(bound ? { bound } : {}) };
}

/** "From 12 to 15%", "12, 13 and 15%": what follows the last may be meant for each. */
function shareUnit(found: readonly { readonly units: Set<string> }[], unit: string): void {
  if (!unit) return;
  for (const { units } of found.slice(-MOST_SHARING).reverse()) {
    if (!units.has('')) return;
    units.add(unit);
  }
}

function unitAt(plain: string, at: number): { readonly name: string; readonly length: number } {
  const none = { name: '', length: 0 };
  const match = UNIT.exec(plain.slice(at, at + 26));
  if (!match) return none;
  const name = UNITS[match.slice(1).findIndex((group) => group !== undefined)]?.[1] ?? '';
  const [written] = match;
  const letters = written.replace(/^[ -]/, '');
  // One letter means another thing as a capital.
  if (/^[SHX]$/.test(letters) && name !== 'times') return none;
  if (/^[Mw]$/.test(letters)) return none;
  // "224x224" and "224 x 224" are sizes.
  const next = plain.slice(at + written.length);
  if (name === 'times' && (/^\p{N}/u.test(next) || (written.startsWith(' ') && /^ \p{N}/u.test(next)))) return none;
  const prefix = PREFIXED.has(name) ? `${letters.charAt(0).toUpperCase()}-` : '';
  return { name: `${prefix}${name}`, length: written.length };
}

/** The D of "3D" and the o of "GPT 4o" are no unit, and yet part of what is said. */
function unitOrLetters(plain: string, at: number): { readonly name: string; readonly length: number } {
  const unit = unitAt(plain, at);
  const [letters] = unit.length ? [] : (/^(?!x\p{N})\p{L}[\p{L}\p{N}]*/u.exec(plain.slice(at, at + 12)) ?? []);
  return letters ? { name: letters.toLowerCase(), length: letters.length } : unit;
}

function readings(digits: string, isEnglish: boolean): number[] {
  const english = Number(digits.replaceAll(',', ''));
  if (isEnglish) return [english];
  const compact = digits.replace(/[\s\u00a0\u202f]/g, '');
  const point = Number(compact.replace(/,(?=\p{N}{3}(?!\p{N}))/gu, '').replace(',', '.'));
  const comma = Number(compact.replaceAll('.', '').replace(',', '.'));
  return [...new Set([english, point, comma])].filter(Number.isFinite);
}

/** LaTeX signs as signs, no mark-up; "24times" is what is left of `24$\times$` in many abstracts. */
export function withoutTypesetting(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\\times\b/g, '×')
    .replace(/\\%/g, '%')
    .replace(/\\(?:sim|approx)\b/g, '~')
    .replace(/\\geq?\b/g, '≥')
    .replace(/\\leq?\b/g, '≤')
    .replace(/\\(?:rightarrow|to)\b/g, '→')
    .replace(/\$([^$\s][^$]{0,30})\$/g, '$1')
    .replace(/\$(?=×|%)/g, '')
    .replaceAll('\\', '')
    .replaceAll('{,}', ',')
    .replace(/[{}]/g, '');
}
