import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { type GivenConditions, understandQuestion } from '../../src/retrieve/understand-question.ts';
import { paper } from '../doubles/paper.ts';
import { openSmallLibrary, type SmallLibrary } from '../small-library.ts';

const TODAY = '2026-07-01';
const by = (number: number, authors: string[], organisation?: string) =>
  paper({ id: `arxiv:2601.0000${number}`, title: `Paper ${number}`, authors, organisation });

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary([
    by(1, ['Ada Lovelace', 'Alan Turing'], 'Example Lab'),
    by(2, ['Ada Lovelace', 'Wei Wang']),
    by(3, ['A. Lovelace', 'Jing Wang'], 'NVIDIA'),
    by(4, ['Jürgen Müller'], 'Google'),
    by(5, ['Grace Hopper'], 'Google DeepMind'),
    by(6, ['Barbara Liskov'], 'Stanford University'),
    by(7, ['Edsger Dijkstra'], 'Stanford NLP'),
  ]);
});
afterAll(() => small.close());

const understand = (question: string, given: GivenConditions = {}) =>
  understandQuestion(small.library, question, given, TODAY);

describe('people in a question', () => {
  test.each([
    ['papers on agents by Ada Lovelace', { authors: ['Ada Lovelace'] }],
    ['papers on agents by Lovelace', { authors: ['Ada Lovelace'] }],
    ['papers on agents by Jurgen Muller', { authors: ['Jürgen Müller'] }],
    ['papers on agents by Ada Lovelace and Alan Turing', { authors: ['Ada Lovelace', 'Alan Turing'] }],
    ['papers on agents from Example Lab', { organisation: 'Example Lab' }],
    ['papers on agents from NVIDIA', { organisation: 'NVIDIA' }],
    ['papers on agents from Google', { organisation: 'Google' }],
    [
      'papers on agents by Grace Hopper from Google DeepMind',
      { authors: ['Grace Hopper'], organisation: 'Google DeepMind' },
    ],
  ])('“%s” choose the papers and leave the topic', async (question, conditions) => {
    expect(await understand(question)).toMatchObject({ subject: 'agents', conditions, unclear: [] });
  });

  test('whom nobody knows stay words of the topic', async () => {
    const { topic, conditions } = await understand('papers on images from ImageNet');
    expect(topic).toContain('ImageNet');
    expect(conditions).toEqual({});
  });

  test.each([
    ['papers on agents by Wang', 'Wang', ['Jing Wang', 'Wei Wang']],
    ['papers on agents from Stanford', 'Stanford', ['Stanford NLP', 'Stanford University']],
  ])('who may be several choose nothing and are told of: “%s”', async (question, name, meant) => {
    const { conditions, unclear } = await understand(question);
    expect(conditions).toEqual({});
    expect(unclear).toEqual([{ name, meant }]);
  });
});

describe('what is given beside a question', () => {
  test('wins over what stands in it, and exclusions add up', async () => {
    const { subject, conditions } = await understand('papers on agents by Grace Hopper since March but not games', {
      since: 'June 2026',
      until: '2026-06-15',
      author: 'ada lovelace',
      organisation: 'google deepmind',
      exclude: 'robotics, -"world models"',
    });
    expect(subject).toBe('agents');
    expect(conditions).toEqual({
      from: '2026-06-01',
      to: '2026-06-15',
      authors: ['Ada Lovelace'],
      organisation: 'Google DeepMind',
      excluded: ['games', 'robotics', 'world models'],
    });
  });

  test.each([
    ['Ada Lovelace, Alan Turing', ['Ada Lovelace', 'Alan Turing']],
    ['ada lovelace and alan turing', ['Ada Lovelace', 'Alan Turing']],
    ['Lovelace, Ada', ['Ada Lovelace']],
    ['Nobody Inparticular', ['Nobody Inparticular']],
  ])('authors “%s” are %j', async (author, authors) => {
    expect((await understand('agents', { author })).conditions).toEqual({ authors });
  });

  test.each<[GivenConditions, string]>([
    [{ author: 'Wang' }, '“Wang” may be several: Jing Wang, Wei Wang.'],
    [{ organisation: 'Stanford' }, '“Stanford” may be several: Stanford NLP, Stanford University.'],
  ])('is asked back for where it may mean several: %j', async (given, message) => {
    await expect(understand('agents', given)).rejects.toThrow(message);
  });

  test('and is empty is as good as not given', async () => {
    const given = { since: ' ', until: '', author: ' ', organisation: '', exclude: ' , -' };
    expect((await understand('agents', given)).conditions).toEqual({});
  });
});

test('phrases and exclusions are conditions', async () => {
  expect((await understand('"world models" -games, but not robotics')).conditions).toEqual({
    phrases: ['world models'],
    excluded: ['games', 'robotics'],
  });
});

describe('a question with nothing to look for is refused with what to do', () => {
  test.each([
    ['-diffusion', /only what to leave out/],
    ['but not robotics', /only what to leave out/],
    ['not about robotics', /only what to leave out/],
    ['of the', /no word in “of the”/],
    ['is it that?', /no word/],
    ['agents since 2026-02-31', /“2026-02-31” is no date/],
    ['agents since 2099', /in the future/],
  ])('“%s”', async (question, message) => {
    const error = await understand(question).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).message).toMatch(message);
    expect((error as InvalidInput).help).not.toBe('');
  });

  test.each([
    'what are the latest papers?',
    'papers by Ada Lovelace',
    'last week',
    '2606.00001',
    '扩散模型',
    'نماذج اللغة',
  ])('and “%s” is not', async (question) => {
    await expect(understand(question)).resolves.toBeDefined();
  });
});
