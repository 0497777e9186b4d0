import { expect, it } from 'vitest';
import { describeFault, newFaultId } from '../../src/domain/describe-fault.ts';
import { InvalidConfiguration, InvalidInput, ModelFault } from '../../src/domain/errors.ts';
import { plainText } from '../../src/domain/message.ts';

it('a known fault is told in its own words, with what to do and the id', () => {
  const message = describeFault(new ModelFault('The model is busy.', 'Try again in a minute.'), 'abcd2345');
  expect(message.status).toBe('failed');
  expect(plainText(message)).toBe('The model is busy. Try again in a minute.\n\nId: abcd2345');
});

it.each([new Error('key sk-123 was refused'), 'sk-123', undefined, null, { message: 'sk-123' }])(
  'of an unknown fault nothing but the id is told: %s',
  (error) => {
    const message = describeFault(error, 'abcd2345');
    expect(message.status).toBe('failed');
    expect(plainText(message)).toMatch(/^Something went wrong on our side\. .*\n\nId: abcd2345$/);
    expect(plainText(message)).not.toContain('sk-123');
  },
);

it('what the person typed is no failure of ours', () => {
  const message = describeFault(new InvalidInput('There is no 30 February.', 'Give a day.'), 'abcd2345');
  expect(message.status).toBe('invalid');
  expect(plainText(message)).toBe('There is no 30 February. Give a day.');
});

it('several problems are told one a line', () => {
  const fault = new InvalidConfiguration('PORT is no number\nKEY is empty', 'Correct them in .env.');
  expect(plainText(describeFault(fault, 'abcd2345'))).toBe(
    '- PORT is no number\n- KEY is empty\n\nCorrect them in .env.\n\nId: abcd2345',
  );
});

it('an id has eight characters of base32 and does not come twice', () => {
  const ids = Array.from({ length: 1000 }, newFaultId);
  for (const id of ids) expect(id).toMatch(/^[a-z2-7]{8}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.join('')).size).toBe(32);
});
