import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../src/console/render.ts';
import type { Claim } from '../../src/domain/answer.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { textIn } from '../../src/domain/words.ts';
import { averageInWords, beforeInWords, countInWords } from '../../src/render/trend-counts.ts';
import {
  renderNoListing,
  renderNothingListed,
  renderTrends,
  renderUngrouped,
  type Trends,
} from '../../src/render/trends.ts';
import { ASK, answered, claim, LOOK, ODD } from './sample.ts';

const MODEL = { model: 'a-model' };
const SEARCHING = [claim('An agent searches only when it is unsure, with 30% fewer calls.', [ASK, 0], [ASK, 1])];
const QUOTED: Claim[] = [{ ...claim('Every question is searched.', [LOOK, 0]), wordForWord: true }];
const trends: Trends = {
  from: '2026-06-24',
  to: '2026-06-30',
  before: { from: '2026-05-06', to: '2026-06-23', days: 7, times: 7 },
  papers: 114,
  papersBefore: 1_093,
  themes: [
    { name: 'Search agents', now: 25, before: 70, change: 'more', claims: SEARCHING },
    { name: 'Looking, always', now: 12, before: 131, change: 'alike', claims: QUOTED },
  ],
  smaller: [
    { name: 'Speech', now: 2, before: 3, change: 'alike' },
    { name: 'Origami', now: 0, before: 60, change: 'fewer' },
  ],
  others: 75,
};
const alone: Trends = {
  ...trends,
  before: undefined,
  papersBefore: 0,
  smaller: [],
  others: 0,
  topic: 'how agents *search*',
};
const extracts = (claims: readonly Claim[]) => claims.map(({ wordForWord: _, ...rest }) => rest);
const both = [...SEARCHING, ...QUOTED];

const MESSAGES: Readonly<Record<string, Message>> = {
  'trends by a model, one group quoted': renderTrends(
    trends,
    answered({ mode: 'mixed', claims: both }),
    MODEL,
    undefined,
  ),
  'trends without a model': renderTrends(
    {
      ...alone,
      themes: alone.themes.map((theme) => ({ ...theme, change: 'unknown', claims: extracts(theme.claims) })),
    },
    answered({ mode: 'extract', claims: extracts(both), fallback: 'no-model' }),
    {},
    undefined,
  ),
  'trends while they grow': renderTrends(
    { ...trends, themes: trends.themes.map((theme, at) => (at ? { ...theme, claims: [] } : theme)) },
    answered({ claims: SEARCHING, growing: true }),
    MODEL,
    undefined,
    false,
  ),
  'trends of too few papers': renderUngrouped(
    { ...trends, papers: 3 },
    [ASK, LOOK, ODD],
    'They are too few.',
    undefined,
  ),
  'trends of days without a paper': renderNothingListed(
    { ...trends, papers: 0, topic: 'origami' },
    { from: '2024-05-27', to: '2026-06-30' },
  ),
  'trends of an empty library': renderNoListing(),
};

describe('what is shown of trends changes only where a golden file changes', () => {
  it.each(Object.entries(MESSAGES))('%s', async (name, message) => {
    const console = renderMessage(message, { width: 72, colours: false });
    const text = `# ${message.status}\n\n${plainText(message)}\n\n# on a terminal of 72 columns\n\n${console}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(',', '').replaceAll(' ', '-')}.txt`);
  });
});

describe('counts in words', () => {
  it.each([
    [70, 7, 7, 'about 10 a week before'],
    [3, 7, 7, 'fewer than 1 a week before'],
    [0, 7, 7, 'none before'],
    [34, 28, 1, '34 in the 4 weeks before'],
    [1_034, 7, 1, '1,034 in the week before'],
    [60, 10, 5, 'about 12 per 10 days before'],
    [60, 1, 27, 'about 2 a day before'],
  ])('%i papers in time of %i days, %i times: %s', (before, days, times, words) => {
    expect(textIn(beforeInWords(before, { days, times }))).toBe(words);
  });

  it('never speak of percentages, and of a share only where it changed', () => {
    const time = { days: 7, times: 7 };
    expect(textIn(countInWords({ now: 3, before: 7, change: 'alike' }, time))).toBe('3 papers, about 1 a week before');
    expect(textIn(countInWords({ now: 1, before: 60, change: 'fewer' }, time))).toBe(
      '1 paper, about 9 a week before; a smaller share than before',
    );
    expect(textIn(countInWords({ now: 3, before: 0, change: 'unknown' }, undefined))).toBe('3 papers');
    expect(textIn(averageInWords(7_700, 7))).toBe('about 1,100');
  });
});

describe('a message of trends', () => {
  it('takes its files along, and only when it is done', () => {
    const files = [{ name: 'trends.png', content: new Uint8Array([1]), description: 'Bars.' }];
    expect(renderTrends(trends, answered({ claims: both }), MODEL, files).files).toEqual(files);
    expect(MESSAGES['trends while they grow']?.files).toBeUndefined();
    expect(MESSAGES['trends while they grow']?.status).toBe('progress');
  });

  it('has no claim in its answer that it does not show, such as the names of groups', () => {
    const name = { ...claim('Search agents', [ASK, 0]), column: 'T1 name' };
    const message = renderTrends(trends, answered({ claims: [name, ...both] }), MODEL, undefined);
    expect(message.answer?.claims.map(({ text }) => text)).toEqual(both.map(({ text }) => text));
    expect(message.answer?.claims.map(({ column }) => column)).toEqual(['Search agents', 'Looking, always']);
  });
});
