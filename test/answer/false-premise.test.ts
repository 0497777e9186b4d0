import { describe, expect, it } from 'vitest';
import { contradictionOf } from '../../src/answer/false-premise.ts';
import { evidence } from '../doubles/evidence.ts';

const good = (...more: readonly string[]) =>
  evidence({ title: 'LoRA: Low-Rank Adaptation', named: true }, [
    'Existing adapters fail to scale and hurt latency.',
    'LoRA freezes the weights and trains small matrices.',
    'It outperforms full fine-tuning by 2.1 points on three benchmarks.',
    ...more,
  ]);
const text = (question: string, ...papers: ReturnType<typeof good>[]) => contradictionOf(question, papers)?.text;

describe('a failure that a question takes for granted', () => {
  it.each([
    'why did LoRA fail?',
    'Why does LoRA perform worse than full fine-tuning?',
    'why doesn’t LoRA work on small models?',
    'How come LoRA hurts accuracy?',
    'what caused LoRA to collapse?',
  ])('is answered with what the abstract says instead: “%s”', (question) => {
    expect(text(question, good())).toContain('outperforms full fine-tuning by 2.1 points');
  });

  it.each([
    'does LoRA fail?',
    'when does LoRA fail to converge?',
    'why does LoRA improve on full fine-tuning?',
    'why do adapters need less memory?',
  ])('is found only where it is taken for granted: “%s”', (question) => {
    expect(text(question, good())).toBeUndefined();
  });

  it.each([
    'LoRA fails on long inputs.',
    'Its accuracy drops by 3 points on code.',
    'However, it does not generalize to speech.',
    'A limitation is the choice of the rank.',
  ])('is not denied where the abstract has any sign of it: “%s”', (sentence) => {
    expect(text('why did LoRA fail?', good(sentence))).toBeUndefined();
  });

  it('is not denied by a paper that nobody named, or by one of several', () => {
    const unnamed = { ...good(), named: false };
    expect(text('why did it fail?', unnamed)).toBeUndefined();
    expect(text('why did LoRA fail?', good(), good())).toBeUndefined();
  });

  it('is not denied by a paper that says nothing of success', () => {
    const silent = evidence({ title: 'LoRA: Low-Rank Adaptation', named: true }, ['LoRA trains small matrices.']);
    expect(text('why did LoRA fail?', silent)).toBeUndefined();
  });
});
