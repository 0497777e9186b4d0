/** Follow-ups → what they were taken for, and what they could not be taken for. */
import type { Block, Line, Message } from '../domain/message.ts';
import { type Paper, shortName } from '../domain/paper.ts';
import { renderInvalid } from './notices.ts';
import { titleSpan } from './paper-lines.ts';

/** "The ninth one" of a list of three. */
export function renderNoSuchPlace(place: number, papers: number): Message {
  const were = papers === 1 ? 'one paper was' : `${papers} papers were`;
  const which = place > 0 ? `number ${place}` : 'such place';
  return renderInvalid(
    `Last time ${were} shown to you here; there is no ${which} among them.`,
    'Name a paper by its number on that list, by its id or by a part of its title.',
  );
}

/** "And the second one?" where nothing came before. */
export function renderNothingBefore(): Message {
  return renderInvalid(
    'I cannot tell what this is about: I have shown you nothing here in the last day that it could mean.',
    'Ask a whole question, or name the paper by its id or a part of its title.',
  );
}

/** Below an answer to a question that leant on what was said before, so that a wrong guess can be seen. */
export function understoodNotes(question: string, papers: readonly Paper[], asksWhy: boolean): Block[] {
  const unnamed = papers.filter(({ title }) => !question.includes(shortName(title) ?? title));
  const about = unnamed.flatMap((paper, at): Line => [at ? '; ' : ' From: ', titleSpan(paper)]);
  const end = /[.?!]$/.test(question) ? '' : '.';
  const reasons: Block = {
    kind: 'note',
    line: ['What each sentence of an answer rests on: ', { kind: 'command', name: 'why' }],
  };
  return [{ kind: 'note', line: [`Understood as: ${question}${end}`, ...about] }, ...(asksWhy ? [reasons] : [])];
}
