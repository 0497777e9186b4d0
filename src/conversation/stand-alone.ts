/** A question that leans on a conversation → one that stands alone, by rules, and the papers that it is about. Pure. */
import type { PaperMention, Turn } from '../domain/conversation.ts';
import { shortName } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { wordsOf } from './antecedent.ts';
import type { Continuation, Leaning } from './read-leaning.ts';
import { type Reference, readReferences } from './read-references.ts';
import { focusOf, type Resolved, resolveTarget } from './resolve-target.ts';

export type StandAlone =
  | {
      readonly kind: 'question';
      readonly question: string;
      /** What the question is about; empty when it is about a topic. */
      readonly papers: readonly PaperMention[];
      /** Code knows which papers are meant, because they were counted. */
      readonly isCertain: boolean;
    }
  | Extract<Resolved, { kind: 'no-such-place' }>
  /** There is nothing that it could lean on. */
  | { readonly kind: 'nothing' };

const LONGEST_NAME = 80;
const MOST_QUESTION = 600;

/**
 * @param turns oldest first
 * @param withoutDays cuts out what is said of dates
 */
export function standAlone(
  asked: string,
  { references, continuation }: Leaning,
  turns: readonly Turn[],
  withoutDays: (text: string) => string,
): StandAlone {
  const last = turns.at(-1);
  if (!last) return { kind: 'nothing' };
  if (continuation?.kind === 'instead') {
    const question = instead(continuation.subject, last, turns, withoutDays);
    return question ? about(question, []) : { kind: 'nothing' };
  }
  const resolved = references.length ? resolveAll(references, turns) : focusAsIs(turns);
  if (resolved.kind !== 'papers') return resolved;
  const isCertain = references.length > 0 && references.every(({ target }) => target.kind === 'positions');
  const question = continuation
    ? continued(asked, continuation.kind, last, resolved.papers, turns)
    : substitute(asked, references, (reference) => {
        const one = resolveTarget(reference.target, turns);
        return one.kind === 'papers' ? one.papers : [];
      });
  return { ...about(question, resolved.papers), isCertain };
}

/** The names of papers as they stand in a sentence: "Ask-R1", "Ask-R1 and TAPO". */
export function namesOf(papers: readonly PaperMention[]): string {
  const names = papers.map(({ title }) => nameOf(title));
  const isShared = (name: string) => names.filter((other) => other === name).length > 1;
  // Two papers under one name are told apart by their titles.
  const telling = papers.map(({ title }, at) => {
    const name = names[at] as string;
    return isShared(name) ? shorten(title, LONGEST_NAME) : name;
  });
  return telling.length > 1 ? `${telling.slice(0, -1).join(', ')} and ${telling.at(-1)}` : (telling[0] ?? '');
}

/** Some titles have no space after the colon. */
function nameOf(title: string): string {
  const name = shortName(title) ?? /^([^:\s]{2,40}):(?=\p{Lu})/u.exec(title)?.[1];
  return name ?? shorten(title, LONGEST_NAME);
}

function about(question: string, papers: readonly PaperMention[]) {
  return { kind: 'question', question: shorten(question, MOST_QUESTION), papers, isCertain: false } as const;
}

function resolveAll(references: readonly Reference[], turns: readonly Turn[]): Resolved {
  const found = new Map<string, PaperMention>();
  for (const { target } of references) {
    const resolved = resolveTarget(target, turns);
    if (resolved.kind === 'no-such-place') return resolved;
    if (resolved.kind === 'papers') for (const paper of resolved.papers) found.set(paper.id, paper);
  }
  return found.size ? { kind: 'papers', papers: [...found.values()] } : { kind: 'nothing' };
}

function focusAsIs(turns: readonly Turn[]): Resolved {
  const papers = focusOf(turns);
  return papers.length ? { kind: 'papers', papers } : { kind: 'nothing' };
}

/** Puts the papers' names where the text points at them. */
function substitute(
  text: string,
  references: readonly Reference[],
  papersOf: (reference: Reference) => readonly PaperMention[],
): string {
  return references.reduceRight((result, reference) => {
    const papers = papersOf(reference);
    if (!papers.length) return result;
    return `${result.slice(0, reference.start)}${named(reference, papers)}${result.slice(reference.end)}`;
  }, text);
}

function named({ form, text }: Reference, papers: readonly PaperMention[]): string {
  const names = namesOf(papers);
  if (form === 'owner') return `${names}${names.endsWith('s') ? '’' : '’s'}`;
  return form === 'part' ? `${text.replace(/^\S+/, 'the')} of ${names}` : names;
}

/** The last question once more, of these papers; or, after a list, what they are. */
function continued(
  asked: string,
  kind: Exclude<Continuation['kind'], 'instead'>,
  last: Turn,
  papers: readonly PaperMention[],
  turns: readonly Turn[],
): string {
  const names = namesOf(papers);
  if (kind === 'attribute') return `${asked.replace(/[\s?.!]+$/, '')} of ${names}?`;
  if (kind === 'more') return `Tell me more about ${names}.`;
  if (last.frame === undefined) return papers.length > 1 ? `What are ${names} about?` : `What is ${names} about?`;
  if (kind === 'why') return `Why: ${last.question ?? last.frame}`;
  return ofOthers(last.frame, names, papers, turns) ?? `${last.frame.replace(/[\s?.!]+$/, '')}: ${names}?`;
}

/** The question with its papers exchanged for others, where it has any. */
function ofOthers(
  frame: string,
  names: string,
  papers: readonly PaperMention[],
  turns: readonly Turn[],
): string | undefined {
  const references = readReferences(frame);
  if (references.length) return substitute(frame, references, () => papers);
  for (const before of [focusOf(turns), ...focusOf(turns).map((paper) => [paper])]) {
    const name = namesOf(before);
    const at = name ? frame.toLowerCase().indexOf(name.toLowerCase()) : -1;
    if (at >= 0) return `${frame.slice(0, at)}${names}${frame.slice(at + name.length)}`;
  }
  return undefined;
}

/** "And in 2025?", "how about TAPO?", "how about robots?": the last question with something exchanged or added. */
function instead(
  subject: string,
  last: Turn,
  turns: readonly Turn[],
  withoutDays: (text: string) => string,
): string | undefined {
  const question = last.question ?? last.frame;
  if (question === undefined) return last.command === 'search' ? `${last.asked} ${subject}` : undefined;
  const isDays = withoutDays(subject) !== subject && wordsOf(withoutDays(subject)).length === 0;
  if (isDays) return `${withoutDays(question).replace(/[\s?.!]+$/, '')} ${subject}?`;
  const focus = focusOf(turns);
  // A name may stand where the other paper's name stood; a topic may not.
  if (/^(?:the )?\S*[\p{Lu}\p{N}]/u.test(subject) && last.frame !== undefined) {
    const references = readReferences(last.frame);
    if (references.length) return exchanged(last.frame, references, subject);
    const name = namesOf(focus.slice(0, 1));
    const at = name ? question.toLowerCase().indexOf(name.toLowerCase()) : -1;
    if (at >= 0) return `${question.slice(0, at)}${subject}${question.slice(at + name.length)}`;
  }
  return `${question.replace(/[\s?.!]+$/, '')}: ${subject}?`;
}

function exchanged(frame: string, references: readonly Reference[], subject: string): string {
  return references.reduceRight((result, { form, start, end, text }) => {
    const words =
      form === 'owner' ? `${subject}’s` : form === 'part' ? `${text.replace(/^\S+/, 'the')} of ${subject}` : subject;
    return `${result.slice(0, start)}${words}${result.slice(end)}`;
  }, frame);
}
