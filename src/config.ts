/** The environment in, checked and frozen settings out. The only reader of the environment. */
import { z } from 'zod';
import { findLanguage, type Language } from './answer/language.ts';
import type { BudgetLimits } from './domain/budget.ts';
import { InvalidConfiguration } from './domain/errors.ts';
import { type ModelPrices, readModelPrices } from './domain/model-price.ts';
import { type EmbeddingSettings, embeddingProblems, embeddingSettings } from './embedding-settings.ts';
import { readFallbackModels } from './fallback-settings.ts';
import { type MailSettings, mailProblems, mailSettings, type WebSettings, webSettings } from './mail-settings.ts';
import { databaseAddress, mailServerAddress, redisAddress } from './storage-settings.ts';

export type { EmbeddingSettings };

const OPENAI_ADDRESS = 'https://api.openai.com/v1';
const optionalText = z.string().trim().min(1).optional();
const address = (fallback: string) =>
  z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).default(fallback);
const seconds = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(1, 'must be at least 1')
    .max(600, 'must be at most 600')
    .default(fallback);

const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .optional();
const modelPrices = z
  .string()
  .transform((text, context) => {
    const read = readModelPrices(text);
    if (read.kind === 'prices') return read.prices;
    context.addIssue(read.problem);
    return z.NEVER;
  })
  .optional();

const language = z
  .string()
  .transform((text, context) => {
    const found = findLanguage(text);
    if (found) return found;
    context.addIssue('must be a language by its name or code: German or de');
    return z.NEVER;
  })
  .optional();

/** One line a variable; `.env.example` says what each is for, and a test holds the two equal. */
export const variables = z.object({
  DISCORD_TOKEN: optionalText,
  DISCORD_API_URL: address('https://discord.com/api'),
  DISCORD_DEVELOPMENT_GUILD: z
    .string()
    .regex(/^\d{15,21}$/, 'must be a server id: 15 to 21 digits')
    .optional(),
  SMOKE_CHANNEL: z
    .string()
    .regex(/^\d{15,21}$/, 'must be a channel id: 15 to 21 digits')
    .optional(),
  HEALTH_PORT: wholeNumber(1, 65_535),
  HEALTH_HOST: z.string().trim().min(1).default('127.0.0.1'),
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: address(OPENAI_ADDRESS),
  OPENAI_MODEL: optionalText,
  OPENAI_FALLBACK_MODELS: optionalText,
  OPENAI_FALLBACK_API_KEYS: optionalText,
  ANSWER_DEADLINE_SECONDS: seconds(25),
  DEFAULT_LANGUAGE: language,
  MODEL_CONCURRENCY: wholeNumber(1, 1000).default(8),
  VERIFY: z.enum(['model'], { error: 'must be model or empty' }).optional(),
  VERIFY_MODEL: optionalText,
  RESEARCH_SECONDS: seconds(240),
  RESEARCH_STEPS: wholeNumber(4, 100).default(16),
  RESEARCH_TOKENS: wholeNumber(4_000, 10_000_000).default(60_000),
  MODEL_PRICES: modelPrices,
  READER_DAILY_ANSWERS: wholeNumber(1, 100_000),
  READER_BURST_ANSWERS: wholeNumber(1, 1000),
  SERVER_DAILY_ANSWERS: wholeNumber(1, 1_000_000),
  DAILY_SPEND_LIMIT: z.coerce
    .number({ error: 'must be a number of US dollars' })
    .min(0.01, 'must be at least 0.01')
    .max(100_000, 'must be at most 100000')
    .optional(),
  DAILY_TOKEN_LIMIT: wholeNumber(10_000, 1_000_000_000_000),
  EMBEDDINGS: z.enum(['openai', 'local'], { error: 'must be openai, local or empty' }).optional(),
  EMBEDDINGS_MODEL: optionalText,
  EMBEDDINGS_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  EMBEDDINGS_API_KEY: optionalText,
  EMBEDDINGS_DIMENSIONS: wholeNumber(8, 4_096),
  HUGGING_FACE_URL: address('https://huggingface.co'),
  HUGGING_FACE_TOKEN: optionalText,
  ARXIV_URL: address('https://export.arxiv.org'),
  SYNC_EVERY_MINUTES: wholeNumber(0, 1440)
    .refine((minutes) => minutes === undefined || minutes === 0 || minutes >= 5, 'must be 0 or at least 5')
    .default(60),
  SOURCE_TIMEOUT_SECONDS: seconds(30),
  DELIVERY_CATCH_UP_HOURS: wholeNumber(1, 72).default(12),
  REPOST_AFTER_DAYS: wholeNumber(1, 3650).default(90),
  DATA_FOLDER: z.string().trim().min(1).default('data'),
  LIBRARY_URI: optionalText,
  DATABASE_URL: databaseAddress,
  REDIS_URL: redisAddress,
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  WEB_PORT: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65_535, 'must be at most 65535')
    .default(8080),
  WEB_HOST: z.string().trim().min(1).default('127.0.0.1'),
  SMTP_URL: mailServerAddress,
  MAIL_FROM: optionalText,
  MAIL_BOUNCES_TO: optionalText,
  MAIL_PER_SECOND: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(1_000, 'must be at most 1000')
    .default(10),
  LOG_LEVEL: z.enum(['info', 'warn', 'error'], { error: 'must be info, warn or error' }).default('warn'),
  NO_COLOR: optionalText,
});

