/** What a reader calls a language → the language itself. Only what comes out of here may stand in a prompt. */

export interface Language {
  /** BCP 47, without script and region where they change nothing: `de`, `pt-BR`, `zh-Hant`. */
  readonly code: string;
  /** In English, as a prompt says it: `German`, `Traditional Chinese`. */
  readonly name: string;
}

export const ENGLISH: Language = { code: 'en', name: 'English' };

/** ISO 639-1: every language with two letters that has a name in CLDR; others are told by their code alone. */
const CODES =
  'af am ar as az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru rw sd si sk sl so sq sr st su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yi yo zh zu'.split(
    ' ',
  );
/** Where the region or the script makes another written language. */
const VARIANTS = ['pt-BR', 'zh-Hant', 'zh-Hans'];
const LONGEST = 40;

const inEnglish = new Intl.DisplayNames('en', { type: 'language' });

/**
 * @param typed a BCP 47 tag (`de`, `de-AT`, `pt_BR`) or a name in English or in the language itself (`German`, `Deutsch`)
 * @returns `undefined` for what is no language
 */
export function findLanguage(typed: string): Language | undefined {
  const text = typed.trim();
  if (!text || text.length > LONGEST) return undefined;
  return byTag(text.replaceAll('_', '-')) ?? byName(text);
}

function byTag(tag: string): Language | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag)) return undefined;
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(tag);
  } catch {
    return undefined;
  }
  if (!CODES.includes(locale.language)) return undefined;
  const { script, region } = tag.includes('-') ? locale.maximize() : locale;
  const variant = [script, region].map((part) => `${locale.language}-${part}`).find((code) => VARIANTS.includes(code));
  return languageOf(variant ?? locale.language);
}

function byName(name: string): Language | undefined {
  const wanted = folded(name);
  const code = [...CODES, ...VARIANTS].find(
    (one) => folded(inEnglish.of(one) ?? '') === wanted || folded(ownName(one)) === wanted,
  );
  return code ? languageOf(code) : undefined;
}

function languageOf(code: string): Language {
  return { code, name: inEnglish.of(code) ?? code };
}

function ownName(code: string): string {
  return new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? '';
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
