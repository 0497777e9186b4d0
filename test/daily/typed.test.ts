import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { readTime, readWeekdays, suggestTimes } from '../../src/flows/daily-times.ts';
import { MOST_TOPICS, readTopics, suggestTopics, topicsText } from '../../src/flows/daily-topics.ts';
import { guessZone, readZone, suggestZones } from '../../src/flows/daily-zones.ts';

const NOW = Date.parse('2026-07-01T12:00:00Z');
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return `${error.message} ${error.help}`;
    throw error;
  }
  throw new Error('was taken');
};

describe('a time of the day', () => {
  it.each([
    ['8', '08:00'],
    ['8am', '08:00'],
    ['8 pm', '20:00'],
    ['12am', '00:00'],
    ['12 p.m.', '12:00'],
    ['08:30', '08:30'],
    ['8.30', '08:30'],
    ['0830', '08:30'],
    ['8h30', '08:30'],
    ['17 Uhr', '17:00'],
    ['noon', '12:00'],
  ])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time));

  it.each(['25:00', '24:00', '13pm', '0am', '8:60', 'soon', '', '-1', '8:3'])(
    '%s is none, and what to type is said',
    (typed) => {
      expect(refusal(() => readTime(typed))).toMatch(/time of (?:a|the) day.*(?:08:30|00:00)/);
    },
  );

  it('is suggested with what is near it', () => {
    expect(suggestTimes('7').map(({ value }) => value)).toEqual(['07:00', '07:15', '07:30', '07:45']);
    expect(suggestTimes('').length).toBeLessThanOrEqual(25);
  });
});

describe('days of the week', () => {
  it.each([
    ['weekdays', [1, 2, 3, 4, 5]],
    ['Every day', [1, 2, 3, 4, 5, 6, 7]],
    ['Mon, Wed-Fri', [1, 3, 4, 5]],
    ['sat to mon', [1, 6, 7]],
    ['mondays and thursdays', [1, 4]],
    ['fri fri', [5]],
  ])('%s', (typed, days) => expect(readWeekdays(typed)).toEqual(days));

  it.each(['', 'someday', 'm', '1,2'])('%s names none', (typed) => {
    expect(refusal(() => readWeekdays(typed))).toContain('does not name days of the week');
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['San Francisco', 'America/Los_Angeles'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Kolkata', 'Asia/Kolkata'],
    ['US/Pacific', 'US/Pacific'],
    ['PST', 'America/Los_Angeles'],
    ['utc', 'UTC'],
  ])('%s is %s', (typed, zone) => expect(readZone(typed)).toBe(zone));

  it('that does not exist is refused with those that come near', () => {
    expect(refusal(() => readZone('Europe/Berln'))).toContain('Europe/Berlin');
    expect(refusal(() => readZone('Atlantis'))).toContain('There is no time zone');
    expect(refusal(() => readZone('+02:00'))).toContain('There is no time zone');
  });

  it('is suggested by name, city and offset, with the time there', () => {
    expect(suggestZones('berl', NOW)[0]).toEqual({ name: 'Europe/Berlin (UTC+2, now 14:00)', value: 'Europe/Berlin' });
    expect(suggestZones('+5:30', NOW).map(({ value }) => value)).toContain('Asia/Kolkata');
    expect(suggestZones('', NOW, ['Asia/Tokyo'])[0]?.value).toBe('Asia/Tokyo');
    for (const { name } of suggestZones('a', NOW)) expect(name.length).toBeLessThanOrEqual(100);
  });

  it('is guessed from the language of the client, and UTC where that says nothing', () => {
    expect([guessZone('de'), guessZone('pt-BR'), guessZone('tlh'), guessZone(undefined)]).toEqual([
      'Europe/Berlin',
      'America/Sao_Paulo',
      'UTC',
      'UTC',
    ]);
  });
});

describe('topics', () => {
  const people = { authors: ['Ada Lovelace'], organisations: ['Qwen'] };

  it('are words, categories, organisations and authors, each once, and can be typed again', () => {
    const typed = 'robot learning, cat:cs.ro; org:Qwen, author: Ada Lovelace, Robot Learning, "one, two", cat:Robotics';
    const topics = readTopics(typed);
    expect(topics).toEqual([
      { kind: 'words', text: 'robot learning' },
      { kind: 'category', text: 'cs.RO' },
      { kind: 'organisation', text: 'Qwen' },
      { kind: 'author', text: 'Ada Lovelace' },
      { kind: 'words', text: 'one, two' },
    ]);
    expect(readTopics(topicsText(topics))).toEqual(topics);
  });

  it.each([
    ['cat:not a category!', 'is not a category of arXiv'],
    ['org:', 'Nothing stands after'],
    ['!!!', 'is not a topic'],
    ['x'.repeat(101), 'too long'],
    [Array.from({ length: 50 }, (_, at) => `topic ${at}`).join(','), '50 topics are too many. Give at most 20'],
  ])('%s is refused', (typed, words) => expect(refusal(() => readTopics(typed))).toContain(words));

  it('are suggested while the last one is typed; those before it stay', async () => {
    const find = async () => people;
    const values = (await suggestTopics('vision, qw', find)).map(({ value }) => value);
    expect(values).toEqual(['vision, qw', 'vision, org:Qwen', 'vision, author:Ada Lovelace']);
    expect((await suggestTopics('cat:rob', find))[0]).toEqual({
      name: 'cs.RO — Robotics (category of arXiv)',
      value: 'cat:cs.RO',
    });
    expect(MOST_TOPICS).toBe(20);
  });
});
