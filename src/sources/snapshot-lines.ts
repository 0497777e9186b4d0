/** Bytes → lines of text. Only a line feed ends a line: a string in JSON may hold the other signs that end lines. */
import { StringDecoder } from 'node:string_decoder';
import { SourceFault } from '../domain/errors.ts';

/** No paper is as long; a file without line feeds must not fill memory. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** @throws SourceFault when a line is longer than any paper can be, or is no UTF-8 text that ends with a line feed */
export async function* readLines(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let number = 0;
  for await (const chunk of bytes) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      throw new SourceFault(
        `Line ${number + lines.length + 1} of ${name} is longer than any paper.`,
        'Name a file that "npm start -- snapshot FILE" wrote.',
      );
    }
    number += lines.length;
    yield* lines;
  }
  rest += decoder.end();
  if (rest) yield rest;
}
