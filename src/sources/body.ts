/** In: the body of an HTTP answer. Out: its text, if it is not too large. */
import { SourceFault } from '../domain/errors.ts';

/**
 * Reads a body as UTF-8 and stops at the limit, so that a wrong address cannot fill the memory.
 * @throws SourceFault when the body is larger than `limit` bytes
 */
export async function readBody(response: Response, limit: number, host: string): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream and frees the connection.
    if (bytes > limit) {
      throw new SourceFault(
        `${host} sent more than ${Math.round(limit / 1024 / 1024)} MB in one answer.`,
        'Check that the address of the source is right.',
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
