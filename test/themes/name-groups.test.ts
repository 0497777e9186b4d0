import { describe, expect, it } from 'vitest';
import { nameGroups } from '../../src/themes/name-groups.ts';
import { createPhraseReader, wordKey } from '../../src/themes/phrases.ts';
import { paper } from '../doubles/paper.ts';

const phrasesIn = createPhraseReader();
const keys = (text: string) => phrasesIn(text).map(({ key }) => key);
const group = (texts: readonly (readonly [title: string, abstract: string])[]) =>
  texts.map(([title, abstract]) => paper({ title, abstract }));

describe('phrases', () => {
  it('are runs of words that can name a subject, up to three', () => {
    expect(keys('A novel framework for speech recognition')).toEqual(['speech', 'speech recognition']);
    expect(keys('KV cache compression, and quantization')).toEqual([
      'kv',
      'kv cache',
      'cache',
      'kv cache compression',
      'cache compression',
      'quantization',
    ]);
  });

  it('are one whatever the hyphens, capitals and plurals', () => {
    expect(wordKey('Vision-Language')).toBe('vision language');
    expect(wordKey('Policies')).toBe('policy');
    expect(wordKey('models')).toBe('model');
    expect(wordKey('loss')).toBe('loss');
    expect(wordKey('Bayes’s')).toBe('baye');
  });

  it('of any subject, and numbers, are none', () => {
    expect(keys('We propose an effective method that achieves state-of-the-art results in 2026')).toEqual([]);
    expect(keys('training')).toEqual([]);
    expect(keys('')).toEqual([]);
  });
});

describe('the name of a group', () => {
  const ROBOTS = group([
    ['Grasping with Robot Arms', 'Robot arms grasp cups. Robot arms are slow.'],
    ['Robot Arms That See', 'We give robot arms a camera.'],
    ['Soft Robot Arms', 'Soft robot arms bend with a camera.'],
  ]);
  const SPEECH = group([
    ['Speech Recognition at Night', 'Speech recognition hears whispers with GRPO.'],
    ['GRPO for Speech Recognition', 'GRPO tunes speech recognition.'],
    ['Whispered Speech Recognition', 'Speech recognition of whispers.'],
  ]);

  it('is the phrase that sets it apart, as papers spell it', () => {
    const [robots, speech] = nameGroups([ROBOTS, SPEECH]);
    expect(robots?.name).toMatch(/^Robot arms/);
    expect(speech?.name).toMatch(/^Speech recognition/);
    expect(speech?.terms).toContain('GRPO');
  });

  it('is no word that the other groups have as well', () => {
    const shared = (texts: typeof ROBOTS) =>
      texts.map((each) => ({ ...each, title: `${each.title} and Diffusion`, abstract: `${each.abstract} Diffusion.` }));
    for (const { name, terms } of nameGroups([shared(ROBOTS), shared(SPEECH)])) {
      expect(`${name} ${terms.join(' ')}`).not.toMatch(/diffusion/i);
    }
  });

  it('is given to one group only', () => {
    const names = nameGroups([ROBOTS, ROBOTS, SPEECH]).map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
  });

  it('is a number where no word is left', () => {
    expect(nameGroups([group([['On the', 'We show it.']])])).toEqual([{ name: 'Group 1', terms: [] }]);
  });
});
