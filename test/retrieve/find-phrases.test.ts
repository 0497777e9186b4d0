import { describe, expect, test } from 'vitest';
import { maskPhrases, phraseMarks } from '../../src/retrieve/find-phrases.ts';

function phrases(text: string): string[] {
  const { masked, unmask } = maskPhrases(text);
  return phraseMarks(masked).map((mark) => unmask(mark, 'no marks'));
}

describe('a text in quotation marks is a phrase', () => {
  test.each([
    ['"chain of thought" prompts', ['chain of thought']],
    ['“chain of thought” and “self-consistency”', ['chain of thought', 'self-consistency']],
    ['„Weltmodelle“ und ”språkmodeller”', ['Weltmodelle', 'språkmodeller']],
    ['« modèles de diffusion » ou ‹GAN›', ['modèles de diffusion', 'GAN']],
    ['»Weltmodelle«', ['Weltmodelle']],
    ['「扩散模型」和『世界模型』《注意力》', ['扩散模型', '世界模型', '注意力']],
    ['论文"扩散模型"的方法', ['扩散模型']],
    ['“diffusion,” he said', ['diffusion']],
    ['"R1-Searcher++" again', ['R1-Searcher++']],
    ['«a "b" c»', ['a "b" c']],
  ])('%s', (text, expected) => {
    expect(phrases(text)).toEqual(expected);
  });
});

test.each([
  "the model's users' data and 'models'",
  'l’attention n’est pas tout',
  'a 5" and a 7" screen',
  'unbalanced "quote',
  '“”"" «» " "',
  '“?!”',
  'no quotes',
])('%s has no phrase', (text) => {
  expect(phrases(text)).toEqual([]);
  expect(maskPhrases(text).masked).toBe(text);
});

test('what is masked comes back as it was, with its marks or without', () => {
  const text = 'on “world models” and „Agenten“';
  const { masked, unmask } = maskPhrases(text);
  expect(masked).not.toMatch(/world|Agenten/);
  expect(unmask(masked, 'marks')).toBe(text);
  expect(unmask(masked, 'no marks')).toBe('on world models and Agenten');
});

test('characters of private use that somebody typed are no phrases', () => {
  const { masked, unmask } = maskPhrases('a\ue000b “c d”');
  expect(unmask(masked, 'marks')).toBe('ab “c d”');
});
