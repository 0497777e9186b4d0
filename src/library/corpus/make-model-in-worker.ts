/** Computes a corpus model in a thread of its own: it takes the whole of a processor for seconds, and questions go on. */
import { Worker } from 'node:worker_threads';

/**
 * @param now milliseconds since 1970
 * @throws what the thread threw, or the reason of the signal; the model before stays in force then
 */
export async function makeModelInWorker(uri: string, now: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./model-worker.ts', import.meta.url), { workerData: { uri, now } });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(signal?.reason ?? new Error(`the thread for vectors ended with ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
