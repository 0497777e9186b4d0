import { describe, expect, it } from 'vitest';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  isEmptyPatch,
  MOST_PLACES,
  type Settings,
} from '../../src/domain/settings.ts';
import { textIn } from '../../src/domain/words.ts';

const change = (patch: Parameters<typeof changeSettings>[1], before: Settings = DEFAULT_SETTINGS) => {
  const outcome = changeSettings(before, patch);
  if (outcome.kind === 'refused') throw new Error(textIn(outcome.problem));
  return outcome;
};

const refusal = (patch: Parameters<typeof changeSettings>[1], before: Settings = DEFAULT_SETTINGS) => {
  const outcome = changeSettings(before, patch);
  return outcome.kind === 'refused' ? [textIn(outcome.problem), textIn(outcome.help)] : undefined;
};

describe('a change of settings', () => {
  it('changes what is said and nothing else, and tells what it was', () => {
    const { settings, changed } = change({ language: 'de', visibility: 'private', threads: true });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, language: 'de', visibility: 'private', threads: true });
    expect(changed.toSorted()).toEqual(['language', 'threads', 'visibility']);
    expect(change({ visibility: 'private' }, settings).changed).toEqual([]);
  });

  it('takes a language or a limit away again', () => {
    const { settings } = change({ language: 'de', serverDailyAnswers: 20, readerDailyAnswers: 3 });
    const after = change({ language: null, serverDailyAnswers: null }, settings);
    expect(after.settings).toEqual({ ...DEFAULT_SETTINGS, readerDailyAnswers: 3 });
    expect(after.changed.toSorted()).toEqual(['language', 'serverDailyAnswers']);
  });

  it('adds and removes channels and roles one by one, each only once', () => {
    const first = change({ addChannel: '1', addRole: '7' }).settings;
    const second = change({ addChannel: '2' }, first).settings;
    expect(second).toMatchObject({ channels: ['1', '2'], roles: ['7'] });
    expect(change({ addChannel: '2' }, second).changed).toEqual([]);
    expect(change({ removeChannel: '1', addChannel: '3' }, second).settings.channels).toEqual(['2', '3']);
  });

  it('goes back to the defaults, and from there changes what is said besides', () => {
    const { settings } = change({ language: 'de', addChannel: '1', threads: true });
    expect(change({ reset: true, visibility: 'private' }, settings).settings).toEqual({
      ...DEFAULT_SETTINGS,
      visibility: 'private',
    });
  });

  it('is refused with what to do: a channel that is not set, too many, or the same both ways', () => {
    expect(refusal({ removeChannel: '1' })).toEqual([
      'That channel is not among those that are set.',
      'None is set, so I answer in every channel that I can see. To keep me to some, add those.',
    ]);
    const full = { ...DEFAULT_SETTINGS, channels: Array.from({ length: MOST_PLACES }, (_, at) => String(at)) };
    expect(refusal({ addChannel: '99' }, full)?.[1]).toContain('a whole category');
    expect(change({ addChannel: '99', removeChannel: '0' }, full).settings.channels).toHaveLength(MOST_PLACES);
    expect(changeSettings(DEFAULT_SETTINGS, { addRole: '1', removeRole: '1' })).toMatchObject({ kind: 'refused' });
  });

  it('is none where nothing is said; to turn threads off is one', () => {
    expect(isEmptyPatch({})).toBe(true);
    expect(isEmptyPatch({ language: undefined, reset: false })).toBe(true);
    expect(isEmptyPatch({ threads: false })).toBe(false);
    expect(isEmptyPatch({ language: null })).toBe(false);
  });
});
