import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { allTerms, analyse, analyseQuestion } from '../../src/domain/text/analyse.ts';
import { cleanText, shorten } from '../../src/domain/text/clean.ts';
import { normaliseForMatch, standsIn } from '../../src/domain/text/match.ts';
import { splitSentences } from '../../src/domain/text/sentences.ts';
import { sharedData } from '../shared-data.ts';

describe('the name of a system', () => {
  const NAMES = [
    ['R1-Searcher++', ['R1 Searcher', 'r1searcher', 'r1-searcher', 'R1-Searcher', 'R1Searcher++']],
    ['ConvSearch-R1', ['ConvSearch R1', 'convsearch-r1', 'Conv Search R1', 'convsearchr1']],
    ['GPT-4o', ['GPT4o', 'gpt 4o', 'gpt-4o']],
    ['DeepSeek-V3.2', ['DeepSeek V3.2', 'deepseek-v3.2', 'Deep Seek']],
    ['Qwen2.5-VL', ['Qwen 2.5', 'qwen2.5 VL', 'Qwen2.5']],
    ['LLaMA', ['llama', 'LLaMA']],
    ['Text2SQL', ['text 2 sql', 'text2sql']],
    ['naïve', ['naïve', 'Naïve']],
  ] as const;

  test.each(NAMES.flatMap(([name, typed]) => typed.map((form) => [form, name] as const)))(
    'typed “%s” meets “%s”, alone and inside a sentence',
    (form, name) => {
      const paper = new Set(allTerms(analyse(`${name}: A System for Everything`)));
      for (const question of [form, `How does ${form} work?`]) {
        const terms = allTerms(analyseQuestion(question)).filter((term) => term !== 'work');
        expect(terms.filter((term) => paper.has(term)).length).toBeGreaterThan(0);
      }
    },
  );

  test('with “++” is told from the one without', () => {
    expect(allTerms(analyse('R1-Searcher++'))).toContain('r1-searcher++');
    expect(allTerms(analyse('R1-Searcher'))).not.toContain('r1-searcher++');
  });

  test('keeps a version in one piece', () => {
    expect(analyse('version 2.5.1').words).toContain('2.5.1');
  });

  test('gives its parts in order, so that neighbours are neighbours', () => {
    expect(analyse('Multi-Agent Search').words).toEqual(['multi', 'agent', 'search']);
    expect(analyse('multi-agent').forms).toEqual(['multiag']);
  });
});

describe('the terms of a text', () => {
  test.each([
    ['searching searches searched', ['search']],
    ["the model's models", ['model']],
    ['the of and', []],
    ['', []],
    ['?! — …', []],
    ['大语言模型', ['大语言模型']],
    ['🎉 party 🎉', ['parti']],
  ])('of “%s” are %j', (text, expected) => {
    expect([...new Set(analyse(text).words)]).toEqual(expected);
  });

  test('leave out what people say to a librarian, unless nothing else is said', () => {
    expect(analyseQuestion('find me papers about diffusion').words).toEqual(['diffus']);
    expect(analyseQuestion('what is it about?').words.length).toBeGreaterThan(0);
    expect(analyseQuestion('of the').words).toEqual([]);
  });
});

