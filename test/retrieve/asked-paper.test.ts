import { expect, it } from 'vitest';
import { askedPaper } from '../../src/retrieve/asked-paper.ts';

it.each([
  ['What AIME 2024 score does the DeepSeek-R1 paper report?', 'DeepSeek-R1'],
  ['Who are the Absolute Zero authors? Tell me of the Absolute Zero paper.', 'Absolute Zero'],
  ['Is there a paper called GPT4o?', 'GPT4o'],
  ['what does the survey paper say?', undefined],
  ['Which papers report AIME 2024 scores?', undefined],
  ['What is the best paper on robots?', undefined],
])('%s → %s', (question, name) => {
  expect(askedPaper(question)).toBe(name);
});
