/** A question and what was given beside it → what to look for in this library, and what every paper must meet. */
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperConditions, PaperFilter, PaperIndex } from '../domain/ports.ts';
import type { Intent, QuestionReading } from '../domain/question-reading.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { daysToLookAt, type GivenDays } from './read-question.ts';
import { readQuestionWords } from './read-question-words.ts';
import { resolvePeople, type UnclearName } from './resolve-people.ts';
import { hasWords, subjectOfRequest } from './subject-of-request.ts';

export interface Understood {
  /** What to rank by. May be empty. */
  readonly topic: string;
  /** The topic without the words that ask for papers; empty when papers as such are asked for ("latest papers by …"). */
  readonly subject: string;
  readonly conditions: PaperConditions;
  readonly intent: Intent;
  /** Names in the question that say too little; nothing was filtered by them. */
  readonly unclear: readonly UnclearName[];
}

/** Conditions as a person gives them beside a question; they win over those in it. */
export interface GivenConditions extends GivenDays {
  readonly author?: string;
  readonly organisation?: string;
  /** Texts, separated by commas. */
  readonly exclude?: string;
}

const MOST_NAMES_SHOWN = 5;

/**
 * @param question as `readQuestion` gives it
 * @throws InvalidInput when a date cannot be read or is in the future, a given name is that of several people, or there
 * is nothing to look for
 */
export async function understandQuestion(
  index: PaperIndex,
  question: string,
  given: GivenConditions,
  today: Day,
): Promise<Understood> {
  const words = readQuestionWords(question, today);
  const days = daysToLookAt(words, given, today);
  const named = await resolvePeople(index, words.people);
  const people = await peopleOf(index, named, given);
  // Whoever is unknown may be none: "images from ImageNet".
  const topic = named.unknown.length ? words.topicWithPeople : words.topic;
  const excluded = [...new Set([...words.excluded, ...listOf(given.exclude)])];
  const conditions: PaperConditions = {
    ...days,
    ...people,
    ...(words.phrases.length && { phrases: words.phrases }),
    ...(excluded.length && { excluded }),
  };
  const subject = subjectOfRequest(topic);
  refuseNothing(question, subject, words, { ...days, ...people }, excluded);
  return { topic, subject, conditions, intent: words.intent, unclear: named.unclear };
}

async function peopleOf(
  index: PaperIndex,
  { authors, organisation }: Pick<PaperFilter, 'authors' | 'organisation'>,
  given: GivenConditions,
): Promise<Pick<PaperFilter, 'authors' | 'organisation'>> {
  const theirs = given.author?.trim() ? await givenAuthors(index, given.author) : authors;
  const whose = given.organisation?.trim() ? await givenOrganisation(index, given.organisation) : organisation;
  return { ...(theirs?.length && { authors: theirs }), ...(whose && { organisation: whose }) };
}

/** Names of one author, or of several that are separated by commas or "and". */
async function givenAuthors(index: PaperIndex, typed: string): Promise<readonly string[]> {
  const whole = cleanText(typed);
  const one = await resolvePeople(index, [whole], ['authors']);
  const names = one.unknown.length ? whole.split(/\s*[,;]\s*|\s+(?:and|&)\s+/i).filter(Boolean) : [whole];
  const { authors, unknown, unclear } = names.length > 1 ? await resolvePeople(index, names, ['authors']) : one;
  refuseUnclear(unclear);
  // Nobody has an unknown name, so that no paper fits, and the reader is told what would.
  return [...authors, ...unknown];
}

async function givenOrganisation(index: PaperIndex, typed: string): Promise<string> {
  const name = cleanText(typed);
  const { organisation, unclear } = await resolvePeople(index, [name], ['organisations']);
  refuseUnclear(unclear);
  return organisation ?? name;
}

function refuseUnclear([first]: readonly UnclearName[]): void {
  if (!first) return;
  const names = first.meant.slice(0, MOST_NAMES_SHOWN).join(', ');
  throw new InvalidInput(
    `“${shorten(first.name, 60)}” may be several: ${shorten(names, 300)}.`,
    'Give the whole name as it stands here.',
  );
}

function refuseNothing(
  question: string,
  subject: string,
  { intent, papers }: Pick<QuestionReading, 'intent' | 'papers'>,
  filter: PaperFilter,
  excluded: readonly string[],
): void {
  const asksForList = intent === 'list' || intent === 'newest' || intent === 'most-upvoted';
  if (hasWords(subject) || papers.length || asksForList || Object.keys(filter).length || intent === 'live') return;
  if (excluded.length) {
    throw new InvalidInput(
      'This says only what to leave out.',
      'Say what you look for, not only what to leave out, such as: diffusion models -images.',
    );
  }
  throw new InvalidInput(
    `There is no word in “${shorten(question, 60)}” to look for.`,
    'Name a method, a task or a data set, such as: diffusion language models.',
  );
}

function listOf(text: string | undefined): string[] {
  return cleanText(text ?? '')
    .split(/\s*[,;]\s*/)
    .map((item) => item.replace(/^[-−"“]+|["”]+$/g, '').trim())
    .filter((item) => /[\p{L}\p{N}]/u.test(item));
}
