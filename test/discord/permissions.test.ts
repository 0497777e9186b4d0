import { DiscordAPIError, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { explainLack, explainRefusal, lackingFor } from '../../src/discord/permissions.ts';
import { textIn } from '../../src/domain/words.ts';

const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, Administrator } = PermissionFlagsBits;
const may = (...bits: bigint[]) => new PermissionsBitField(bits);
const refused = (code: number) =>
  new DiscordAPIError({ message: 'Missing Permissions', code }, code, 403, 'POST', '/channels/1/messages', {});

describe('what is lacking', () => {
  it('is named as Discord names it, and only what the deed needs', () => {
    expect(lackingFor('write', may(ViewChannel))).toEqual(['Send Messages']);
    expect(lackingFor('write', may(ViewChannel, SendMessages))).toEqual([]);
    expect(lackingFor('write in a thread', may(ViewChannel, SendMessages))).toEqual(['Send Messages in Threads']);
    expect(lackingFor('open a thread', may(ViewChannel, SendMessagesInThreads))).toEqual(['Create Public Threads']);
    expect(lackingFor('open a thread', may(ViewChannel, SendMessagesInThreads, CreatePublicThreads))).toEqual([]);
    expect(lackingFor('announce', may(Administrator))).toEqual([]);
  });

  it('is told in words, with where it is granted', () => {
    expect(
      textIn(explainLack('open a thread', ['Create Public Threads'], { bot: 'Paperboy', channel: 'papers' }) ?? ''),
    ).toBe(
      'I cannot open threads in #papers: the permission “Create Public Threads” is missing. Somebody who manages the ' +
        'server grants it under Server Settings → Roles → Paperboy → Permissions, or for one channel under Edit Channel ' +
        '→ Permissions → Paperboy.',
    );
    expect(textIn(explainLack('write', ['View Channels', 'Send Messages'], { bot: 'Paperboy' }) ?? '')).toMatch(
      /^I cannot write messages here: the permissions “View Channels” and “Send Messages” are missing\./,
    );
    expect(explainLack('write', [], { bot: 'Paperboy' })).toBeUndefined();
  });
});

describe('what Discord refused', () => {
  it.each([50001, 50013])('for want of permissions (%i) is explained', (code) => {
    const sentence = explainRefusal(refused(code), 'write', may(ViewChannel), { bot: 'Paperboy', channel: 'papers' });
    expect(textIn(sentence ?? '')).toContain('the permission “Send Messages” is missing');
  });

  it('although we seemed to be allowed names all that it takes: one of them was taken away meanwhile', () => {
    const sentence = explainRefusal(refused(50013), 'write', may(ViewChannel, SendMessages), { bot: 'Paperboy' });
    expect(textIn(sentence ?? '')).toContain('“View Channels” and “Send Messages”');
  });

  it('for another reason is not', () => {
    expect(explainRefusal(refused(10008), 'write', may(), { bot: 'Paperboy' })).toBeUndefined();
    expect(explainRefusal(new Error('cut'), 'write', may(), { bot: 'Paperboy' })).toBeUndefined();
  });
});
