/** What a process of the simulated month and the one that holds the time say to each other. */
export type Database = { readonly url: string } | { readonly path: string };

export type ToProcess =
  | {
      readonly kind: 'begin';
      readonly now: number;
      readonly name: string;
      readonly seed: number;
      readonly database: Database;
    }
  /** Time has passed, and these sleeps are over. */
  | { readonly kind: 'wake'; readonly now: number; readonly sleeps: readonly number[] }
  | {
      readonly kind: 'answer';
      readonly now: number;
      readonly id: number;
      readonly value?: unknown;
      readonly fault?: string;
    };

export type FromProcess =
  | { readonly kind: 'sleep'; readonly id: number; readonly until: number }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** Nothing is to be done before time passes or an answer comes; how many messages were heard until then. */
  | { readonly kind: 'quiet'; readonly heard: number };

export type Question =
  | { readonly name: 'post'; readonly channel: string; readonly key: string; readonly papers: readonly string[] }
  | { readonly name: 'find'; readonly channel: string; readonly key: string }
  | { readonly name: 'isLost'; readonly channel: string };
