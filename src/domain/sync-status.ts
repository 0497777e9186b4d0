/** How the bot's own syncs go, for `/about` and `/healthz`. All times in milliseconds since 1970. */

/** What one sync did. */
export interface SyncDone {
  readonly at: number;
  /** Listing days that were asked for. */
  readonly days: number;
  readonly added: number;
  /** Papers that something new was learned of: upvotes, comments, a newer text. */
  readonly changed: number;
  readonly newVersions: number;
  readonly withdrawn: number;
}

export interface SyncStatus {
  readonly everyMinutes: number;
  readonly isRunning: boolean;
  /** Of this process; missing before the first. */
  readonly lastDone?: SyncDone;
  /** Missing once a later sync succeeded. */
  readonly lastFault?: {
    readonly at: number;
    /** One sentence, safe to show. */
    readonly sentence: string;
  };
  /** Missing while one runs. */
  readonly nextAt?: number;
}
