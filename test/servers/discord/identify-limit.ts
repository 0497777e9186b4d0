/** Shards come in as they identify; whether this one may, by `max_concurrency`, goes out. */
const window = 5000;

/** @param most shards with different `id % most` may identify together; undefined: no limit */
export function createIdentifyLimit(most: number | undefined, now: () => number): (shardId: number) => boolean {
  const last = new Map<number, number>();
  return (shardId) => {
    if (most === undefined) return true;
    const bucket = shardId % most;
    const before = last.get(bucket);
    // discord.js counts from when it sent the one before; a little less than 5 s can have passed here.
    if (before !== undefined && now() - before < window - 250) return false;
    last.set(bucket, now());
    return true;
  };
}
