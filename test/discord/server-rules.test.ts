import { describe, expect, it } from 'vitest';
import { type RuledRequest, rulesFor } from '../../src/discord/server-rules.ts';
import { plainText } from '../../src/domain/message.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts';

const request: RuledRequest = {
  guildId: '1',
  values: {},
  mayManage: false,
  places: ['thread', 'channel', 'category'],
  roles: ['1', 'readers'],
};
const ask = { category: 'answers' } as const;
const rules = (
  settings: Partial<Settings>,
  more: Partial<RuledRequest> = {},
  definition: Parameters<typeof rulesFor>[1] = ask,
) => rulesFor({ ...request, ...more }, definition, { settingsOf: async () => ({ ...DEFAULT_SETTINGS, ...settings }) });

describe('who sees an answer', () => {
  it('is everybody, unless the server or the reader wants otherwise; the reader has the last word', async () => {
    expect((await rules({})).ephemeral).toBe(false);
    expect((await rules({ visibility: 'private' })).ephemeral).toBe(true);
    expect((await rules({ visibility: 'private' }, { values: { private: false } })).ephemeral).toBe(false);
    expect((await rules({}, { values: { private: true } })).ephemeral).toBe(true);
    expect((await rules({}, {}, { category: 'paperboy', private: true })).ephemeral).toBe(true);
  });

  it('is asked of no server in direct messages', async () => {
    const found = await rules({ visibility: 'private' }, { guildId: null });
    expect(found).toEqual({ ephemeral: false });
  });
});

describe('a question', () => {
  it('is answered in the channels that are set, their threads, and what a category holds', async () => {
    for (const channel of request.places) {
      expect((await rules({ channels: ['other', channel] })).refusal).toBeUndefined();
    }
  });

  it('elsewhere is answered with where to ask', async () => {
    const { refusal } = await rules({ channels: ['11', '12', '13'] });
    expect(plainText(refusal ?? { status: 'ok', blocks: [] })).toContain(
      'In this server, ask me in channel 11, channel 12 or channel 13.',
    );
    expect(refusal?.private).toBe(true);
  });

  it('is for members with one of the roles that are set, and for those who manage the server', async () => {
    expect((await rules({ roles: ['readers'] })).refusal).toBeUndefined();
    expect((await rules({ roles: ['others'] })).refusal).toBeDefined();
    expect((await rules({ roles: ['others'] }, { mayManage: true })).refusal).toBeUndefined();
    expect((await rules({ channels: ['11'] }, { mayManage: true })).refusal).toBeDefined();
  });

  it('help, forgetting and settings are never out of reach, but not put on display elsewhere', async () => {
    const found = await rules({ channels: ['11'], roles: ['others'] }, {}, { category: 'paperboy' });
    expect(found).toMatchObject({ ephemeral: true });
    expect(found.refusal).toBeUndefined();
  });
});
