/** Which servers the bot is in; what belongs to one that it was removed from is kept for a while, and then deleted. */

/** After this time what belongs to a server is deleted: admins who take the bot back within it find all as it was. */
export const KEPT_AFTER_REMOVAL_DAYS = 30;

/** Every method @throws StateFault */
export interface ServerPresence {
  /**
   * To be told at the start and every day: all servers that the bot is in, on all shards, those in an outage too. It may
   * have been removed from others meanwhile. Deletes what was kept long enough.
   * @returns the servers of which everything was deleted
   */
  present(servers: readonly string[]): Promise<readonly string[]>;
  joined(server: string): Promise<void>;
  /** The bot was removed, or the server is no more; not an outage. */
  left(server: string): Promise<void>;
}
