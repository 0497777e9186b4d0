/** What a reader hears when Discord refuses an answer for good: it is too large, or not as Discord wants it. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/domain/actions.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Fault } from '../servers/discord/faults.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { ask, memoryCache, say, startBot } from './start-bot.ts';

const question = { question: 'does search help?' };
const answering = (message: Message) =>
  ask(async function* () {
    yield message;
  });
const edits = { method: 'PATCH', path: /^\/webhooks\// };
const tooLarge: Fault = { status: 413, body: { message: 'Request entity too large', code: 40_005 } };
const invalid: Fault = { status: 400, body: { message: 'Invalid Form Body', code: 50_035 } };
const says = (what: string) => (body: unknown) => JSON.stringify(body).includes(what);
const sentence = 'Discord did not take all of this answer.';

describe('an answer that Discord refuses for good', () => {
  it('because of its file is shown without it, and that is said', async () => {
    const discord = await openDiscord();
    const files = [{ name: 'counts.md', content: 'One, two.', description: 'Counts' }];
    await startBot(discord, [answering({ ...say('Here are the counts.'), files })]);
    discord.faults.add({ ...edits, times: 100, body: says('counts.md'), fault: tooLarge });
    const reply = await discord.driver.slash('ask', question);
    const { content } = await reply.settled({ until: (shown) => shown.content.includes('Here are the counts.') });
    expect(content).toContain(sentence);
    expect(discord.faults.struck).toBe(1);
  });

  it('because of its buttons is shown without them, and that is said', async () => {
    const discord = await openDiscord();
    const again: Action = { kind: 'button', label: 'Again', do: 'run', command: 'ask', args: question };
    await startBot(discord, [answering({ ...say('It does.'), actions: [again] })]);
    discord.faults.add({ ...edits, times: 100, body: says('Again'), fault: invalid });
    const reply = await discord.driver.slash('ask', question);
    const { content } = await reply.settled({ until: (shown) => shown.content.includes('It does.') });
    expect(content).toContain(sentence);
  });

  it('because it has too many messages has the rest attached', async () => {
    const discord = await openDiscord();
    const long = Array.from({ length: 60 }, (_, index) => `${index + 1}) ${'word '.repeat(20)}`);
    const blocks = long.map((text) => ({ kind: 'paragraph', line: [text] }) as const);
    await startBot(discord, [answering({ status: 'ok', blocks })]);
    const tooMany: Fault = { status: 400, body: { message: 'Too many follow-up messages', code: 40_094 } };
    discord.faults.add({ method: 'POST', path: /^\/webhooks\//, times: 100, fault: tooMany });
    const reply = await discord.driver.slash('ask', question);
    const { attachments } = await reply.settled({ until: (shown) => shown.attachments.length === 1 });
    expect(discord.file(attachments[0]?.id ?? '')?.toString()).toContain('60)');
  });

  it('whatever is left out is said to be so', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering(say('It does.'))]);
    discord.faults.add({ ...edits, times: 100, body: says('It does.'), fault: invalid });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes(sentence) });
  });

  it('and that is for the asker only is not told to others in its place', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering({ ...say('Your secret'), private: true })]);
    discord.faults.add({ method: 'POST', path: /^\/webhooks\//, times: 100, body: says('secret'), fault: invalid });
    const reply = await discord.driver.slash('ask', question);
    await expect.poll(() => reply.followUps.map(({ content }) => content)).toEqual([expect.stringContaining(sentence)]);
    await expect.poll(() => reply.reply).toBeUndefined();
    expect(JSON.stringify(reply.history)).not.toContain('Your secret');
  });

  it('only when it is tried again later is not sent over and over', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    await startBot(discord, [answering(say('It does.'))], { cache, factor: 100 });
    discord.faults.add({ ...edits, times: 4, fault: { status: 503 } });
    discord.faults.add({ ...edits, times: 100, body: says('It does.'), fault: invalid });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes(sentence) });
    expect(discord.faults.struck).toBe(5);
  });
});
