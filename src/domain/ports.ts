/** What the rooms need from each other's vendors, as interfaces. Every implementation passes its contract test. */
import type { Day, Paper, PaperId } from './paper.ts';

/** Why a source passed over an item; counted and shown, never fatal, never silent. */
export interface Skipped {
  /** Where: a file and line, or a day and position. */
  readonly where: string;
  readonly reason: string;
}

/** Papers that arrived together, with what could not be read. */
export interface Batch {
  /** What the batch is: a day, a file, a page of results. */
  readonly label: string;
  readonly papers: readonly Paper[];
  readonly skipped: readonly Skipped[];
  /** Records read, before the same paper in one batch is folded. */
  readonly records: number;
}

export interface UpsertReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface PaperFilter {
  /** On the listing day, or the publication day for a paper that was never listed; both included. */
  readonly from?: Day;
  readonly to?: Day;
  /** Names as `findPeople` gives them; a paper has every one of them among its authors. */
  readonly authors?: readonly string[];
  /** As `findPeople` gives it. */
  readonly organisation?: string;
}

/** What every paper meets, whatever it is ranked by. */
export interface PaperConditions extends PaperFilter {
  /** Texts that every candidate holds in its title or abstract, word after word; inflections do not matter. */
  readonly phrases?: readonly string[];
  /** Texts that no candidate holds; several words count as a phrase. */
  readonly excluded?: readonly string[];
}

export interface CandidateQuery extends PaperConditions {
  readonly text: string;
  /** How many candidates each of the two searches may bring. */
  readonly depth: number;
  /** Leaves the embedder alone, for questions that nobody asked: a server may want money for each. */
  readonly withoutEmbedder?: boolean;
  /** Papers whose mean vector takes the place of the text's. They are no candidates themselves. */
  readonly near?: readonly PaperId[];
}

/** People and organisations that answer to a typed name, as papers spell them, those with most papers first. */
export interface People {
  readonly authors: readonly string[];
  readonly organisations: readonly string[];
}

/** A paper that may fit a query. Scores are comparable within one query only; higher is better. */
export interface Candidate {
  readonly id: PaperId;
  readonly title: string;
  /** BM25F over title and abstract, with bigrams; 0 when no term occurs. */
  readonly textScore: number;
  /** Cosine of query and paper vectors, −1 to 1; 0 while there are no vectors. */
  readonly vectorScore: number;
  /** What made the vectors: the library's own papers, or an embedder. Missing while there are none. */
  readonly vectorSource?: 'corpus' | 'embedder';
  /** Of length 1, not to be changed; where the vectors behind `vectorScore` are at hand. */
  readonly vector?: Float32Array;
  /** Cosine by the vectors of the corpus, whatever made `vectorScore`. */
  readonly corpusScore: number;
  /** The listing day, else the publication day. */
  readonly day?: Day;
  readonly upvotes: number;
}

export interface LibraryStatistics {
  readonly papers: number;
  readonly withdrawn: number;
  readonly firstListingDay?: Day;
  readonly lastListingDay?: Day;
  /** Milliseconds since 1970 of the last change. */
  readonly changedAt?: number;
  /** The bundled sample, because nothing was synced yet. */
  readonly sample: boolean;
}

export type PaperSort = 'relevance' | 'newest' | 'upvotes';

/** The library: papers in, papers out. Withdrawn papers are found by id and title only. */
export interface PaperIndex {
  upsert(papers: readonly Paper[], signal?: AbortSignal): Promise<UpsertReport>;
  /** @returns how many of these papers were there */
  remove(ids: readonly PaperId[]): Promise<number>;
  get(ids: readonly PaperId[]): Promise<Paper[]>;
  /** Every paper, in no order. */
  all(): AsyncIterable<Paper>;
  /** Papers whose whole title is this one, spelling aside. */
  findByTitle(title: string): Promise<Paper[]>;
  /** Papers whose title holds every typed word or beginning of a word, most upvoted first. */
  completeTitle(typed: string, limit: number): Promise<Paper[]>;
  /** The union of the best by text and the best by vector, in no order; ranking is `retrieve/`'s. */
  candidates(query: CandidateQuery): Promise<Candidate[]>;
  /** Authors and organisations whose name holds every typed word, whole; at most `limit` of each. */
  findPeople(name: string, limit: number): Promise<People>;
  /** The same for names of which each typed word begins a word; all names where nothing is typed. Most papers first. */
  completePeople(typed: string, limit: number): Promise<People>;
  list(filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number }): Promise<Paper[]>;
  /**
   * Vectors of length 1, all made by the same: the embedder where it has one for as many of these papers as the corpus
   * has, else the corpus. Papers without one are missing; before the first refresh all are. Not to be changed.
   */
  vectorsOf(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>>;
  /** Computes anew what rests on the whole corpus (term statistics, vectors). Queries go on with the old until it is done. */
  refresh(signal?: AbortSignal): Promise<void>;
  /**
   * Gives every paper that lacks it the vector of the embedder that was asked for; questions go on with the vectors
   * before until all are there. Does nothing without an embedder.
   * @param onProgress papers done, of how many
   * @returns how many papers got a vector @throws ModelFault; what was done is kept
   */
  embed(signal: AbortSignal, onProgress: (done: number, of: number) => void): Promise<number>;
  statistics(): Promise<LibraryStatistics>;
  /** Keeps a text with what the last refresh computed; the next one that computes anew forgets it. */
  keep(name: string, text: string): Promise<void>;
  kept(name: string): Promise<string | undefined>;
  /** How rare a term is: ln(1 + (N − df + 0.5) / (df + 0.5)); terms as `analyse` gives them. */
  inverseDocumentFrequency(term: string): number;
  close(): Promise<void>;
}

