import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/cite/check-claim.ts';
import type { DraftClaim } from '../../src/domain/answer.ts';
import { evidence } from '../doubles/evidence.ts';

const EVIDENCE = [
  evidence({ title: 'LoRAX: Adapters that Switch', authors: ['Ada Lovelace'], organisation: 'Initech' }, [
    'We propose LoRAX, which switches adapters in 12 ms and improves accuracy on ImageNet by 3.5% over LoRA.',
    'Our method outperforms GPT-4 on three benchmarks while reducing latency from 30 ms to 12 ms.',
    'The change in perplexity is -3 points, with 35B parameters, 2x fewer steps and at least 16 GB of memory.',
    'It does not require labelled data and generalizes without fine-tuning to unseen languages.',
    'Small models outperform large models on reasoning, but they are unreliable on retrieval.',
    'Mistral reaches 71% on MMLU.',
    'We train (1) a router on 5M images and (2) a switch on 7M tokens.',
    'Large language models (LLMs) and vision encoders are trained jointly.',
  ]),
  evidence({ title: 'Mamba at Scale' }, [
    'Mamba is a state space model that reads long sequences in linear time.',
    'Attention heads are pruned to make serving cheaper.',
  ]),
  evidence({ title: 'Less Is More: Pruning of Adapters' }, ['We find that pruned adapters keep their accuracy.']),
];

function verdict(text: string, cites: string | readonly string[] = 'P1.s1', extra: Partial<DraftClaim> = {}) {
  return checkClaim({ text, cites: typeof cites === 'string' ? [cites] : cites, ...extra }, EVIDENCE);
}

function check(text: string, cites?: string | readonly string[]) {
  const result = verdict(text, cites);
  return result.kind === 'kept' ? 'kept' : result.reason;
}

