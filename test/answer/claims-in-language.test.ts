import { describe, expect, it } from 'vitest';
import { findLanguage } from '../../src/answer/language.ts';
import type { DraftClaim } from '../../src/domain/answer.ts';
import { evidence } from '../doubles/evidence.ts';
import { all, ask, lastOf, said, saying, texts } from './answering.ts';

const language = findLanguage('de');
const QUOTE = 'An agent searches only when it is unsure.';
const german = (text: string, facts: Partial<DraftClaim> = {}): DraftClaim => ({
  text,
  cites: ['P1.s1'],
  quote: QUOTE,
  ...facts,
});
const answered = (claim: DraftClaim) => lastOf(ask(saying(said('answered', claim)), {}, { language }).answers);

describe('an answer in another language', () => {
  it('is asked for in that language', async () => {
    const model = saying(said('cannot'));
    await all(ask(model, {}, { language }).answers);
    expect(model.requests[0]?.user).toContain('\nWrite in German.\n');
  });

  it('stands with the words of the abstract beside it', async () => {
    const last = await answered(german('Ein Agent sucht nur dann, wenn er unsicher ist.'));
    expect(texts(last)).toEqual([`Ein Agent sucht nur dann, wenn er unsicher ist. (“${QUOTE}”)`]);
    expect(last).toMatchObject({ status: 'answered', language: 'German' });
  });

  it('may be in the language of the abstract all the same', async () => {
    expect(texts(await answered(german('An agent searches only when unsure.')))).toEqual([
      'An agent searches only when unsure.',
    ]);
  });

  it.each([
    ['no quote', german('Ein Agent sucht nur dann, wenn er unsicher ist.', { quote: '' })],
    ['half a quote', german('Ein Agent sucht nur dann, wenn er unsicher ist.', { quote: 'it is unsure' })],
    [
      'a quote of its own',
      german('Ein Agent sucht bei Vollmond.', { quote: 'An agent searches when the moon is full.' }),
    ],
    ['a number of its own', german('Ein Agent sucht in 45 % der Fälle.')],
    ['a name of its own', german('Ein Agent sucht seltener als GPT-99.')],
    ['an address', german('Ein Agent sucht nur manchmal: https://evil.example/.')],
    ['an unknown key', german('Ein Agent sucht nur manchmal.', { cites: ['P7.s1'] })],
    ['the opposite, in English', german('An agent never searches when it is unsure.')],
  ])('with %s is not shown', async (_, claim) => {
    expect(await answered(claim)).toMatchObject({ claims: [], fallback: 'nothing-verified' });
  });

  it.each([
    ['turned round, in English', 'Look Always outperforms Ask-R1 on the tasks of both.'],
    ['turned round, in three English words', 'Look Always outperforms Ask-R1.'],
  ])('with a comparison that is %s is not shown', async (_, text) => {
    const quote = 'Ask-R1 outperforms Look Always on the tasks of both.';
    const claim = { text, cites: ['P1.s1'], quote };
    const asked = { language, evidence: [evidence({ title: 'Ask-R1' }, [quote])], question: 'Ask-R1 or Look Always?' };
    const last = await lastOf(ask(saying(said('answered', claim)), {}, asked).answers);
    expect(last).toMatchObject({ claims: [], fallback: 'nothing-verified' });
  });
});

it('a model that answers in a language that nobody asked for is not shown', async () => {
  const claim = german('Ein Agent sucht nur dann, wenn er unsicher ist.');
  expect(await lastOf(ask(saying(said('answered', claim))).answers)).toMatchObject({
    status: 'abstained',
    fallback: 'nothing-verified',
  });
});
