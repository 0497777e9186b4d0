/** An HTTP request comes in, its JSON and its uploaded files go out. */
import type { IncomingMessage } from 'node:http';

export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Its number in the request: `files[0]`. */
  readonly number: string;
}

export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/** Throws a SyntaxError when the JSON is broken. `json` is undefined when nothing was sent. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    return { json: raw.length > 0 ? JSON.parse(raw.toString()) : undefined, files: [] };
  }
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
  const files: UploadedFile[] = [];
  for (const [key, value] of form) {
    if (key.startsWith('files[') && typeof value !== 'string') {
      const content = Buffer.from(await value.arrayBuffer());
      files.push({ name: value.name, content, number: key.slice('files['.length, -1) });
    }
  }
  return { json: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
