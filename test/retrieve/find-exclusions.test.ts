import { describe, expect, test } from 'vitest';
import { readQuestionWords } from '../../src/retrieve/read-question-words.ts';

const read = (question: string) => {
  const { topic, excluded } = readQuestionWords(question, '2026-07-01');
  return { topic, excluded };
};

describe('what is not wanted is taken out of the topic', () => {
  test.each([
    ['papers on agents -diffusion', 'papers on agents', ['diffusion']],
    ['agents -"language model" -GANs', 'agents', ['language model', 'GANs']],
    ['agents -reinforcement-learning, -video.', 'agents.', ['reinforcement-learning', 'video']],
    ['agents −robotics', 'agents', ['robotics']],
    ['-diffusion agents', 'agents', ['diffusion']],
    ['智能体 -扩散模型', '智能体', ['扩散模型']],
    ['agents NOT robotics', 'agents', ['robotics']],
    ['papers on agents but not robotics', 'papers on agents', ['robotics']],
    [
      'papers on agents but not robotics, computer vision or games',
      'papers on agents',
      ['robotics', 'computer vision', 'games'],
    ],
    ['papers but not robotics on agents', 'papers on agents', ['robotics']],
    ['agents but not “world models”', 'agents', ['world models']],
    ['What is known about search, but not about medicine?', 'What is known about search?', ['medicine']],
    ['search agents, not about medicine or law', 'search agents', ['medicine', 'law']],
    ['papers that are not about diffusion', 'papers', ['diffusion']],
    ['papers on agents, no surveys', 'papers on agents', ['surveys']],
    ['papers on agents, not robotics.', 'papers on agents.', ['robotics']],
    ['agents excluding survey papers', 'agents', ['survey']],
    ['agents except surveys and benchmarks', 'agents', ['surveys', 'benchmarks']],
    ['papers on RAG except for those about medicine', 'papers on RAG', ['medicine']],
    ['list architectures other than transformers', 'list architectures', ['transformers']],
    ['anything but robotics', '', ['robotics']],
    ['papers but not robotics, ideally recent ones', 'papers, ideally recent ones', ['robotics']],
    ['-diffusion -robotics', '', ['diffusion', 'robotics']],
    ['papers on agents without robotics', 'papers on agents', ['robotics']],
    ['papers on agents, without games', 'papers on agents', ['games']],
    ['agents without any papers on vision', 'agents', ['vision']],
    ['papers on agents but not robotics since March', 'papers on agents', ['robotics']],
    ['papers on agents but not robotics by Ada Lovelace', 'papers on agents', ['robotics']],
  ])('%s', (question, topic, excluded) => {
    expect(read(question)).toEqual({ topic, excluded });
  });
});

describe('what only looks like it is left alone', () => {
  test.each([
    'How can a model learn without labels?',
    'reasoning without supervision',
    'training without human feedback',
    'papers on reasoning without supervision',
    'papers on agents without fine-tuning',
    'Which reinforcement-learning methods improve reasoning without ground-truth answers or external rewards?',
    'whether or not models reason',
    'why do models not generalise?',
    'Why do models NOT generalise?',
    'models do NOT generalise',
    'Which papers do not use reinforcement learning?',
    'What helps in simulation but not in reality?',
    'Do any models other than transformers scale?',
    'What works except on proofs?',
    'papers including but not limited to agents',
    'papers about search, not only the web',
    'papers on forgetting, but not always',
    'structure, not content, is what matters',
    'state-of-the-art models for long-context search',
    'pre- and post-training',
    'a temperature of -5 or -0.3',
    '- diffusion models',
    'diffusion – a survey - and more',
    'LLM(-Agents) in code',
    'cost -effective search',
    '"agents -robotics"',
    'Exception handling in code, notification of nodes',
    'Shorter but not Worse: Frugal Reasoning via Easy Samples',
    'agents, but not from 2024',
    'papers on agents, but not by Google',
  ])('%s', (question) => {
    expect(read(question)).toEqual({ topic: question, excluded: [] });
  });
});
