import { describe, expect, it } from 'vitest';
import { escapeMarkdown, visibleText } from '../../src/discord/escape-markdown.ts';
import { createRandom, troublesomeText } from './random-text.ts';
import { activeMarkdown, shownText } from './shown-text.ts';

describe('text from outside is shown as it is, and does nothing', () => {
  it.each([
    ['**bold** and _soft_', String.raw`\*\*bold\*\* and \_soft\_`],
    ['`code` ~~gone~~ ||secret||', String.raw`\`code\` \~\~gone\~\~ \|\|secret\|\|`],
    ['@everyone <@1> <#2> <@&3>', String.raw`\@everyone \<\@1\> \<#2\> \<\@&3\>`],
    ['<:cat:1> <t:1:R> </ask:1>', String.raw`\<\:cat:1\> \<t\:1:R\> \</ask:1\>`],
    ['see https://a.example/b_c', String.raw`see https\://a.example/b\_c`],
    ['[text](https://a.example)', String.raw`\[text\](https\://a.example)`],
    ['join discord.gg/abc', String.raw`join discord.gg\/abc`],
    ['a :smile_cat: b', String.raw`a \:smile\_cat: b`],
    [
      '# title\n- item\n1. one\n> quote\n-# small',
      String.raw`\# title
\- item
1\. one
\> quote
\-# small`,
    ],
    ['C:\\temp', String.raw`C:\\temp`],
    ['41.2% on 3 - 5 tasks, #1: R1-Searcher++', '41.2% on 3 - 5 tasks, #1: R1-Searcher++'],
  ])('%j', (plain, markdown) => {
    expect(escapeMarkdown(plain)).toBe(markdown);
  });

  it('holds for 20,000 characters of trouble', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const text = troublesomeText(createRandom(seed), seed === 0 ? 20_000 : 500);
      const markdown = escapeMarkdown(text);
      expect(activeMarkdown(markdown), `seed ${seed}`).toEqual([]);
      expect(shownText(markdown), `seed ${seed}`).toBe(visibleText(text));
    }
  });
});

describe('what nobody can see is taken out', () => {
  it.each([
    ['right-to-left override', 'invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['isolates and marks', '\u2066a\u2069\u200Eb\u200F', 'ab'],
    ['zero-width spaces and joiners between letters', 'a\u200Bb\u200Cc\u200Dd\uFEFF', 'abcd'],
    ['soft hyphens, tags, fillers', 'a\u00ADb\u{E0041}\u3164c', 'abc'],
    ['control characters and half characters', 'a\u0000\u0007b\uD800', 'ab\uFFFD'],
  ])('%s', (_, text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  it('keeps emoji in one piece, and writing from right to left as it is', () => {
    expect(visibleText('👩🏽‍🔬 ☕️ 🇳🇵 שלום')).toBe('👩🏽‍🔬 ☕️ 🇳🇵 שלום');
  });
});
