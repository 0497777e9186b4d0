/** In: what somebody types for a time zone. Out: the zone as the IANA database names it, or those that come near. */
import { Temporal } from 'temporal-polyfill';
import { InvalidInput } from '../domain/errors.ts';
import { editDistance } from '../domain/text/edit-distance.ts';

/** Today's names of places that `Intl.supportedValuesOf` still lists by an older one. */
const TODAYS_NAMES = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Catamarca',
  'America/Argentina/Cordoba',
  'America/Argentina/Jujuy',
  'America/Argentina/Mendoza',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];
const SHOWN = 3;
/** Changes to a name that still let it be recognised. */
const MOST_CHANGES = 3;
const LONGEST_NAME = 64;

/** Every zone that has a place, and UTC, in the order of the alphabet. */
export function zoneNames(): readonly string[] {
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...TODAYS_NAMES.filter(isKnown)]);
  return [...names].filter((name) => name === 'UTC' || /^(?!Etc\/)[^/]+\//.test(name)).sort();
}

/**
 * The name as the database spells it; aliases such as `US/Pacific` stay what they are.
 * @throws InvalidInput with the closest names; also for `EST` or `+02:00`, which know nothing of daylight saving
 */
export function checkZone(typed: string): string {
  const wanted = typed.trim();
  const name = wanted.replace(/\s+/g, '_');
  if (/^(utc|gmt)$/i.test(name)) return 'UTC';
  const known = /^[a-z]+(\/[a-z0-9_+-]+)+$/i.test(name) ? spelled(name) : undefined;
  if (known) return known;
  const near = suggestZones(wanted, SHOWN);
  throw new InvalidInput(
    `There is no time zone "${wanted.slice(0, LONGEST_NAME)}".`,
    near.length
      ? `Did you mean ${near.join(', ')}? Zones are named for places, because daylight saving differs between them.`
      : 'Zones are named for a place, such as Europe/Berlin or America/New_York.',
  );
}

/**
 * Zones with a word that begins as typed, else those that are spelled most alike; best first.
 * @param typed nothing gives the first of the alphabet
 */
export function suggestZones(typed: string, limit: number): string[] {
  const names = zoneNames();
  const wanted = fold(typed.slice(0, LONGEST_NAME));
  const ranked = names
    .map((name) => ({ name, rank: rankOf(fold(name), wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, limit).map(({ name }) => name);
}

/** 0 to 2 where what was typed is in it, more for each letter that differs. */
function rankOf(name: string, wanted: string): number {
  const places = [...name.split('/'), name];
  if (places.includes(wanted)) return 0;
  if (places.some((place) => place.startsWith(wanted))) return 1;
  if (wanted && name.split(/[/ ]/).some((word) => word.startsWith(wanted))) return 2;
  const distance = Math.min(...places.map((place) => editDistance(wanted, place)));
  return distance <= MOST_CHANGES && distance * 2 < wanted.length ? 2 + distance : Number.POSITIVE_INFINITY;
}

function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[_\s]+/g, ' ');
}

function isKnown(zone: string): boolean {
  return spelled(zone) !== undefined;
}

/** Upper and lower case as in the database. */
function spelled(zone: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    return undefined;
  }
}
