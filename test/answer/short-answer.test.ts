import { expect, it } from 'vitest';
import { briefly } from '../../src/answer/short-answer.ts';
import { ask, FEWER, HOURS, lastOf, said, saying, taskOf, texts, UNSURE } from './answering.ts';

const shortly = (text: string) => lastOf(ask(saying(text), {}, {}, briefly(taskOf())).answers);

it('a short answer is called what the model calls it, though the model is not heard to its end', async () => {
  const long = { ...UNSURE, text: 'It searches when it is unsure, an agent.' };
  const partial = await shortly(said('partial', UNSURE, FEWER, HOURS, long));
  expect(texts(partial)).toEqual([UNSURE.text, FEWER.text, HOURS.text]);
  expect(partial).toMatchObject({ status: 'partial', mode: 'model' });
});

it('a short answer to what is not so says that it is not so', async () => {
  const denied = await shortly(said('false-premise', UNSURE, FEWER, HOURS));
  expect(denied).toMatchObject({ status: 'abstained', abstention: 'false-premise' });
  expect(denied.claims).toHaveLength(3);
});