/** Turns texts into vectors of length 1 that lie close when the texts are on one subject. @throws ModelFault */
export interface Embedder {
  /** Kind, model and dimensions, such as `openai:text-embedding-3-small:512`; vectors of two names never mix. */
  readonly name: string;
  /**
   * @param purpose some models embed what is looked for differently from what is found
   * @returns one vector a text, in their order, all of the same dimensions
   */
  embed(texts: readonly string[], purpose: 'paper' | 'question', signal: AbortSignal): Promise<Float32Array[]>;
}

/** What one request to a language model took. */
export interface ModelUsage {
  /** The model that was asked, as its own `LanguageModel.name` says, also where another should have answered. */
  readonly model: string;
  /** The host of its server, such as `api.openai.com`; missing where there is none. */
  readonly server?: string;
  readonly inputTokens: number;
  /** Those of `inputTokens` that the server still held from an earlier request; most charge less for them. */
  readonly cachedInputTokens: number;
  /** With what the model thought before it wrote. */
  readonly outputTokens: number;
  /** The server did not count, or did not come to it: reckoned from the characters of both sides. */
  readonly estimated: boolean;
}

/** What a language model is asked for: one JSON object that fits a schema. */
export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  /** Name and JSON schema of the object the model must write. */
  readonly schema: { readonly name: string; readonly definition: Readonly<Record<string, unknown>> };
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
  /** Told the name of the model that answers, once, right before the first piece is yielded. */
  readonly onStart?: (model: string) => void;
  /**
   * Told what a request took, once for each that reached a server, when it is over: also when it failed or was aborted
   * midway, or the server never answered. One `write` may make several: a repeated one, or one to a fallback model. What
   * a server refused outright costs nothing and is not told.
   */
  readonly onUsage?: (usage: ModelUsage) => void;
}

/** A language model. Yields pieces of one JSON text as they arrive. @throws ModelFault */
export interface LanguageModel {
  readonly name: string;
  /** The models that write when this one fails, in order. */
  readonly fallbacks?: readonly string[];
  /** What a request may write, with the thoughts that this model is known to have; the request's own limit without it. */
  mostOutputTokens?(request: Pick<ModelRequest, 'maxOutputTokens'>): number;
  write(request: ModelRequest): AsyncIterable<string>;
}

/** A tool that a model may ask for. */
export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A model asks for a tool; both texts are as the model wrote them, and may be anything. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Meant to be one JSON object. */
  readonly argumentsText: string;
}

export type ConversationTurn =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly ToolCall[] }
  /** What came of the call with this id. */
  | { readonly role: 'tool'; readonly callId: string; readonly text: string };

export interface ToolRequest {
  readonly turns: readonly ConversationTurn[];
  readonly tools: readonly ToolDescription[];
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
  /** As in `ModelRequest`. */
  readonly onUsage?: (usage: ModelUsage) => void;
}

export type ToolReply =
  | { readonly kind: 'turn'; readonly text: string; readonly calls: readonly ToolCall[] }
  /** This server or model knows no tools; nothing was written. */
  | { readonly kind: 'no-tools' };

/** A language model that may ask for tools, one turn at a time. @throws ModelFault */
export interface ToolModel extends Pick<LanguageModel, 'name' | 'mostOutputTokens'> {
  converse(request: ToolRequest): Promise<ToolReply>;
}

/** What may be lost: an entry may be gone at any time, a fault of the cache is never the reader's. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set<T>(key: string, value: T, timeToLiveMilliseconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Every live entry whose key begins so. */
  entries<T>(prefix: string): AsyncIterable<readonly [key: string, value: T]>;
  /** `false` when the last call failed: what it should have deleted may still be there. Missing: it never does. */
  isReachable?(): boolean;
}

/**
 * One line of the log: what happened, in kebab-case, with facts beside it. An `Error` among them is written with its
 * stack and causes. Never a secret, never a reader's question.
 */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}
