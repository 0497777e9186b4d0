import { describe, expect, it } from 'vitest';
import { bibTex } from '../../src/render/bibtex.ts';
import { paper } from '../doubles/paper.ts';

describe('BibTeX of papers', () => {
  it('names the archive, the authors and the month, and keeps capitals', () => {
    const one = paper({
      id: 'arxiv:2606.00001',
      title: 'Ask-R1: Deciding When to Search',
      authors: ['Ada Lovelace', 'Alan Turing'],
      publishedAt: '2026-06-01',
    });
    expect(bibTex([one])).toBe(
      [
        '@misc{lovelace2026ask,',
        '  title = {{Ask-R1: Deciding When to Search}},',
        '  author = {Ada Lovelace and Alan Turing},',
        '  year = {2026},',
        '  month = jun,',
        '  eprint = {2606.00001},',
        '  archivePrefix = {arXiv},',
        '  url = {https://arxiv.org/abs/2606.00001},',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('gives an old identifier its class', () => {
    expect(bibTex([paper({ id: 'arxiv:hep-th/9901001', title: 'Strings' })])).toContain('primaryClass = {hep-th}');
  });

  it('never gives two papers one key', () => {
    const twins = Array.from({ length: 30 }, (_, at) =>
      paper({
        id: `arxiv:2605.000${10 + at}`,
        title: 'On Gardens',
        authors: ['Ada Lovelace'],
        publishedAt: '2026-05-01',
      }),
    );
    const keys = [...bibTex(twins).matchAll(/^@misc\{(.+),$/gm)].map(([, key]) => key);
    expect(keys.slice(0, 3)).toEqual(['lovelace2026gardens', 'lovelace2026gardensb', 'lovelace2026gardensc']);
    expect(new Set(keys).size).toBe(30);
  });

  it('escapes everything that TeX would read, so that no title runs a command or ends its field', () => {
    const wild = paper({
      title: String.raw`50% of $\alpha$ & "quotes" in {braces}_#1^2~ \input{/etc/passwd}} @misc{evil,`,
      authors: ['Smith, Jr.', 'Research and Development', 'Ann\u200bMüller'],
    });
    const text = bibTex([wild]);
    expect(text).toContain(
      String.raw`title = {{50\% of \$\textbackslash{}alpha\$ \& ''quotes'' in \{braces\}\_\#1\textasciicircum{}2\textasciitilde{} \textbackslash{}input\{/etc/passwd\}\} @misc\{evil,}},`,
    );
    expect(text).toContain('author = {{Smith, Jr.} and {Research and Development} and AnnMüller},');
    const unescaped = text.replace(/\\[{}]/g, '');
    expect(unescaped.split('{').length).toBe(unescaped.split('}').length);
  });

  it('leaves out what is not known, and lets an organisation stand for its people', () => {
    const text = bibTex([paper({ title: 'Ünïcode? 100', organisation: 'Looking Lab' }), paper({ title: '!!!' })]);
    expect(text).toContain('author = {{Looking Lab}},');
    expect(text).not.toMatch(/eprint|year|undefined/);
    expect(text).toContain('@misc{lookinglabunicode,');
    expect(text).toContain('@misc{paper,');
  });
});
