/** The English name of a language → its name in another language. Pure. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const VARIANTS = ['pt-BR', 'zh-Hant', 'zh-Hans', 'fil'];

/** @param name as English calls it: `German` @param language a tag of BCP 47 @returns `Deutsch` for `de`; the name itself where nothing else is known */
export function languageNameIn(name: string, language: string): string {
  const inEnglish = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const pairs = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  const code = [...pairs, ...VARIANTS].find((one) => inEnglish.of(one) === name);
  return (code && new Intl.DisplayNames(language, { type: 'language' }).of(code)) ?? name;
}
