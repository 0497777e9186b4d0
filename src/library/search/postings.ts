/** For each term, the papers that hold it: an inverted index in memory that papers are added to one by one. */
import type { PaperTerms } from './term-numbers.ts';

/**
 * A term's entries lie side by side in blocks, each twice as long as the one before: going over them takes a tenth of the
 * time that a chain of single entries does. A block begins with its length and the place of the block before it.
 */
const LENGTH = 0;
const BEFORE = 1;
const HEADER = 2;
const FIRST_BLOCK = 2;
const LONGEST_BLOCK = 4_096;
/** Numbers of an entry: position, and the counts of title (upper half) and abstract (lower half). */
const ENTRY = 2;
const ONE_IN_TITLE = 0x10000;
const ONE_IN_BODY = 1;
const MOST_COUNTED = 0x7fff;
const NONE = -1;

const FIRST_CAPACITY = 1 << 16;

/** Papers go by their positions, which the caller gives in rising order. */
export class Postings {
  readonly #numberOf = new Map<number, number>();
  /** By the number of the term: its latest block, and how many entries that has. */
  #blocks = new Int32Array(FIRST_CAPACITY);
  #used = new Int32Array(FIRST_CAPACITY);
  #memory = new Int32Array(FIRST_CAPACITY);
  #end = 0;

  add(position: number, { title, body }: PaperTerms): void {
    for (const term of title.numbers.subarray(0, MOST_COUNTED)) this.#count(position, term, ONE_IN_TITLE);
    for (const term of body.numbers.subarray(0, MOST_COUNTED)) this.#count(position, term, ONE_IN_BODY);
  }

  /** @param visit gets a paper's position, and how often the term stands in its title and in its abstract */
  each(term: number, visit: (position: number, inTitle: number, inBody: number) => void): void {
    const number = this.#numberOf.get(key(term));
    if (number === undefined) return;
    const memory = this.#memory;
    const latest = this.#blocks[number] as number;
    for (let block = latest; block !== NONE; block = memory[block + BEFORE] as number) {
      const length = block === latest ? (this.#used[number] as number) : (memory[block + LENGTH] as number);
      const end = block + HEADER + length * ENTRY;
      for (let at = block + HEADER; at < end; at += ENTRY) {
        const counts = memory[at + 1] as number;
        visit(memory[at] as number, counts >> 16, counts & 0xffff);
      }
    }
  }

  #count(position: number, term: number, one: number): void {
    const number = this.#numberOf.get(key(term)) ?? this.#begin(term);
    let used = this.#used[number] as number;
    const latest = this.#entry(number, used - 1);
    if (used === 0 || this.#memory[latest] !== position) {
      if (used === this.#memory[(this.#blocks[number] as number) + LENGTH]) used = this.#lengthen(number);
      this.#memory[this.#entry(number, used)] = position;
      this.#used[number] = ++used;
    }
    (this.#memory[this.#entry(number, used - 1) + 1] as number) += one;
  }

  #entry(number: number, index: number): number {
    return (this.#blocks[number] as number) + HEADER + index * ENTRY;
  }

  #begin(term: number): number {
    const number = this.#numberOf.size;
    this.#numberOf.set(key(term), number);
    this.#blocks = withRoom(this.#blocks, number + 1);
    this.#used = withRoom(this.#used, number + 1);
    this.#blocks[number] = this.#allocate(FIRST_BLOCK, NONE);
    return number;
  }

  #lengthen(number: number): number {
    const full = this.#blocks[number] as number;
    const length = Math.min(2 * (this.#memory[full + LENGTH] as number), LONGEST_BLOCK);
    this.#blocks[number] = this.#allocate(length, full);
    return 0;
  }

  #allocate(length: number, before: number): number {
    const block = this.#end;
    this.#end += HEADER + length * ENTRY;
    this.#memory = withRoom(this.#memory, this.#end);
    this.#memory[block + LENGTH] = length;
    this.#memory[block + BEFORE] = before;
    return block;
  }
}

function withRoom(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const grown = new Int32Array(2 * numbers.length);
  grown.set(numbers);
  return grown;
}

/** As a signed number: V8 keeps these in place, where it would allocate an object for every second unsigned one. */
function key(term: number): number {
  return term | 0;
}
