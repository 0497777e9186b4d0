import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { completeLine } from '../../src/console/complete.ts';
import { optionValue } from '../../src/console/option-value.ts';
import { parseArgv, parseLine } from '../../src/console/parse-line.ts';

const argsOf = (parsed: ReturnType<typeof parseLine>) =>
  parsed.kind === 'command' ? parsed.args : `${parsed.problem.message} ${parsed.problem.help}`;

describe('a number', () => {
  const page = { type: 'integer', description: 'A page.', least: 1, most: 20 } as const;

  it.each([
    ['2', 2],
    [' 20 ', 20],
    ['+3', 3],
    ['007', 7],
  ])('%j is %d', (text, value) => {
    expect(optionValue('page', page, text)).toBe(value);
  });

  it.each(['0', '21', '-1', '2.5', 'two', '1e1', '9'.repeat(40), 'Infinity', '0x2', '٣'])('%j is none', (text) => {
    expect(() => optionValue('page', page, text)).toThrow(/^page cannot be “/);
  });

  it('says what is possible', () => {
    expect(argsOf(parseLine(commands, '/search robots page:0'))).toBe(
      'page cannot be “0”. Give a whole number from 1 to 40, such as page:1.',
    );
    expect(argsOf(parseLine(commands, '/search robots page:'))).toMatch(/^page is empty\./);
  });

  it.each([
    ['/search walking robots page:2', { query: 'walking robots', page: 2 }],
    ['/search page:2 walking robots', { query: 'walking robots', page: 2 }],
    ['/search walking --page 2 robots', { query: 'walking robots', page: 2 }],
    [
      '/search robots -snow author:Grace Hopper sort:newest page:3',
      { query: 'robots -snow', author: 'Grace Hopper', sort: 'newest', page: 3 },
    ],
    [
      '/similar 2602.00003, 2602.00007 sort:newest page:2',
      { papers: '2602.00003, 2602.00007', sort: 'newest', page: 2 },
    ],
  ])('%s', (line, args) => {
    expect(argsOf(parseLine(commands, line))).toEqual(args);
  });

  it('is understood from a shell, and offered by Tab', async () => {
    expect(argsOf(parseArgv(commands, ['search', 'robots', '--page=2']))).toEqual({ query: 'robots', page: 2 });
    const services = {} as never;
    expect(await completeLine({ commands, services }, '/search robots pa')).toEqual([['page:'], 'pa']);
    expect(await completeLine({ commands, services }, '/search robots page:')).toEqual([[], 'page:']);
  });
});
