/** The name of a person or an organisation → its words, in whatever way it is typed. Pure. */

/** Lower case, accents gone; initials keep their letter: "J.-P. Müller" gives j, p, muller. */
export function nameWords(name: string): string[] {
  return (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Whether each word is a word of the name. */
export function holdsNameWords(name: string, words: readonly string[]): boolean {
  const held = new Set(nameWords(name));
  return words.length > 0 && words.every((word) => held.has(word));
}
