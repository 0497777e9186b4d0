/** The environment in, checked and frozen settings out. The only reader of the environment. */
import { z } from 'zod';
import { InvalidConfiguration } from './domain/errors.ts';

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

/** One line a variable; `.env.example` says what each is for, and a test holds the two equal. */
export const variables = z.object({
  DISCORD_TOKEN: optionalText,
  DISCORD_API_URL: address('https://discord.com/api'),
  DISCORD_DEVELOPMENT_GUILD: z
    .string()
    .regex(/^\d{15,21}$/, 'must be a server id: 15 to 21 digits')
    .optional(),
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: address(OPENAI_ADDRESS),
  OPENAI_MODEL: optionalText,
  ANSWER_DEADLINE_SECONDS: seconds(25),
  EMBEDDINGS: z.enum(['openai', 'local'], { error: 'must be openai, local or empty' }).optional(),
  EMBEDDINGS_MODEL: optionalText,
  EMBEDDINGS_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  EMBEDDINGS_API_KEY: optionalText,
  EMBEDDINGS_DIMENSIONS: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(8, 'must be at least 8')
    .max(4096, 'must be at most 4096')
    .optional(),
  HUGGING_FACE_URL: address('https://huggingface.co'),
  HUGGING_FACE_TOKEN: optionalText,
  ARXIV_URL: address('https://export.arxiv.org'),
  SOURCE_TIMEOUT_SECONDS: seconds(30),
  DATA_FOLDER: z.string().trim().min(1).default('data'),
  LIBRARY_URI: optionalText,
  LOG_LEVEL: z.enum(['info', 'warn', 'error'], { error: 'must be info, warn or error' }).default('warn'),
  NO_COLOR: optionalText,
});

export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

export type EmbeddingSettings =
  | {
      readonly kind: 'openai';
      readonly baseUrl: string;
      readonly apiKey: string;
      readonly model: string;
      readonly dimensions?: number;
    }
  /** `model`: of the hub, or a folder with its files. */
  | { readonly kind: 'local'; readonly model: string };

export interface Config {
  readonly discord: { readonly token?: string; readonly apiUrl: string; readonly developmentGuild?: string };
  /** Missing when neither a key nor an address of a server is set: answers are then extracted. */
  readonly model?: ModelSettings;
  readonly answerDeadlineMilliseconds: number;
  /** Missing: papers and questions are compared by vectors of the corpus itself. */
  readonly embeddings?: EmbeddingSettings;
  readonly huggingFace: { readonly url: string; readonly token?: string };
  readonly arxiv: { readonly url: string };
  readonly sourceTimeoutMilliseconds: number;
  /** Everything that Paperboy writes lies here, but for a library with an address of its own. */
  readonly dataFolder: string;
  readonly libraryUri: string;
  readonly logLevel: 'info' | 'warn' | 'error';
  readonly noColours: boolean;
}

const DEFAULT_MODEL = 'gpt-4.1-mini';
const DEFAULT_EMBEDDING_MODEL = { openai: 'text-embedding-3-small', local: 'Xenova/all-MiniLM-L6-v2' };

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
  problems.push(...embeddingProblems(present));
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
    },
    model: wantsModel
      ? {
          baseUrl: values.OPENAI_BASE_URL,
          apiKey: values.OPENAI_API_KEY ?? '',
          model: values.OPENAI_MODEL ?? DEFAULT_MODEL,
        }
      : undefined,
    answerDeadlineMilliseconds: values.ANSWER_DEADLINE_SECONDS * 1000,
    embeddings: embeddingSettings(values),
    huggingFace: { url: values.HUGGING_FACE_URL, token: values.HUGGING_FACE_TOKEN },
    arxiv: { url: values.ARXIV_URL },
    sourceTimeoutMilliseconds: values.SOURCE_TIMEOUT_SECONDS * 1000,
    dataFolder: values.DATA_FOLDER,
    libraryUri: values.LIBRARY_URI ?? `${values.DATA_FOLDER}/library`,
    logLevel: values.LOG_LEVEL,
    noColours: values.NO_COLOR !== undefined,
  });
}

/** Where embeddings are asked for, and with which key, as far as that can be said before the values are checked. */
function embeddingServer(values: Readonly<Record<string, unknown>>): { baseUrl: string; apiKey?: string } {
  const modelServer = String(values.OPENAI_BASE_URL ?? OPENAI_ADDRESS);
  const baseUrl = String(values.EMBEDDINGS_BASE_URL ?? modelServer);
  // A key is for the server that it was given for, and no other gets to see it.
  const sameServer = URL.canParse(baseUrl) && URL.parse(modelServer)?.origin === new URL(baseUrl).origin;
  const apiKey = values.EMBEDDINGS_API_KEY ?? (sameServer ? values.OPENAI_API_KEY : undefined);
  return { baseUrl, ...(apiKey !== undefined && { apiKey: String(apiKey) }) };
}

function embeddingProblems(present: Readonly<Record<string, string | undefined>>): string[] {
  if (present.EMBEDDINGS !== 'openai') return [];
  const { baseUrl, apiKey } = embeddingServer(present);
  if (baseUrl !== OPENAI_ADDRESS) {
    return present.EMBEDDINGS_MODEL
      ? []
      : ['EMBEDDINGS_MODEL is missing: a server of your own needs the name of the model that it serves.'];
  }
  return apiKey
    ? []
    : [
        'EMBEDDINGS_API_KEY is missing: EMBEDDINGS=openai needs a key here or in OPENAI_API_KEY, ' +
          'or the address of a server of your own in EMBEDDINGS_BASE_URL.',
      ];
}

function embeddingSettings(values: z.infer<typeof variables>): EmbeddingSettings | undefined {
  const kind = values.EMBEDDINGS;
  if (!kind) return undefined;
  const model = values.EMBEDDINGS_MODEL ?? DEFAULT_EMBEDDING_MODEL[kind];
  if (kind === 'local') return { kind, model };
  const { baseUrl, apiKey = '' } = embeddingServer(values);
  const dimensions = values.EMBEDDINGS_DIMENSIONS;
  return { kind, baseUrl, apiKey, model, ...(dimensions !== undefined && { dimensions }) };
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
