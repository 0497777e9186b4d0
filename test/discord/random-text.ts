/** Texts that look for trouble, the same ones in every run. */

/** mulberry32: a number from 0 up to 1, from a seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const troubles = [
  ...[
    '**bold**',
    '__init__',
    '`code`',
    '```js\nrun()\n```',
    '~~gone~~',
    '||secret||',
    '\\',
    '\\*',
    '[a](https://evil.example)',
  ],
  ...['<@123456789012345678>', '<#123456789012345678>', '<:cat:123456789012345678>', '<t:1700000000:R>', '</ask:1>'],
  ...['@everyone', '@here', ':smile:', 'https://evil.example/a_b', 'discord.gg/abc', '<https://evil.example>', 'a://b'],
  ...[
    '# heading',
    '\n# heading',
    '\n- item',
    '\n1. item',
    '\n> quote',
    '\n-# small',
    '>>> all',
    '+ plus',
    '2024.',
    '12:30:45',
  ],
  ...[
    '\u202Egnp.exe',
    'a\u200Bb',
    '\u2066x\u2069',
    'שלום עולם',
    'مرحبا',
    '日本語の文。',
    'e\u0301\u0301',
    '👩🏽‍🔬',
    '🇳🇵',
    '☕️',
    '\uD800',
  ],
  ...[
    'plain',
    'words',
    'that',
    'say',
    'something.',
    'Really?',
    'model',
    'search',
    '41.2%',
    '(see',
    'below)',
    '\n\n',
    '\t',
    '  ',
  ],
];

/** Pieces of text that mean something to Discord, to a renderer or to Unicode, among ordinary words. */
export function troublesomeText(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    text += (troubles[Math.floor(random() * troubles.length)] ?? '') + (random() < 0.8 ? ' ' : '');
  }
  return text.slice(0, length);
}
