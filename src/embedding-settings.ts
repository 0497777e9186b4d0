/** In: the variables about embeddings. Out: what makes vectors of texts, and what is wrong with the variables. */

type Variables = Readonly<Record<string, unknown>>;

/** What is already checked. */
interface Chosen {
  readonly EMBEDDINGS?: 'openai' | 'local' | undefined;
  readonly EMBEDDINGS_MODEL?: string | undefined;
  readonly EMBEDDINGS_DIMENSIONS?: number | undefined;
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

const DEFAULT_EMBEDDING_MODEL = { openai: 'text-embedding-3-small', local: 'Xenova/all-MiniLM-L6-v2' };

/** Where embeddings are asked for, and with which key, as far as that can be said before the values are checked. */
function embeddingServer(values: Variables, openAi: string): { baseUrl: string; apiKey?: string } {
  const modelServer = String(values.OPENAI_BASE_URL ?? openAi);
  const baseUrl = String(values.EMBEDDINGS_BASE_URL ?? modelServer);
  // A key is for the server that it was given for, and no other gets to see it.
  const sameServer = URL.canParse(baseUrl) && URL.parse(modelServer)?.origin === new URL(baseUrl).origin;
  const apiKey = values.EMBEDDINGS_API_KEY ?? (sameServer ? values.OPENAI_API_KEY : undefined);
  return { baseUrl, ...(apiKey !== undefined && { apiKey: String(apiKey) }) };
}

/** @param openAi the address that is meant when none is set */
export function embeddingProblems(present: Variables, openAi: string): string[] {
  if (present.EMBEDDINGS !== 'openai') return [];
  const { baseUrl, apiKey } = embeddingServer(present, openAi);
  if (baseUrl !== openAi) {
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

/** @param openAi the address that is meant when none is set */
export function embeddingSettings(values: Variables & Chosen, openAi: string): EmbeddingSettings | undefined {
  const kind = values.EMBEDDINGS;
  if (!kind) return undefined;
  const model = values.EMBEDDINGS_MODEL ?? DEFAULT_EMBEDDING_MODEL[kind];
  if (kind === 'local') return { kind, model };
  const { baseUrl, apiKey = '' } = embeddingServer(values, openAi);
  const dimensions = values.EMBEDDINGS_DIMENSIONS;
  return { kind, baseUrl, apiKey, model, ...(dimensions !== undefined && { dimensions }) };
}