export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

export interface Config {
  readonly discord: {
    readonly token?: string;
    readonly apiUrl: string;
    readonly developmentGuild?: string;
    readonly smokeChannel?: string;
  };
  /** Where the bot tells how it is; missing where nobody asks. */
  readonly health?: { readonly port: number; readonly host: string };
  /** Missing when neither a key nor an address of a server is set: answers are then extracted. */
  readonly model?: ModelSettings;
  /** Asked in order when the model before fails. */
  readonly fallbackModels: readonly ModelSettings[];
  readonly answerDeadlineMilliseconds: number;
  /** What answers are written in where a reader asks for no language; English without it. */
  readonly defaultLanguage?: Language;
  /** Answers that the model may write at the same time. */
  readonly modelPlaces: number;
  /** Asked for a second opinion on each claim; missing where code alone decides. */
  readonly verifier?: ModelSettings;
  /** What the deepest review may take. */
  readonly research: { readonly milliseconds: number; readonly steps: number; readonly tokens: number };
  /** By the name of the model; above the prices that are known. */
  readonly modelPrices: ModelPrices;
  readonly budgets: BudgetLimits;
  /** Missing: papers and questions are compared by vectors of the corpus itself. */
  readonly embeddings?: EmbeddingSettings;
  readonly huggingFace: { readonly url: string; readonly token?: string };
  readonly arxiv: { readonly url: string };
  /** 0 where the bot does not sync itself. */
  readonly syncEveryMinutes: number;
  /** A slot that is older is not sent any more after an outage. */
  readonly deliveryCatchUpMilliseconds: number;
  /** So long a paper is not posted again where it was. */
  readonly repostAfterMilliseconds: number;
  readonly sourceTimeoutMilliseconds: number;
  /** Everything that Paperboy writes lies here, but for a library with an address of its own. */
  readonly dataFolder: string;
  readonly libraryUri: string;
  /** PostgreSQL for the durable records; missing where they are a file. Holds a password. */
  readonly databaseUrl?: string;
  /** Redis for caches; missing where they are files. Holds a password. */
  readonly redisUrl?: string;
  /** Pages and feeds; missing where nobody reaches them. */
  readonly web?: WebSettings;
  /** Missing where no mail is sent. */
  readonly mail?: MailSettings;
  readonly logLevel: 'info' | 'warn' | 'error';
  readonly noColours: boolean;
}

const DEFAULT_MODEL = 'gpt-4.1-mini';

