/** The language that an answer is to be written in: what was typed → the language; suggestions while typing. */
import { ENGLISH, findLanguage, type Language } from '../answer/language.ts';
import type { Call, Choice } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Block } from '../domain/message.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { languageName, say } from '../domain/words.ts';

/** Suggested before anything is typed; every other one is found by its code or its name. */
const COMMON =
  'en zh-Hans es hi ar pt-BR fr de ja ko ru it tr vi id pl nl fa uk th cs sv el he bn pt zh-Hant ro hu fi da nb ta te ur ms fil bg sk hr ca sr lt lv et sl'.split(
    ' ',
  );
const CHOICES = 25;

/**
 * @param fallback the server's language, for when nothing was typed
 * @throws InvalidInput when what was typed is no language
 */
export function readLanguage(typed: string | undefined, fallback?: Language): Language | undefined {
  const text = cleanText(typed ?? '');
  if (!text) return fallback;
  const language = findLanguage(text);
  if (language) return language;
  throw new InvalidInput(
    say('I know no language called “{name}”.', { name: shorten(text, 40) }),
    say('Give its name or its code, such as: German, Deutsch or de; pt-BR; Chinese.'),
  );
}

/** What holds where a reader asks for no language: what admins set for the server, or else the operator for all. */
export function languageFor({ settings }: Call, fallback: Language | undefined): Language | undefined {
  return (settings?.language === undefined ? undefined : findLanguage(settings.language)) ?? fallback;
}

/** What is typed may be the beginning of a code, of an English name or of the language's own. */
export function suggestLanguages(typed: string): Choice[] {
  const wanted = folded(typed);
  const common = COMMON.flatMap((code) => findLanguage(code) ?? []).map(choiceOf);
  const fitting = common.filter(({ name, value }) =>
    [value, ...name.split(/[ ()]+/)].some((word) => folded(word).startsWith(wanted)),
  );
  const other = wanted && !fitting.length ? findLanguage(typed) : undefined;
  return [...fitting, ...(other ? [choiceOf(other)] : [])].slice(0, CHOICES);
}

/** Below quoted sentences, where another language was asked for: nobody is there to translate them. */
export function untranslatedNotes(language: Language | undefined): Block[] {
  if (!language || language.code === ENGLISH.code) return [];
  const line = [
    say('Sentences that are quoted stay as the abstracts have them; a language model is needed for {language}.', {
      language: languageName(language.name),
    }),
  ];
  return [{ kind: 'note', line }];
}

export function choiceOf({ code, name }: Language): Choice {
  const own = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? name;
  return { name: folded(own) === folded(name) ? name : `${name} (${own})`, value: code };
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
