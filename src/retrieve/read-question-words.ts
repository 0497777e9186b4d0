/** A question in, what its words ask for out: phrases, exclusions, people, days, ids, intent, and the topic left. Pure. */
import { type Day, findArxivIds } from '../domain/paper.ts';
import type { QuestionReading } from '../domain/question-reading.ts';
import { cleanText } from '../domain/text/clean.ts';
import { cutOut } from './cut-out.ts';
import { findExclusions } from './find-exclusions.ts';
import { findIntent } from './find-intent.ts';
import { findPeople } from './find-people.ts';
import { maskPhrases, phraseMarks } from './find-phrases.ts';
import { findDays } from './parse-days.ts';

/**
 * Quotations come first, so that nothing in them is read as a date, an exclusion or a name; dates next, so that neither
 * an exclusion nor a name takes them in.
 * @param question of any length and script; nothing in it makes this throw
 */
export function readQuestionWords(question: string, today: Day): QuestionReading {
  const cleaned = cleanText(question);
  const { masked, unmask } = maskPhrases(cleaned);
  const days = findDays(masked, today);
  const exclusions = findExclusions(days.rest);
  const wanted = cutOut(days.rest, exclusions.spans);
  const { people, spans, subjects } = findPeople(wanted);
  const excluded = exclusions.excluded.map((text) => unmask(text, 'no marks'));
  const phrasesOfPeople = new Set(people.flatMap(phraseMarks));
  const phrases = phraseMarks(wanted).filter((mark) => !phrasesOfPeople.has(mark));
  const excludedIds = new Set(findArxivIds(excluded.join(' ')));
  return {
    topic: readable(unmask(cutOut(wanted, spans, subjects), 'marks')),
    topicWithPeople: readable(unmask(wanted, 'marks')),
    days: days.filter,
    ...(days.impossible !== undefined && { impossibleDate: unmask(days.impossible, 'marks') }),
    phrases: [...new Set(phrases.map((mark) => unmask(mark, 'no marks')))],
    excluded,
    people: people.map((name) => unmask(name, 'no marks')),
    papers: findArxivIds(cleaned).filter((id) => !excludedIds.has(id)),
    intent: findIntent(masked, cleaned),
  };
}

/** Punctuation alone is no topic. */
function readable(topic: string): string {
  return /[\p{L}\p{N}]/u.test(topic) ? topic : '';
}
