/** `fetch` that gives up when nothing has arrived for a while, in the headers or in the body. */

/** Nothing came from the hub, or only a part. */
export class Unreachable extends Error {}

/** @param failed told of each failure too, for callers who get to hear of it in other words */
export function createWatchedFetch(silenceMilliseconds: number, failed: (failure: Unreachable) => void): typeof fetch {
  const told = (cause: unknown): Unreachable => {
    const failure = asUnreachable(cause);
    failed(failure);
    return failure;
  };
  return async (input, init) => {
    const controller = new AbortController();
    const giveUp = () => controller.abort(new Unreachable('nothing arrived in time'));
    let timer = setTimeout(giveUp, silenceMilliseconds);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceMilliseconds);
    };
    try {
      const response = await fetch(input, { ...init, signal: controller.signal });
      if (response.status === 429 || response.status >= 500) throw new Unreachable(`answered ${response.status}`);
      if (!response.body) {
        clearTimeout(timer);
        return response;
      }
      const reader = response.body.getReader();
      const watched = new ReadableStream<Uint8Array>({
        async pull(stream) {
          try {
            heard();
            const { done, value } = await reader.read();
            if (!done) return stream.enqueue(value);
            clearTimeout(timer);
            stream.close();
          } catch (cause) {
            clearTimeout(timer);
            stream.error(told(cause));
          }
        },
        cancel(reason) {
          clearTimeout(timer);
          return reader.cancel(reason);
        },
      });
      return new Response(watched, response);
    } catch (cause) {
      clearTimeout(timer);
      throw told(cause);
    }
  };
}

function asUnreachable(cause: unknown): Unreachable {
  if (cause instanceof Unreachable) return cause;
  const because = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return new Unreachable(String(cause instanceof Error ? cause.message : cause) + because, { cause });
}
