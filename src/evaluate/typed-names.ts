/** The name of a paper in, the ways in which people type it out. Pure. */

export const TYPINGS = [
  'as written',
  'hyphen removed',
  'CamelCase split',
  'digits split',
  'inside a question',
] as const;
export type Typing = (typeof TYPINGS)[number];

const QUESTIONS = [
  (name: string) => `What is ${name} and how does it work?`,
  (name: string) => `How does ${name} compare with earlier methods?`,
  (name: string) => `Can you explain the main idea of ${name} to me?`,
  (name: string) => `Which results does ${name} report?`,
  (name: string) => `I am looking for the ${name} paper`,
];

/**
 * @param turn which of the questions to put the name into
 * @returns the typed text; the name itself where there is nothing to change (no hyphen to remove)
 */
export function typed(name: string, typing: Typing, turn: number): string {
  switch (typing) {
    case 'as written':
      return name;
    case 'hyphen removed':
      return name.replace(/(?<=[\p{L}\p{N}])[-‐‑–](?=[\p{L}\p{N}])/gu, '');
    case 'CamelCase split':
      return name.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu}{2})(?=\p{Lu}\p{Ll})/gu, ' ');
    case 'digits split':
      return name.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, ' ');
    case 'inside a question':
      return (QUESTIONS[turn % QUESTIONS.length] as (name: string) => string)(name);
  }
}
