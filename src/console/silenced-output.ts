/** In: what node:readline wants to write. Out: the same on the terminal, or nothing while an answer is being painted. */
import { Writable } from 'node:stream';
import type { Output } from './repaint.ts';

/** Keys that are pressed during an answer would otherwise be echoed into it. */
export class SilencedOutput extends Writable {
  silent = false;
  readonly isTTY = true;
  readonly #output: Output;

  constructor(output: Output) {
    super({ decodeStrings: false });
    this.#output = output;
    output.on('resize', () => this.emit('resize'));
  }

  get columns(): number | undefined {
    return this.#output.columns;
  }

  get rows(): number | undefined {
    return this.#output.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    if (!this.silent) this.#output.write(chunk);
    done();
  }
}
