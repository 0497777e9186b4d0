/** What is typed into an option → what could be meant: papers, people, days, periods. */
import type { Choice } from '../domain/command.ts';
import { addDays } from '../domain/days.ts';
import { InvalidInput } from '../domain/errors.ts';
import { arxivIdOf, type Day } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { shorten } from '../domain/text/clean.ts';
import { parseSince } from '../retrieve/parse-days.ts';
import { readPeriod } from '../retrieve/read-period.ts';

const MOST_CHOICES = 25;
const CHOICE_LENGTH = 100;
/** What stands between papers in a list of them, and the last one, which is still being typed. */
const LAST_OF_SEVERAL = /^(.*(?:[,;]|\bvs\.?(?=\s)))\s*(.*)$/is;
const COUNTS = ['yesterday', 'last week', '7 days', '30 days', '3 months', '6 months', '1 year'];
const PERIODS = ['week', 'month', 'last 10 days', 'last 3 months'];
const MONTHS_BACK = 12;

export function createSuggestions(library: PaperIndex, today: () => Day) {
  /** Titles; the value is an id, which never means two papers. */
  const completePaper = async (typed: string): Promise<Choice[]> => {
    const papers = await library.completeTitle(typed, MOST_CHOICES);
    return papers.map((paper) => ({
      name: shorten(paper.title, CHOICE_LENGTH),
      value: arxivIdOf(paper) ?? paper.id,
    }));
  };

  return {
    completePaper,

    /** Of several papers the last; those before it stay as they are typed. */
    async completePapers(typed: string): Promise<Choice[]> {
      const [, before = '', last = typed] = LAST_OF_SEVERAL.exec(typed) ?? [];
      const choices = await completePaper(last.trim());
      if (!before) return choices;
      return choices
        .map(({ name, value }) => ({ name: shorten(`${before} ${name}`, CHOICE_LENGTH), value: `${before} ${value}` }))
        .filter(({ value }) => value.length <= CHOICE_LENGTH);
    },

    /** Names as the papers spell them. */
    async completePeople(kind: 'author' | 'organisation', typed: string): Promise<Choice[]> {
      const { authors, organisations } = await library.completePeople(typed, MOST_CHOICES);
      const names = kind === 'author' ? authors : organisations;
      return names.filter((name) => name.length <= CHOICE_LENGTH).map((name) => ({ name, value: name }));
    },

    /** Days to begin or to end with. */
    suggestDays(typed: string): Choice[] {
      const offered = [...COUNTS, ...monthsBack(today())];
      return fitting(typed, offered, (text) => parseSince(text, today()).kind === 'day');
    },

    async suggestPeriods(typed: string): Promise<Choice[]> {
      const { lastListingDay = today() } = await library.statistics();
      const offered = [...PERIODS, ...monthsBack(today())];
      return fitting(typed, offered, (text) => isPeriod(text, lastListingDay, today()));
    },
  };
}

function isPeriod(text: string, newest: Day, today: Day): boolean {
  try {
    return Boolean(readPeriod(text, newest, today));
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}

/** Those that begin as what was typed; where there are none, what was typed, if it can be read as it stands. */
function fitting(typed: string, offered: readonly string[], isReadable: (text: string) => boolean): Choice[] {
  const own = typed.trim();
  const begun = offered.filter((text) => text.toLowerCase().startsWith(own.toLowerCase()) && isReadable(text));
  const canBeSaid = own.length <= CHOICE_LENGTH && isReadable(own);
  return (begun.length || !canBeSaid ? begun : [own])
    .slice(0, MOST_CHOICES)
    .map((text) => ({ name: text, value: text }));
}

/** "June 2026", "May 2026", …: this month first. */
function monthsBack(today: Day): string[] {
  const name = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const months: string[] = [];
  for (let day = today; months.length < MONTHS_BACK; day = addDays(`${day.slice(0, 7)}-01`, -1)) {
    months.push(name.format(Date.parse(day)));
  }
  return months;
}
