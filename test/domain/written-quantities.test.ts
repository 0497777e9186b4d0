import { expect, it } from 'vitest';
import { quantitiesIn } from '../../src/domain/text/written-quantities.ts';

it.each<[sentence: string, quantities: string[]]>([
  ['Calls fall by 30% and accuracy rises by 2.5 points.', ['30%', '2.5 points']],
  ['It is 4× faster, 3x cheaper and reads 17K pages.', ['4×', '3x', '17K']],
  ['It reads 1,000 tasks in 1.5 million tokens.', ['1,000 tasks', '1.5 million']],
  ['A gain of +10.11% and of 10-20%.', ['+10.11%', '10-20%']],
  ['GPT-4, Qwen2.5-7B, OpenAI-o1-1217 and AIME 2024 are names, 2025 is a year.', []],
  ['(1) We sing, 2) we dance, on a scale of 0-1.', []],
  ['A 7-billion model, a 5-shot prompt.', []],
  ['30% here and 30 % there.', ['30%']],
  ['Of 45 whales, 12.5% sing.', ['12.5%', '45']],
  [String.raw`By 12.3\% of 56{,}340.`, ['12.3%', '56,340']],
])('the quantities of “%s”', (sentence, quantities) => {
  expect(quantitiesIn(sentence)).toEqual(quantities);
});
