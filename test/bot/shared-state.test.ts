/** The program on two machines, one after the other, that share a PostgreSQL and a Redis and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, modelSettings, runBotProcess, startBotProcess } from '../servers/bot-process.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import { OWNER_PASSWORD, type PostgresServer, postgresMissing, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, redisMissing, startRedis } from '../servers/redis.ts';
import { answered, expectCited, replied } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const question = { question: 'how can a model decide when to search?' };
const missing = postgresMissing ?? redisMissing;

describe.skipIf(missing)(`two machines${missing ? `: ${missing}` : ''}`, { timeout: 120_000 }, () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  let shared: Record<string, string>;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    inTheEnd(() => Promise.all([postgres.close(), redis.close()]));
    const openAi = await startOpenAi({ respond: writeFromEvidence });
    inTheEnd(() => openAi.close());
    shared = { ...modelSettings(openAi), DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url };
  });

  it('know what the other was told: settings, limits, conversations and buttons; /forget on one holds for both', async () => {
    const discord = await openDiscord();
    const admin = () => discord.driver.as('root', { may: ['manageGuild'] });
    const one = await startBotProcess(discord, await dataFolder(), { ...shared, READER_DAILY_ANSWERS: '2' });
    await replied(await admin().slash('settings', { visibility: 'private' }));
    const first = await discord.driver.slash('ask', question);
    expectCited(await answered(first));
    const buttons = () =>
      [first.reply, ...first.followUps].find((one) => JSON.stringify(one?.components ?? []).includes('Sources'));
    await expect.poll(buttons, { timeout: 10_000 }).toBeDefined();
    expect(await one.stop()).toEqual({ code: 0, signal: null });

    const other = await startBotProcess(discord, await dataFolder(), { ...shared, READER_DAILY_ANSWERS: '2' });
    const sources = await discord.driver.press('Sources', buttons());
    expect(await replied(sources)).toContain('arxiv.org');
    const second = await discord.driver.slash('ask', { question: 'and what does that cost?' });
    await answered(second);
    expect(second.ephemeral).toBe(true);
    const third = await discord.driver.slash('ask', { question: 'how can an agent plan?' });
    expect(await replied(third)).toContain('2 answers');
    expect(await replied(await discord.driver.slash('forget'))).not.toContain('could not');
    expect(await redis.send('KEYS', '*conversation*')).toEqual([]);
    expect(await other.stop()).toEqual({ code: 0, signal: null });
  });

  it('go on answering while neither server is there, and use them again when they are back', async () => {
    const discord = await openDiscord();
    const admin = () => discord.driver.as('root', { may: ['manageGuild'] });
    const bot = await startBotProcess(discord, await dataFolder(), shared);
    await Promise.all([postgres.stop('immediate'), redis.stop()]);
    expectCited(await answered(await discord.driver.slash('ask', question)));
    expect(await replied(await admin().slash('settings', { threads: true }))).toContain('cannot be reached');
    await Promise.all([postgres.start(), redis.start()]);
    await expect
      .poll(async () => replied(await admin().slash('settings', { threads: true })), { timeout: 10_000 })
      .toContain('Changed');
    expect(await bot.stop()).toEqual({ code: 0, signal: null });
    expect(bot.stdout() + bot.stderr()).not.toContain(encodeURIComponent(OWNER_PASSWORD));
  });

  it.each([
    ['DATABASE_URL', (url: string) => url.replace(/:[^:@]*@/, ':not-it@'), 'is refused by'],
    ['REDIS_URL', () => 'redis://:not-it@127.0.0.1:1', 'Redis at 127.0.0.1:1 cannot be reached'],
  ] as const)(
    'do not start on a wrong %s: it says so in a sentence, without the password',
    async (name, wrong, said) => {
      const discord = await openDiscord();
      const { token, apiUrl } = discord;
      const bot = runBotProcess({
        ...{ DATA_FOLDER: await dataFolder(), DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ...shared },
        [name]: wrong(shared[name] ?? ''),
      });
      expect(await bot.ended).toEqual({ code: 1, signal: null });
      const written = bot.stdout() + bot.stderr();
      expect(written).toContain(said);
      for (const secret of ['not-it', encodeURIComponent(OWNER_PASSWORD)]) expect(written).not.toContain(secret);
    },
  );
});
