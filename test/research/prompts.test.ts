import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadPrompts } from '../../src/answer/prompts.ts';

const prompts = loadPrompts(join(import.meta.dirname, '..', '..', 'prompts'));
const marker = '=====0123456789abcdef01=====';
const question = 'When is a search needed?';

it.each([
  ['research-plan', () => prompts.fill('research-plan', { question, count: '3' })],
  ['research-gather', () => prompts.fill('research-gather', { question, parts: '- When?\n- At what cost?', marker })],
  [
    'research',
    () =>
      prompts.fill('research', {
        question,
        part: 'What does a search cost?',
        written: 'Written already:\n- An agent searches when it is unsure.',
        papers: '[P1] Ask Before You Look (2026-05-01)\nP1.s1 Calls fall by 30%.',
        marker,
      }),
  ],
])('what the model is told in %s changes only where its golden file changes', async (name, fill) => {
  const { system, user } = fill();
  expect(system).not.toContain(question);
  await expect(`# system\n\n${system}\n\n# user\n\n${user}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
});
