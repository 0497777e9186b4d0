import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { InvalidConfiguration, StateFault } from '../src/domain/errors.ts';
import { openMetering } from '../src/metering.ts';
import { createFakeClock } from './doubles/fake-clock.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { afterwards } from './servers/open-discord.ts';
import { usageFolder } from './state/open-usage.ts';

const OPENAI = { OPENAI_API_KEY: 'k' };
const OWN = { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'llama' };

async function open(environment: Record<string, string>, folder = usageFolder()) {
  const log = createRecordingLog();
  const config = readConfig({ DATA_FOLDER: folder, ...environment });
  const opened = await openMetering({ config, clock: createFakeClock(), log });
  if (opened) afterwards(() => opened.close());
  return { opened, log };
}

describe('the settings of cost', () => {
  it('are none by default: nothing is limited', () => {
    expect(readConfig({}).modelPrices).toEqual({});
    expect(Object.values(readConfig({}).budgets).filter((limit) => limit !== undefined)).toEqual([]);
  });

  it('are limits, and dollars become billionths of them', () => {
    const config = readConfig({
      MODEL_PRICES: 'llama=0/0/0',
      READER_DAILY_ANSWERS: '20',
      READER_BURST_ANSWERS: '5',
      SERVER_DAILY_ANSWERS: '200',
      DAILY_SPEND_LIMIT: '1.10',
      DAILY_TOKEN_LIMIT: '2000000',
    });
    expect(config.budgets).toEqual({
      readerDailyAnswers: 20,
      readerBurstAnswers: 5,
      serverDailyAnswers: 200,
      dailyNanodollars: 1_100_000_000,
      dailyTokens: 2_000_000,
    });
    expect(Object.isFrozen(config.modelPrices)).toBe(true);
  });

  it('name every mistake at once, and the entry of the price table that has one', () => {
    const wrong = {
      MODEL_PRICES: 'gpt-4o=2.5/1.25/10,gpt-4o-mini=cheap',
      READER_DAILY_ANSWERS: '0',
      READER_BURST_ANSWERS: 'many',
      SERVER_DAILY_ANSWERS: '1.5',
      DAILY_SPEND_LIMIT: '$5',
      DAILY_TOKEN_LIMIT: '5',
    };
    let message = '';
    try {
      readConfig(wrong);
    } catch (error) {
      message = (error as InvalidConfiguration).message;
    }
    expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual(Object.keys(wrong));
    expect(message).toContain('MODEL_PRICES has an entry that cannot be read: “gpt-4o-mini=cheap”');
  });
});

describe('metering', () => {
  it('is not there without a model: there is nothing to count', async () => {
    expect((await open({ READER_DAILY_ANSWERS: '5' })).opened).toBeUndefined();
  });

  it('knows OpenAI’s prices, and those that are set', async () => {
    const { opened } = await open({ ...OPENAI, OPENAI_MODEL: 'gpt-4o-mini', DAILY_SPEND_LIMIT: '1' });
    const usage = { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 0 };
    expect(opened?.metering.costOf?.({ ...usage, model: 'gpt-4o-mini', server: 'api.openai.com' })).toBe(150_000);
    expect((await open({ ...OWN, MODEL_PRICES: 'llama=0/0/0', DAILY_SPEND_LIMIT: '1' })).opened).toBeDefined();
  });

  it.each([
    ['the first model', OWN, 'llama'],
    ['a fallback', { ...OPENAI, OPENAI_FALLBACK_MODELS: 'gpt-4o, mystery' }, 'mystery'],
    ['the verifier', { ...OPENAI, VERIFY: 'model', VERIFY_MODEL: 'tiny' }, 'tiny'],
  ])('keeps no limit in dollars without a price of %s, and says so at the start', async (_what, settings, name) => {
    const fault = await open({ ...settings, DAILY_SPEND_LIMIT: '1' }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(InvalidConfiguration);
    expect((fault as InvalidConfiguration).message).toContain(`the price of ${name} is not known`);
    expect((fault as InvalidConfiguration).help).toContain(`MODEL_PRICES, such as ${name}=`);
  });

  it('does not keep a bot without limits from starting when its record is damaged, and one with limits it does', async () => {
    const folder = usageFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'state.sqlite'), 'this is no database, '.repeat(100));
    const { opened, log } = await open(OPENAI, folder);
    expect(opened).toBeUndefined();
    expect(log.events()).toContain('usage-not-counted');
    await expect(open({ ...OPENAI, READER_DAILY_ANSWERS: '5' }, folder)).rejects.toThrow(StateFault);
  });
});
