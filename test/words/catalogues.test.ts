import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectEnglish, readCatalogue, readEnglish, sourceFiles, WORDS } from '../../scripts/words/source.ts';
import { missingFrom, problemsOf } from '../../src/words/check-catalogue.ts';
import { gapsOf } from '../../src/words/english.ts';
import { CATALOGUES } from '../../src/words/locales.ts';
import { shortPlaces } from './short-places.ts';

const { english, problems } = collectEnglish();

describe('the English of the catalogues', () => {
  it('is what the source says: npm run words -- collect', () => {
    expect(readEnglish()).toEqual(english);
  });

  it('is written where it is said, whole', () => {
    expect(problems).toEqual([]);
  });

  it('has no gap for one that it does not have for many', () => {
    const differing = english.counted.filter(({ one, other }) =>
      gapsOf(one).some((gap) => !gapsOf(other).includes(gap)),
    );
    expect(differing).toEqual([]);
  });
});

describe.each(CATALOGUES)('the catalogue %s', (name) => {
  const data = readCatalogue(name);

  it('lacks nothing', () => {
    const { commands, options, sentences, counted } = missingFrom(data, english);
    expect([...commands, ...options, ...sentences, ...counted.map(({ other }) => other)]).toEqual([]);
  });

  it('has nothing that is not said any more, the same gaps, every plural form, and names that Discord takes', () => {
    expect(problemsOf(data, english, name)).toEqual([]);
  });

  it('keeps to what Discord has room for', () => {
    const tooLong = shortPlaces(sourceFiles()).flatMap(({ text, most, what }) => {
      const translated = data.sentences[text];
      return translated !== undefined && [...translated].length > most ? [`${what}, ${most}: ${translated}`] : [];
    });
    expect(tooLong).toEqual([]);
  });

  it('is kept in the order of the English, so that a change is easy to read', () => {
    const file = JSON.parse(readFileSync(join(WORDS, `${name}.json`), 'utf8'));
    expect(Object.keys(file.sentences)).toEqual(english.sentences.filter((text) => text in file.sentences));
  });
});
