import { describe, expect, test } from 'vitest';
import { readPythonLiteral } from '../../src/sources/python-literal.ts';

describe('what Python prints for plain data', () => {
  test.each([
    [`{'a': 1, 'b': [True, False, None]}`, { a: 1, b: [true, false, null] }],
    [`{"it's": 'he said "no"'}`, { "it's": 'he said "no"' }],
    [String.raw`'it\'s\n\ttwo \\ lines'`, "it's\n\ttwo \\ lines"],
    [String.raw`'\xe9 \u2013 \U0001f600 \x00'`, 'é – 😀 \0'],
    [String.raw`'\\n is no line break'`, '\\n is no line break'],
    [String.raw`'\d is kept'`, '\\d is kept'],
    ['[-1, 2.5, 1e-3, +4]', [-1, 2.5, 0.001, 4]],
    ["(1, 'two',)", [1, 'two']],
    ['[]', []],
    ['{}', {}],
    [" { 'a' : [ ] , } ", { a: [] }],
    ["'é 😀'", 'é 😀'],
  ])('%s', (text, expected) => {
    expect(readPythonLiteral(text)).toEqual(expected);
  });

  test('a key named __proto__ is only a key', () => {
    const read = readPythonLiteral("{'__proto__': {'polluted': True}}") as object;
    expect(Object.hasOwn(read, '__proto__')).toBe(true);
    expect('polluted' in read).toBe(false);
  });

  test('a very long string is read', () => {
    const long = String.raw`it\'s `.repeat(200_000);
    expect(readPythonLiteral(`'${long}'`)).toBe("it's ".repeat(200_000));
  });

  test.each([
    '',
    "{'a': 1",
    "{'a' 1}",
    '{1: 2}',
    "'open",
    "'two\nlines'",
    'datetime.datetime(2025, 1, 1)',
    '__import__("os")',
    'nan',
    '[1 2]',
    "'a' 'b'",
    'constructor',
    '['.repeat(100_000),
  ])('refuses %s', (text) => {
    expect(() => readPythonLiteral(text)).toThrow(SyntaxError);
  });
});