describe('the sentences of an abstract', () => {
  test.each([
    ['One. Two! Three? Four.', ['One.', 'Two!', 'Three?', 'Four.']],
    ['We use tools, e.g. Search. It helps.', ['We use tools, e.g. Search.', 'It helps.']],
    ['Smith et al. (2024) show it. Others agree.', ['Smith et al. (2024) show it.', 'Others agree.']],
    ['J. Doe wrote it. Fine.', ['J. Doe wrote it.', 'Fine.']],
    ['It gains 3.5 points. Then 2.1.', ['It gains 3.5 points.', 'Then 2.1.']],
    ['See Fig. 3 for more. Done.', ['See Fig. 3 for more.', 'Done.']],
    ['He said “it works.” We agree.', ['He said “it works.”', 'We agree.']],
    ['A gain (of 5%.) Then more.', ['A gain (of 5%.)', 'Then more.']],
    ['Code is at example.org. $X$ is known.', ['Code is at example.org.', '$X$ is known.']],
    ['No end', ['No end']],
    ['', []],
    ['这是第一句。这是第二句。', ['这是第一句。', '这是第二句。']],
  ])('“%s” are %j', (abstract, expected) => {
    expect(splitSentences(abstract)).toEqual(expected);
  });

  function expectVerbatim(abstract: string) {
    let place = 0;
    for (const sentence of splitSentences(abstract)) {
      const found = abstract.indexOf(sentence, place);
      expect(found, sentence).toBeGreaterThanOrEqual(place);
      expect(abstract.slice(place, found).trim()).toBe('');
      place = found + sentence.length;
    }
    expect(abstract.slice(place).trim()).toBe('');
  }

  test.each([
    'One.  Two.\tThree',
    '. . .',
    'A.B.C. D. E',
    '...!?',
    'x'.repeat(5000),
    'Wow!!! "Yes." (No.) [Maybe.] So.',
  ])('are verbatim pieces with nothing lost: %#', expectVerbatim);

  const corpus = sharedData('eval', 'hf_corpus', 'corpus.jsonl.gz');
  test.skipIf(!corpus)('are verbatim pieces of every recorded abstract, and few are very long', () => {
    const lines = gunzipSync(readFileSync(corpus ?? ''))
      .toString()
      .trim()
      .split('\n');
    let [sentences, long] = [0, 0];
    for (const line of lines) {
      const { text } = JSON.parse(line) as { text: string };
      expectVerbatim(text);
      for (const sentence of splitSentences(text)) {
        sentences++;
        if (sentence.length > 600) long++;
      }
    }
    expect(lines.length).toBeGreaterThan(5000);
    expect(sentences / lines.length).toBeGreaterThan(5);
    expect(long / sentences).toBeLessThan(0.005);
  });
});

describe('a quote', () => {
  test.each([
    ['the model learns', 'Here “The  Model\nlearns” more.'],
    ["it's 5-fold", 'it’s 5‑fold better'],
    ['"gains of 5%"', 'We see gains of 5%.'],
    ['x^2 is small', '$x^{2}$ is small'],
    ['…ends here.', 'It ends here'],
  ])('“%s” stands in “%s” whatever the typesetting', (quote, text) => {
    expect(standsIn(quote, text)).toBe(true);
  });

  test.each([
    ['the model learnt', 'The model learns'],
    ['ab', 'abc ab'],
    ['', 'anything'],
    ['...', 'wait ... here'],
    ['- - -', 'a - - - b'],
    ['a b', 'a b c'],
  ])('“%s” does not stand in “%s”', (quote, text) => {
    expect(standsIn(quote, text)).toBe(false);
  });

  test('is compared in one case, with one kind of dash and quote', () => {
    expect(normaliseForMatch('„Ein“ – ‘Zwei’ $x_{1}$')).toBe('"ein" - \'zwei\' x1');
  });
});

describe('text that was typed', () => {
  test.each([
    ['  two\n\t lines ', 'two lines'],
    ['zero\u200bwidth\u202e', 'zerowidth'],
    ['\u3164\u2800 \u115f', '\u2800'],
    ['heart ❤\ufe0f', 'heart ❤'],
    ['a\u0000b', 'ab'],
  ])('%j is cleaned to %j', (typed, expected) => {
    expect(cleanText(typed)).toBe(expected);
  });

  test('is cut at a word, and never longer than asked for', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('one two three four', 12)).toBe('one two…');
    expect(shorten(`${'x'.repeat(50)}`, 10)).toBe(`${'x'.repeat(9)}…`);
  });

  test.each([7, 8, 9, 10, 11])('is never cut inside a character (%i)', (length) => {
    for (const text of ['😀'.repeat(30), `a ${'😀'.repeat(30)}`, '漢字'.repeat(20)]) {
      const cut = shorten(text, length);
      expect(cut.length).toBeLessThanOrEqual(length);
      expect(cut.isWellFormed()).toBe(true);
    }
  });
});
