/** A sentence → the quantities in it, as they are written: "30%", "2.5 points", "4×", "17K". For showing, not for checking. Pure. */

/** Not inside a name (GPT-4, Qwen2.5-7B, o1-1217) and no part of a date or a longer number; "10-20" is a range. */
const NUMBER = String.raw`(?<![\p{L}\p{N}_.,]|[\p{L}\p{N}][-–/])[-+−±~≈]?\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?(?:[-–]\p{N}+(?:\.\p{N}+)?)?`;
const UNIT = String.raw`(?:\s?%|\s?×|[xX](?![\p{L}\p{N}])|[KMBk](?![\p{L}\p{N}])|\s(?:percent|percentage points|points?|times|million|billion|trillion|thousand|hours?|minutes?|seconds?|days?|ms|GPUs?|tokens|parameters|languages|tasks|data ?sets|benchmarks|models|papers|examples|samples|questions|images|videos)(?!\p{L}))?`;
const QUANTITY = new RegExp(String.raw`${NUMBER}(?!\p{N})${UNIT}(?![\p{L}\p{N}]|[-–/][\p{L}\p{N}]|[.,:]\p{N})`, 'gu');
const YEAR = /^(?:19|20)\d\d$/;
const BARE = /^[\p{N},]+$/u;
/** "0-1": between which values a score lies. */
const SCALE = /^\d-\d$/;
/** "(1)", "1)": the items of a list. */
const ITEM = /^\s?\)/;

/** @returns each once, those with a unit, a sign or a fraction first: a bare number tells least */
export function quantitiesIn(sentence: string): string[] {
  const plain = sentence.replaceAll('\\%', '%').replaceAll('{,}', ',');
  const found = [...plain.matchAll(QUANTITY)]
    .filter(
      ({ 0: text, index }) => !YEAR.test(text) && !SCALE.test(text) && !ITEM.test(plain.slice(index + text.length)),
    )
    .map(([text]) => text.replace(/\s+%/, '%').trim());
  return [...new Set(found)].sort((a, b) => Number(BARE.test(a)) - Number(BARE.test(b)));
}
