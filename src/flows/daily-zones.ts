/** What is typed for a time zone → its name in the IANA database; suggestions by name, city and offset; a first guess. */
import { checkZone, suggestZones as nearestZones, zoneNames } from '../digest/zones.ts';
import type { Choice } from '../domain/command.ts';
import { cleanText } from '../domain/text/clean.ts';

const MOST_CHOICES = 25;
const NEAREST = 5;
/** Cities that no zone is named after, where people look for one, and names for zones that people use. */
const OTHER_CITIES: Readonly<Record<string, string>> = {
  'abu dhabi': 'Asia/Dubai',
  atlanta: 'America/New_York',
  austin: 'America/Chicago',
  bangalore: 'Asia/Kolkata',
  barcelona: 'Europe/Madrid',
  beijing: 'Asia/Shanghai',
  bengaluru: 'Asia/Kolkata',
  boston: 'America/New_York',
  cambridge: 'Europe/London',
  delhi: 'Asia/Kolkata',
  edinburgh: 'Europe/London',
  frankfurt: 'Europe/Berlin',
  geneva: 'Europe/Zurich',
  hamburg: 'Europe/Berlin',
  hanoi: 'Asia/Ho_Chi_Minh',
  hangzhou: 'Asia/Shanghai',
  houston: 'America/Chicago',
  hyderabad: 'Asia/Kolkata',
  kyoto: 'Asia/Tokyo',
  lausanne: 'Europe/Zurich',
  miami: 'America/New_York',
  milan: 'Europe/Rome',
  montreal: 'America/Toronto',
  mumbai: 'Asia/Kolkata',
  munich: 'Europe/Berlin',
  osaka: 'Asia/Tokyo',
  oxford: 'Europe/London',
  philadelphia: 'America/New_York',
  pittsburgh: 'America/New_York',
  'rio de janeiro': 'America/Sao_Paulo',
  'san diego': 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  shenzhen: 'Asia/Shanghai',
  'tel aviv': 'Asia/Jerusalem',
  'washington dc': 'America/New_York',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
  gmt: 'Europe/London',
  bst: 'Europe/London',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  eet: 'Europe/Helsinki',
  msk: 'Europe/Moscow',
  ist: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  aest: 'Australia/Sydney',
};
/** Where most people are whose client speaks so; offered first, and always shown before it counts. */
const BY_LOCALE: Readonly<Record<string, string>> = {
  bg: 'Europe/Sofia',
  cs: 'Europe/Prague',
  da: 'Europe/Copenhagen',
  de: 'Europe/Berlin',
  el: 'Europe/Athens',
  'en-GB': 'Europe/London',
  'en-US': 'America/New_York',
  'es-419': 'America/Mexico_City',
  'es-ES': 'Europe/Madrid',
  fi: 'Europe/Helsinki',
  fr: 'Europe/Paris',
  hi: 'Asia/Kolkata',
  hr: 'Europe/Zagreb',
  hu: 'Europe/Budapest',
  id: 'Asia/Jakarta',
  it: 'Europe/Rome',
  ja: 'Asia/Tokyo',
  ko: 'Asia/Seoul',
  lt: 'Europe/Vilnius',
  nl: 'Europe/Amsterdam',
  no: 'Europe/Oslo',
  pl: 'Europe/Warsaw',
  'pt-BR': 'America/Sao_Paulo',
  ro: 'Europe/Bucharest',
  ru: 'Europe/Moscow',
  'sv-SE': 'Europe/Stockholm',
  th: 'Asia/Bangkok',
  tr: 'Europe/Istanbul',
  uk: 'Europe/Kyiv',
  vi: 'Asia/Ho_Chi_Minh',
  'zh-CN': 'Asia/Shanghai',
  'zh-TW': 'Asia/Taipei',
};

/** Offered while nothing is typed. */
const COMMON = [
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
];

/** A zone for who speaks this language; a guess, UTC where there is none. @param locale as Discord writes it */
export function guessZone(locale: string | undefined): string {
  return (locale === undefined ? undefined : BY_LOCALE[locale]) ?? 'UTC';
}

/**
 * By its name in any spelling (`europe/berlin`), by the city that it is named after, or by another well-known one.
 * @throws InvalidInput with the names that come nearest
 */
export function readZone(typed: string): string {
  const text = cleanText(typed);
  const found = findZone(text);
  // Older names of zones are known to the runtime, and not listed. An offset is no zone: it knows no summer.
  return found ?? checkZone(text);
}

function findZone(text: string): string | undefined {
  const wanted = folded(text);
  const other = OTHER_CITIES[wanted];
  if (other) return other;
  const zones = zoneNames();
  const named = zones.find((zone) => folded(zone) === wanted);
  if (named) return named;
  const cities = zones.filter((zone) => cityOf(zone) === wanted);
  if (cities.length === 1) return cities[0];
  return undefined;
}

/** Names that hold what is typed, in the zone or a city; `+2` or `UTC-5` by the offset of now. @param now milliseconds since 1970 */
export function suggestZones(typed: string, now: number, first: readonly string[] = []): Choice[] {
  const wanted = folded(cleanText(typed));
  if (!wanted) return choicesOf([...first, ...COMMON], now);
  const offset = readOffset(wanted);
  if (offset !== undefined) {
    return choicesOf(
      zoneNames().filter((zone) => offsetOf(zone, now) === offset),
      now,
    );
  }
  const others = Object.entries(OTHER_CITIES)
    .filter(([city]) => city.startsWith(wanted))
    .map(([, zone]) => zone);
  const zones = zoneNames();
  const begun = zones.filter((zone) => cityOf(zone).startsWith(wanted) || folded(zone).startsWith(wanted));
  const within = zones.filter((zone) => folded(zone).includes(wanted));
  const found = [...begun, ...others, ...within];
  return choicesOf(found.length ? found : nearestZones(typed, NEAREST), now);
}

function choicesOf(zones: readonly string[], now: number): Choice[] {
  return [...new Set(zones)].slice(0, MOST_CHOICES).map((zone) => {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(now);
    return { name: `${zone.replaceAll('_', ' ')} (${signed(offsetOf(zone, now))}, now ${time})`, value: zone };
  });
}

/** "los angeles" of `America/Los_Angeles`. */
function cityOf(zone: string): string {
  return folded(zone.slice(zone.lastIndexOf('/') + 1));
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('_', ' ').trim().toLowerCase();
}

/** Minutes east of UTC: of `+2`, `utc-5`, `gmt+5:30`. */
function readOffset(text: string): number | undefined {
  const [, sign, hours, minutes = '0'] = /^(?:utc|gmt)?\s*([+−-])(\d{1,2})(?::?(\d{2}))?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const size = Number(hours) * 60 + Number(minutes);
  return sign === '+' ? size : -size;
}

function offsetOf(zone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return readOffset(name.toLowerCase()) ?? 0;
}

function signed(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, '0')}` : '';
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}
