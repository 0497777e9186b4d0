/** A part of the property test of adversarial messages. The whole: `npm run bench -- --only discord-property`. */
import { expect, it } from 'vitest';
import { holdAgainstDiscord, type PropertyReport } from '../../../bench/discord/property/property.ts';
import { cutInSilence, missingIn, pingsIn, saidIn } from '../../../bench/discord/property/shown.ts';

const MESSAGES = 120;

it('whatever papers, answers and people say, Discord takes it, nobody is pinged, and nothing is lost in silence', {
  timeout: 120_000,
}, async () => {
  const { violations, pings, lost, requests }: PropertyReport = await holdAgainstDiscord(MESSAGES, 77);
  expect({ violations, pings, lost }).toEqual({ violations: [], pings: [], lost: [] });
  expect(requests).toBeGreaterThan(2 * MESSAGES);
});

it('the oracle finds what is missing, cut or could ping', () => {
  const message = {
    status: 'ok',
    blocks: [{ kind: 'paragraph', line: ['One two', { kind: 'strong', text: 'three' }] }],
  } as const;
  const said = saidIn(message);
  expect(missingIn(said, ['One two**three**'])).toEqual([]);
  expect(missingIn(said, ['One two'])).toEqual(['three']);
  expect(missingIn(said, ['**three** One two'])).toEqual(['three']);
  const cards = { kind: 'cards', items: [{ title: 'A long title' }] } as never;
  expect(cutInSilence(cards, 'A long…')).toEqual([]);
  expect(cutInSilence(cards, 'A long')).toEqual(['Alongtitle']);
  const sent = { at: 0, method: 'POST', path: '/channels/1/messages', files: [], status: 200 };
  expect(pingsIn([{ ...sent, body: { content: 'x', allowed_mentions: { parse: [] } } }])).toEqual([]);
  expect(pingsIn([{ ...sent, body: { content: '@everyone' } }])).toEqual(['POST /channels/1/messages']);
});
