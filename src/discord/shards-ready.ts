/** A client that logs in comes in; resolves when every shard is ready, which takes longer the more there are. */
import { type Client, Events } from 'discord.js';

/** @param patience milliseconds that may pass without another shard becoming ready @throws the signal's reason, or an Error when nothing moves */
export function everyShardReady(client: Client, patience: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => end(() => reject(new Error('Discord let no shard become ready in time')));
    const stopped = () => end(() => reject(signal?.reason));
    const ready = () => end(resolve);
    // An identify waits for its turn, 5 s a shard; each that is through shows that it goes on.
    const another = () => {
      clearTimeout(timer);
      timer = setTimeout(late, patience);
    };
    let timer = setTimeout(late, patience);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      client.off(Events.ClientReady, ready);
      client.off(Events.ShardReady, another);
      signal?.removeEventListener('abort', stopped);
      settle();
    };
    client.once(Events.ClientReady, ready);
    client.on(Events.ShardReady, another);
    if (signal?.aborted) stopped();
    else signal?.addEventListener('abort', stopped, { once: true });
  });
}
