import { describe, expect, it } from 'vitest';
import { fitChoices, suggestChoices } from '../../src/discord/autocomplete.ts';
import type { Choice, Command } from '../../src/domain/command.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { createQuickClock } from './quick-clock.ts';

const commandThat = (complete: Command<undefined>['complete']): Command<undefined> => ({
  definition: { name: 'paper', description: 'A paper', category: 'papers', example: '', options: {} },
  async *run() {},
  complete,
});
const suggest = (complete: Command<undefined>['complete'], log = createRecordingLog()) =>
  suggestChoices({
    command: commandThat(complete),
    option: 'which',
    typed: 'r1',
    services: undefined,
    clock: createQuickClock(50),
    log,
  });

describe('suggestions are what Discord takes', () => {
  it('25 at most', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ name: `paper ${index}`, value: `${index}` }));
    expect(fitChoices(many)).toEqual(many.slice(0, 25));
  });

  it('long titles are cut between graphemes, on one line, without what nobody sees', () => {
    const [cut, clean] = fitChoices([
      { name: `${'a'.repeat(96)}👩🏽‍🔬👩🏽‍🔬`, value: '1' },
      { name: 'two\nlines\u202E', value: '2' },
    ]) as [Choice, Choice];
    expect(cut.name).toBe(`${'a'.repeat(96)}…`);
    expect(clean.name).toBe('two lines');
  });

  it('a value is never cut, for it would name another paper', () => {
    expect(
      fitChoices([
        { name: 'long', value: 'v'.repeat(101) },
        { name: '', value: 'x' },
      ]),
    ).toEqual([]);
  });
});

describe('whoever types is never left waiting', () => {
  it('a fault is an empty list, and the log has it', async () => {
    const log = createRecordingLog();
    expect(await suggest(() => Promise.reject(new Error('broken index')), log)).toEqual([]);
    expect(log.events()).toEqual(['discord-autocomplete-failed']);
  });

  it('a search that never ends is an empty list', async () => {
    const log = createRecordingLog();
    expect(await suggest(() => new Promise(() => {}), log)).toEqual([]);
    expect(log.events()).toEqual(['discord-autocomplete-too-slow']);
  });

  it('a command without suggestions has none', async () => {
    expect(await suggest(undefined)).toEqual([]);
  });
});
