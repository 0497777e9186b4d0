import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import type { Call } from '../../src/domain/command.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import { plainText } from '../../src/domain/message.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSettingsStore } from '../../src/state/settings.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { startOpenAi } from '../servers/openai.ts';
import { lastOf, noonClock, openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';

let small: SmallLibrary;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(async () => {
  for (const close of closing) await close();
  await small.close();
});

async function open(more: Parameters<typeof servicesOver>[1] = {}) {
  const database = await openDatabase({ path: ':memory:' });
  closing.push(() => database.destroy());
  const settings = createSettingsStore({ database: async () => database, clock: noonClock, log: createRecordingLog() });
  return { settings, services: servicesOver(small.library, { ...more, rooms: { ...more?.rooms, settings } }) };
}
const admin = { server: '1', mayManage: true } as const;
const type = (services: Services, args: Parameters<typeof lastOf>[2] = {}, call: Partial<Call> = admin) =>
  lastOf(services, 'settings', args, undefined, call);
const withSettings = (settings: Partial<Settings>): Partial<Call> => ({
  server: '1',
  settings: { ...DEFAULT_SETTINGS, ...settings },
});

describe('/settings', () => {
  it('without options shows every setting, what it means and that it is private', async () => {
    const { services } = await open();
    const message = await type(services);
    expect(message.private).toBe(true);
    expect(plainText(message)).toBe(
      [
        'Settings of this server',
        '',
        '- Language: English (default) — what answers are written in where a reader asks for none',
        '- Length: normal (default) — what the question needs',
        '- Visibility: public (default) — everybody in the channel sees an answer, unless the asker says otherwise',
        '- Channels: all (default) — questions are answered everywhere',
        '- Roles: all (default) — everybody is answered',
        '- Threads: off (default) — a question is answered where it was asked',
        '- Answers a day: no limit of this server (default) — by the language model, for all readers of this server; then abstracts are quoted',
        '- Answers a reader: no limit of this server (default) — by the language model, for one reader a day; then abstracts are quoted',
        '',
        'To change one, choose below or type it: /settings language:German.',
      ].join('\n'),
    );
  });

  it('with options changes just those, and says which they were', async () => {
    const { services, settings } = await open();
    const text = plainText(await type(services, { language: 'Deutsch', 'add-channel': '77', 'answers-a-day': 50 }));
    expect(text).toContain('Changed: language, channels, answers a day.');
    expect(text).toContain('- Language: German — ');
    expect(text).toContain('- Channels: channel 77 — questions are answered only there');
    expect(await settings.settingsOf('1')).toEqual({
      ...DEFAULT_SETTINGS,
      language: 'de',
      channels: ['77'],
      serverDailyAnswers: 50,
    });
    expect(plainText(await type(services, { language: 'de' }))).toContain('It was so already; nothing changed.');
    expect(plainText(await type(services, { language: 'default', 'answers-a-day': 0 }))).toContain(
      '- Language: English (default)',
    );
    expect(await settings.settingsOf('2')).toEqual(DEFAULT_SETTINGS);
  });

  it.each(['pt', 'ne', 'cy'])(
    'offers %s among the languages once it is set, and each of them once',
    async (language) => {
      const { services } = await open();
      const { actions = [] } = await type(services, { language });
      const choices = actions.flatMap((action) => (action.kind === 'select' ? action.choices : []));
      const values = choices.map(({ value }) => value);
      expect(values).toEqual([...new Set(values)]);
      expect(choices.filter(({ selected }) => selected).map(({ value }) => value)).toEqual([language]);
    },
  );

  it('refuses what cannot be, with why and what to do, and changes nothing', async () => {
    const { services, settings } = await open();
    const refused = await type(services, { 'remove-role': '5', threads: true });
    expect(refused.status).toBe('invalid');
    expect(plainText(refused)).toBe(
      'That role is not among those that are set. None is set, so I answer everybody. To keep me to some, add those.',
    );
    await expect(type(services, { language: 'Klingonisch' })).rejects.toBeInstanceOf(InvalidInput);
    expect(await settings.settingsOf('1')).toEqual(DEFAULT_SETTINGS);
  });

  it('is for those who manage the server', async () => {
    const { services, settings } = await open();
    const refused = await type(services, { visibility: 'private' }, { server: '1', mayManage: false });
    expect(plainText(refused)).toMatch(/^Only those who manage this server .* “Manage Server”/);
    expect((await settings.settingsOf('1')).visibility).toBe('public');
  });

  it('says what I am not allowed to do, in the channels that are set or else here', async () => {
    const { services } = await open();
    const whatIsLacking = (channel = 'here') => [`I cannot write in ${channel}.`];
    expect(plainText(await type(services, {}, { ...admin, whatIsLacking }))).toContain(
      'What I am not allowed to do\n\n- I cannot write in here.',
    );
    const text = plainText(await type(services, { 'add-channel': '8' }, { ...admin, whatIsLacking }));
    expect(text).toContain('- I cannot write in 8.');
    expect(text).not.toContain('here.');
  });

  it('in the terminal says that settings are for servers, and what holds there', async () => {
    const { findLanguage } = await import('../../src/answer/language.ts');
    const services = servicesOver(small.library, { rooms: { defaultLanguage: findLanguage('de') } });
    const text = plainText(await type(services, {}, { mayManage: true }));
    expect(text).toMatch(/^Settings are kept for each Discord server/);
    expect(text).toContain('- Language: German (default)');
    expect(text).toContain('DEFAULT_LANGUAGE');
  });

  it('suggests languages, and the way back to the default', async () => {
    const { services } = await open();
    const values = async (typed: string) =>
      (await services.pipeline.suggestSettingLanguages(typed)).map(({ value }) => value);
    expect((await values(''))[0]).toBe('default');
    expect(await values('de')).toEqual(['default', 'de']);
    expect(await values('germ')).toEqual(['de']);
  });
});

describe('what is set', () => {
  it('is the language of answers and summaries where the reader asks for none', async () => {
    const openAi = await startOpenAi({ respond: () => '{"status":"cannot","claims":[]}' });
    closing.push(() => openAi.close());
    const { services } = await open({ modelUrl: openAi.baseUrl });
    const asked = () => JSON.stringify(openAi.requests.at(-1)?.body ?? '');
    const german = withSettings({ language: 'de' });
    const question = 'how can a model decide when to search?';
    await lastOf(services, 'ask', { question }, undefined, german);
    expect(asked()).toContain('German');
    await lastOf(services, 'ask', { question, language: 'French' }, undefined, german);
    expect(asked()).not.toContain('German');
    await lastOf(services, 'summarize', { paper: '2606.00001' }, undefined, german);
    expect(asked()).toContain('German');
  });

  it('keeps answers short: three sentences at most, and a summary of one', async () => {
    const { services } = await open();
    const question = 'what do search agents do?';
    const claims = async (name: string, args: object, settings: Partial<Settings>) =>
      (await lastOf(services, name, { ...args }, undefined, withSettings(settings))).answer?.claims.length ?? 0;
    const short = { answerLength: 'short' } as const;
    expect(await claims('ask', { question }, {})).toBeGreaterThan(3);
    expect(await claims('ask', { question }, short)).toBe(3);
    expect(await claims('summarize', { paper: '2606.00001' }, {})).toBeGreaterThan(1);
    expect(await claims('summarize', { paper: '2606.00001' }, short)).toBe(1);
    expect(await claims('summarize', { paper: '2606.00001', style: 'short' }, short)).toBeGreaterThan(1);
  });
});