/**
 * @param environment such as `process.env`; empty values count as missing
 * @throws InvalidConfiguration that names every problem at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = variables.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  // .env.example holds OpenAI's own address, which is no server of one's own.
  const ownServer = present.OPENAI_BASE_URL !== undefined && present.OPENAI_BASE_URL !== OPENAI_ADDRESS;
  if (ownServer && !present.OPENAI_MODEL) {
    problems.push('OPENAI_MODEL is missing: a server of your own needs the name of the model that it serves.');
  }
  problems.push(...embeddingProblems(present, OPENAI_ADDRESS));
  problems.push(...mailProblems(present));
  const fallbacks = readFallbackModels(present, OPENAI_ADDRESS);
  problems.push(...fallbacks.problems);
  if (!parsed.success || problems.length) {
    throw new InvalidConfiguration(
      problems.join('\n'),
      'Correct this in .env or in the environment; .env.example explains every variable.',
    );
  }
  const values = parsed.data;
  const wantsModel = values.OPENAI_API_KEY !== undefined || ownServer;
  return deepFreeze({
    discord: {
      token: values.DISCORD_TOKEN,
      apiUrl: values.DISCORD_API_URL,
      developmentGuild: values.DISCORD_DEVELOPMENT_GUILD,
      smokeChannel: values.SMOKE_CHANNEL,
    },
    health: values.HEALTH_PORT === undefined ? undefined : { port: values.HEALTH_PORT, host: values.HEALTH_HOST },
    model: wantsModel
      ? {
          baseUrl: values.OPENAI_BASE_URL,
          apiKey: values.OPENAI_API_KEY ?? '',
          model: values.OPENAI_MODEL ?? DEFAULT_MODEL,
        }
      : undefined,
    fallbackModels: fallbacks.models,
    answerDeadlineMilliseconds: values.ANSWER_DEADLINE_SECONDS * 1000,
    defaultLanguage: values.DEFAULT_LANGUAGE,
    modelPlaces: values.MODEL_CONCURRENCY,
    verifier: wantsModel && values.VERIFY ? verifierSettings(values) : undefined,
    research: {
      milliseconds: values.RESEARCH_SECONDS * 1000,
      steps: values.RESEARCH_STEPS,
      tokens: values.RESEARCH_TOKENS,
    },
    modelPrices: values.MODEL_PRICES ?? {},
    budgets: {
      readerDailyAnswers: values.READER_DAILY_ANSWERS,
      readerBurstAnswers: values.READER_BURST_ANSWERS,
      serverDailyAnswers: values.SERVER_DAILY_ANSWERS,
      dailyNanodollars: values.DAILY_SPEND_LIMIT && Math.round(values.DAILY_SPEND_LIMIT * 1e9),
      dailyTokens: values.DAILY_TOKEN_LIMIT,
    },
    embeddings: embeddingSettings(values, OPENAI_ADDRESS),
    huggingFace: { url: values.HUGGING_FACE_URL, token: values.HUGGING_FACE_TOKEN },
    arxiv: { url: values.ARXIV_URL },
    syncEveryMinutes: values.SYNC_EVERY_MINUTES,
    deliveryCatchUpMilliseconds: values.DELIVERY_CATCH_UP_HOURS * 3_600_000,
    repostAfterMilliseconds: values.REPOST_AFTER_DAYS * 86_400_000,
    sourceTimeoutMilliseconds: values.SOURCE_TIMEOUT_SECONDS * 1000,
    dataFolder: values.DATA_FOLDER,
    libraryUri: values.LIBRARY_URI ?? `${values.DATA_FOLDER}/library`,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    web: webSettings(values),
    mail: mailSettings(values),
    logLevel: values.LOG_LEVEL,
    noColours: values.NO_COLOR !== undefined,
  });
}

function verifierSettings(values: z.infer<typeof variables>): ModelSettings {
  return {
    baseUrl: values.OPENAI_BASE_URL,
    apiKey: values.OPENAI_API_KEY ?? '',
    model: values.VERIFY_MODEL ?? values.OPENAI_MODEL ?? DEFAULT_MODEL,
  };
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
