/** What is typed for topics ⇄ topics: words, `cat:cs.RO`, `org:Qwen`, `author:Ada Lovelace`, with commas between them. */
import type { Choice } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { People } from '../domain/ports.ts';
import type { Topic } from '../domain/subscription.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { say, sayCounted } from '../domain/words.ts';
import { ARXIV_CATEGORIES } from './arxiv-categories.ts';

/** More narrow nothing down, and would not fit a message that names them all. */
export const MOST_TOPICS = 20;
const LONGEST_TOPIC = 100;
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;
const PEOPLE_OFFERED = 10;
const EXAMPLES = 5;

const PREFIXES: Readonly<Record<string, Topic['kind']>> = {
  cat: 'category',
  category: 'category',
  org: 'organisation',
  organisation: 'organisation',
  organization: 'organisation',
  by: 'author',
  author: 'author',
};
const WRITTEN: Readonly<Record<Topic['kind'], string>> = {
  words: '',
  category: 'cat:',
  organisation: 'org:',
  author: 'author:',
};
/** An archive, or a category of it: `cs`, `cs.RO`, `cond-mat.mtrl-sci`. */
const CATEGORY = /^[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?$/i;

/** @throws InvalidInput for a category that cannot be one, a topic that is too long, more topics than a subscription takes */
export function readTopics(typed: string): Topic[] {
  const texts = splitTopics(typed).map(cleanText).filter(Boolean);
  const topics = texts.map(readTopic);
  const kept = topics.filter((topic, index) => topics.findIndex((other) => sameTopic(other, topic)) === index);
  if (kept.length <= MOST_TOPICS) return kept;
  throw new InvalidInput(
    sayCounted({ one: '{count} topic is too many.', other: '{count} topics are too many.' }, kept.length),
    say('Give at most {most}; a second post can have others.', { most: MOST_TOPICS }),
  );
}

/** As it can be typed again. */
export function topicText({ kind, text }: Topic): string {
  const written = `${WRITTEN[kind]}${text}`;
  return /[,;]/.test(written) ? `"${written}"` : written;
}

export function topicsText(topics: readonly Topic[]): string {
  return topics.map(topicText).join(', ');
}

/**
 * Of several topics the last one; those before it stay as they are typed.
 * @param findPeople names of which each typed word begins a word, those with most papers first
 */
export async function suggestTopics(
  typed: string,
  findPeople: (typed: string, limit: number) => Promise<People>,
): Promise<Choice[]> {
  const [, before = '', last = typed] = /^(.*[,;])\s*(.*)$/s.exec(typed) ?? [];
  const [, prefix, rest = last] = /^\s*([a-z]+):\s*(.*)$/is.exec(last) ?? [];
  const kind = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase()];
  const text = cleanText(kind ? rest : last);
  const found: Topic[] = [];
  if (!kind && text) found.push({ kind: 'words', text });
  if (!kind || kind === 'category') found.push(...categoriesLike(text, kind !== undefined));
  if (kind !== 'category') {
    const { authors, organisations } = await findPeople(text, kind ? MOST_CHOICES : PEOPLE_OFFERED);
    if (kind !== 'author') found.push(...organisations.map((name): Topic => ({ kind: 'organisation', text: name })));
    if (kind !== 'organisation') found.push(...authors.map((name): Topic => ({ kind: 'author', text: name })));
  }
  return found.slice(0, MOST_CHOICES).flatMap((topic) => {
    const value = `${before}${before ? ' ' : ''}${topicText(topic)}`;
    const name = shorten(`${before}${before ? ' ' : ''}${nameOf(topic)}`, LONGEST_CHOICE);
    return value.length <= LONGEST_CHOICE ? [{ name, value }] : [];
  });
}

function categoriesLike(text: string, all: boolean): Topic[] {
  const wanted = text.toLowerCase();
  const fits = ([code, name]: (typeof ARXIV_CATEGORIES)[number]) =>
    code.toLowerCase().startsWith(wanted) || ` ${name.toLowerCase()}`.includes(` ${wanted}`);
  // Before anything is typed, the first few show how it is written.
  const most = text || all ? MOST_CHOICES : EXAMPLES;
  return ARXIV_CATEGORIES.filter(fits)
    .slice(0, most)
    .map(([code]) => ({ kind: 'category', text: code }));
}

function nameOf(topic: Topic): string {
  if (topic.kind === 'category') {
    const name = ARXIV_CATEGORIES.find(([code]) => code === topic.text)?.[1];
    return `${topic.text}${name ? ` — ${name}` : ''} (category of arXiv)`;
  }
  if (topic.kind === 'organisation') return `${topic.text} (organisation)`;
  return topic.kind === 'author' ? `${topic.text} (author)` : topic.text;
}

/** Commas within quotes belong to the topic. */
function splitTopics(typed: string): string[] {
  return [...typed.matchAll(/(?:"[^"]*"|“[^”]*”|[^,;\n])+/g)].map(([text]) => text.replace(/["“”]/g, ''));
}

function readTopic(typed: string): Topic {
  const [, prefix, rest = ''] = /^([a-z]+)\s*:\s*(.*)$/is.exec(typed) ?? [];
  const kind = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase()];
  const text = kind ? rest.trim() : typed;
  if (text.length > LONGEST_TOPIC) {
    throw new InvalidInput(
      say('The topic “{topic}” is too long.', { topic: shorten(text, 60) }),
      say('Name it in at most {most} characters; commas stand between topics.', { most: LONGEST_TOPIC }),
    );
  }
  if (kind && !/[\p{L}\p{N}]/u.test(text)) {
    throw new InvalidInput(
      say('Nothing stands after “{prefix}:”.', { prefix: prefix ?? '' }),
      say('For example: robot learning, cat:cs.RO, org:Qwen, author:Ada Lovelace.'),
    );
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new InvalidInput(
      say('“{topic}” is not a topic.', { topic: shorten(text, 40) }),
      say('For example: robot learning, cat:cs.RO, org:Qwen, author:Ada Lovelace.'),
    );
  }
  if (kind !== 'category') return { kind: kind ?? 'words', text };
  const known = ARXIV_CATEGORIES.find(([code]) => code.toLowerCase() === text.toLowerCase());
  if (known) return { kind, text: known[0] };
  const named = ARXIV_CATEGORIES.find(([, name]) => name.toLowerCase() === text.toLowerCase());
  if (named) return { kind, text: named[0] };
  if (CATEGORY.test(text)) return { kind, text };
  throw new InvalidInput(
    say('“{topic}” is not a category of arXiv.', { topic: shorten(text, 40) }),
    say('They look like cs.RO or stat.ML. Without “cat:” it is a topic in words.'),
  );
}

function sameTopic(one: Topic, other: Topic): boolean {
  return one.kind === other.kind && one.text.toLowerCase() === other.text.toLowerCase();
}