describe('the unit of a number', () => {
  it.each([
    ['LoRAX improves accuracy by 3.5 percent on ImageNet.'],
    ['Adapters are switched in 12 milliseconds.'],
    ['Latency falls from 30 to 12 ms.', 'P1.s2'],
    ['It takes 2 times fewer steps.', 'P1.s3'],
    ['It has 35 billion parameters and needs 16 GB of memory.', 'P1.s3'],
    ['Over 16 GB of memory are needed.', 'P1.s3'],
  ])('may be written otherwise: %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('kept'));

  it.each([
    ['LoRAX improves accuracy by 3.5 on ImageNet.'],
    ['LoRAX improves accuracy by 3.5x on ImageNet.'],
    ['LoRAX improves accuracy by 3.5 points on ImageNet.'],
    ['LoRAX switches adapters in 12 s.'],
    ['LoRAX switches adapters in 12 minutes.'],
    ['It has 2% fewer steps.', 'P1.s3'],
    ['It needs 16 MB of memory.', 'P1.s3'],
    ['It needs at most 16 GB of memory.', 'P1.s3'],
  ])('is the same: not %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('number-differs'));

  it('is part of it where it multiplies: 35M is not 35B', () => {
    expect(check('It has 35M parameters.', 'P1.s3')).toBe('number-not-found');
  });
});

describe('the sign of a number', () => {
  it('is kept, in figures or in words', () => {
    expect(check('The change in perplexity is −3 points.', 'P1.s3')).toBe('kept');
    expect(check('Perplexity drops by 3 points.', 'P1.s3')).toBe('kept');
  });

  it('is not lost or made up', () => {
    expect(check('The change in perplexity is 3 points.', 'P1.s3')).toBe('number-differs');
    expect(check('LoRAX improves accuracy on ImageNet by -3.5%.')).toBe('number-differs');
  });
});

describe('numbers in the wrong place', () => {
  it.each([
    ['Latency goes from 12 ms to 30 ms.', 'P1.s2'],
    ['A router is trained on 7M images and a switch on 5M tokens.', 'P1.s7'],
    ['They train (2) a router on images and (1) a switch on tokens.', 'P1.s7'],
  ])('are found: %s', (text, key) => expect(check(text, key)).toBe('number-differs'));
});

describe('a name without digits', () => {
  it.each([
    ['LoRAX is better than LoRA on ImageNet.'],
    ['The authors of LoRAX report gains on ImageNet over LoRA.'],
    ['Ada Lovelace and Initech report gains in accuracy on ImageNet.'],
    ['LoRAX outperforms GPT-4 on three benchmarks.', 'P1.s2'],
    ['LLMs are trained jointly with vision encoders.', 'P1.s8'],
    ['An LLM and vision encoders are trained jointly.', 'P1.s8'],
    ['Training improves accuracy on ImageNet.'],
  ])('is kept as it is cited: %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('kept'));

  it.each([
    ['LoRAX improves accuracy on CIFAR by 3.5%.'],
    ['QLoRA improves accuracy on ImageNet by 3.5%.'],
    ['We propose Adapter Fusion, which switches adapters and improves accuracy.'],
    ['Mamba switches adapters in 12 ms and improves accuracy.'],
    ['LoRAX reaches 71% on MMLU.', 'P1.s6'],
    ['Large language models (VLMs) are trained jointly with vision encoders.', 'P1.s8'],
  ])('is not another: %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('name-not-found'));
});

describe('which way things go', () => {
  it.each([
    ['LoRAX boosts accuracy on ImageNet.'],
    ['Accuracy improvements of 3.5% are reported on ImageNet.'],
    ['The method lowers latency while surpassing GPT-4.', 'P1.s2'],
    ['Labelled data is not required.', 'P1.s4'],
    ['No labelled data is needed, and it generalizes to unseen languages.', 'P1.s4'],
    ['On retrieval small models are not reliable.', 'P1.s5'],
  ])('may be said in other words: %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('kept'));

  it.each([
    ['LoRAX hurts accuracy on ImageNet.'],
    ['LoRAX reduces accuracy on ImageNet by 3.5%.'],
    ['LoRAX does not improve accuracy on ImageNet.'],
    ['LoRAX fails to improve accuracy on ImageNet by 3.5%.'],
    ['The method surpasses GPT-4 while increasing latency.', 'P1.s2'],
    ['It requires labelled data.', 'P1.s4'],
    ['It generalizes with fine-tuning to unseen languages.', 'P1.s4'],
    ['It never generalizes to unseen languages.', 'P1.s4'],
    ['They are reliable on retrieval.', 'P1.s5'],
  ])('is not turned: %s', (text, key = 'P1.s1') => expect(check(text, key)).toBe('direction-differs'));

  it('is not read out of the name of a paper', () => {
    expect(check('The authors of Less Is More find that pruned adapters keep their accuracy.', 'P3.s1')).toBe('kept');
  });
});

describe('who beats whom', () => {
  it.each([
    ['Their method outperforms GPT-4 on three benchmarks.', 'P1.s2'],
    ['GPT-4 is outperformed by their method.', 'P1.s2'],
    ['Small models beat large models on reasoning.', 'P1.s5'],
    ['Large models are outperformed by small models on reasoning.', 'P1.s5'],
  ])('is as it is cited: %s', (text, key) => expect(check(text, key)).toBe('kept'));

  it.each([
    ['GPT-4 outperforms their method on three benchmarks.', 'P1.s2'],
    ['Their method is outperformed by GPT-4.', 'P1.s2'],
    ['Large models outperform small models on reasoning.', 'P1.s5'],
  ])('is not the other way round: %s', (text, key) => expect(check(text, key)).toBe('comparison-differs'));

  it('stands in a sentence that compares, or in two papers', () => {
    expect(check('Mamba beats a state space model on long sequences.', 'P2.s1')).toBe('comparison-differs');
    expect(check('LoRAX beats Mamba on ImageNet and on long sequences.', ['P1.s1', 'P2.s1'])).toBe('kept');
  });
});

describe('what a claim rests on', () => {
  it('is the cited sentence and not another of the evidence', () => {
    const text = 'A state space model reads long sequences in linear time.';
    expect(check(text, 'P2.s1')).toBe('kept');
    expect(check(text, 'P1.s8')).not.toBe('kept');
    expect(check('Heads are pruned to make serving of long sequences cheaper.', 'P2.s1')).not.toBe('kept');
  });

  it('is quoted as it stands, in the text of the claim too', () => {
    expect(check('They say that it “does not require labelled data”.', 'P1.s4')).toBe('kept');
    expect(check('They say that it “does not require much labelled data”.', 'P1.s4')).toBe('quote-not-found');
  });
});

describe('a claim in another language', () => {
  it.each([
    ['Die Methode verbessert die Genauigkeit auf ImageNet um 3,5 Prozent gegenüber LoRA.'],
    ['La méthode améliore la précision sur ImageNet de 3,5 % par rapport à LoRA.'],
    ['LoRAX 在 ImageNet 上把准确率提高了 3.5%。'],
    ['Das Modell hat 35 Milliarden Parameter und ist mit 16 GB Speicher nutzbar.', 'P1.s3'],
  ])('is held to keys, numbers and names only: %s', (text, key = 'P1.s1') => {
    const result = verdict(text, key);
    expect(result.kind).toBe('kept');
    if (result.kind !== 'kept') return;
    expect(result.claim.checks?.map(({ kind }) => kind)).toEqual(['citation', 'numbers', 'names']);
  });

  it.each([
    ['Die Methode verbessert die Genauigkeit auf ImageNet um 4,5 Prozent.', 'number-not-found'],
    ['Die Methode verbessert die Genauigkeit auf ImageNet um 3,5 Punkte und ist schnell.', 'number-differs'],
    ['Die Methode verbessert die Genauigkeit auf MMLU um 3,5 Prozent.', 'name-not-found'],
  ])('may not change them: %s', (text, reason) => expect(check(text)).toBe(reason));

  it('that shares nothing with what it cites must bring a quote', () => {
    const text = 'Ich bin ein Pirat und das ist mein Schiff.';
    expect(check(text)).toBe('off-topic');
    expect(verdict(text, 'P1.s1', { quote: 'switches adapters in 12 ms' }).kind).toBe('kept');
  });
});

describe('what was checked', () => {
  it('goes along with a claim that is kept', () => {
    const result = verdict('LoRAX improves accuracy by 3.5%.', 'P1.s1', { quote: 'improves accuracy on ImageNet' });
    if (result.kind === 'dropped') throw new Error(result.reason);
    expect(result.claim.checks).toEqual([
      { kind: 'citation', passed: true, detail: '1 sentence of 1 abstract' },
      { kind: 'quote', passed: true, detail: '"improves accuracy on ImageNet"' },
      { kind: 'numbers', passed: true, detail: '"3.5%"' },
      { kind: 'names', passed: true },
      { kind: 'comparison', passed: true },
      { kind: 'direction', passed: true },
      { kind: 'support', passed: true },
    ]);
  });

  it('of a sentence that is shown word for word is that it stands there', () => {
    const text = EVIDENCE[0]?.sentences[3]?.text ?? '';
    const result = verdict(text, 'P1.s4');
    expect(result.kind === 'kept' && result.claim.checks?.map(({ kind }) => kind)).toEqual(['citation', 'verbatim']);
  });

  it.each([
    ['LoRAX improves accuracy by 4.5%.', 'P1.s1', '"4.5%" is not in the cited sentences'],
    ['LoRAX improves accuracy by 3.5 points.', 'P1.s1', '"3.5 points" is "3.5%" in the cited sentence'],
    ['LoRAX hurts accuracy on ImageNet.', 'P1.s1', '"hurts" is "improves" in the cited sentence'],
    ['LoRAX improves accuracy on CIFAR.', 'P1.s1', '"CIFAR" is not in the cited sentences'],
    ['LoRAX improves accuracy.', 'P7.s1', 'there is no "P7.s1"'],
  ])('is told of a claim that is dropped, so that its writer can do better: %s', (text, key, detail) => {
    expect(verdict(text, key)).toMatchObject({ kind: 'dropped', detail });
  });
});

it('words that every object has are words like others', () => {
  const [item] = [evidence({ title: 'Constructors' }, ['The constructor hasOwnProperty of toString is valueOf.'])];
  const result = checkClaim({ text: 'A constructor hasOwnProperty and valueOf.', cites: ['P1.s1'] }, [item]);
  expect(result.kind).toBe('kept');
});
