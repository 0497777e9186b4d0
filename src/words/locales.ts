/** Discord's locales → the catalogue whose words their readers see. https://discord.com/developers/docs/reference#locales */

/** Catalogues by name; the names are tags of BCP 47. */
export const CATALOGUES = ['de', 'fr', 'es-ES', 'pt-BR', 'ja', 'ko', 'zh-CN'] as const;
export type CatalogueName = (typeof CATALOGUES)[number];

/**
 * English (`en-US`, `en-GB`) needs none. Spanish of Latin America differs in little that a bot says. Traditional
 * Chinese is not simplified Chinese: its readers see English until somebody writes a catalogue of theirs.
 */
export const LOCALES: Readonly<Record<string, CatalogueName>> = {
  de: 'de',
  fr: 'fr',
  'es-ES': 'es-ES',
  'es-419': 'es-ES',
  'pt-BR': 'pt-BR',
  ja: 'ja',
  ko: 'ko',
  'zh-CN': 'zh-CN',
};

/** The same for tags of BCP 47 that are no locale of Discord, such as a digest's language. */
export const OTHER_TAGS: Readonly<Record<string, CatalogueName>> = {
  es: 'es-ES',
  pt: 'pt-BR',
  zh: 'zh-CN',
  'zh-Hans': 'zh-CN',
};
