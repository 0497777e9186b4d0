/** Follow-ups → what they were taken for, and what they could not be taken for. */
import type { Block, Line, Message } from '../domain/message.ts';
import { type Paper, shortName } from '../domain/paper.ts';
import { inTurn, say, sayCounted } from '../domain/words.ts';
import { renderInvalid } from './notices.ts';
import { titleSpan } from './paper-lines.ts';

/** "The ninth one" of a list of three. */
export function renderNoSuchPlace(place: number, papers: number): Message {
  return renderInvalid(
    place > 0
      ? sayCounted(
          {
            one: 'Last time one paper was shown to you here; there is no number {place} among them.',
            other: 'Last time {count} papers were shown to you here; there is no number {place} among them.',
          },
          papers,
          { place },
        )
      : sayCounted(
          {
            one: 'Last time one paper was shown to you here; there is no such place among them.',
            other: 'Last time {count} papers were shown to you here; there is no such place among them.',
          },
          papers,
        ),
    say('Name a paper by its number on that list, by its id or by a part of its title.'),
  );
}

/** "And the second one?" where nothing came before. */
export function renderNothingBefore(): Message {
  return renderInvalid(
    say('I cannot tell what this is about: I have shown you nothing here in the last day that it could mean.'),
    say('Ask a whole question, or name the paper by its id or a part of its title.'),
  );
}

/** Below an answer to a question that leant on what was said before, so that a wrong guess can be seen. */
export function understoodNotes(question: string, papers: readonly Paper[], asksWhy: boolean): Block[] {
  const unnamed = papers.filter(({ title }) => !question.includes(shortName(title) ?? title));
  const titles = unnamed.flatMap((paper, at): Line => [...(at ? ['; '] : []), titleSpan(paper)]);
  const end = /[.?!]$/.test(question) ? '' : '.';
  const reasons: Block = {
    kind: 'note',
    line: [say('What each sentence of an answer rests on: {command}', { command: { kind: 'command', name: 'why' } })],
  };
  const understood = say('Understood as: {question}', { question: `${question}${end}` });
  const note: Block = {
    kind: 'note',
    line: [inTurn(understood, titles.length ? say('From: {titles}', { titles }) : undefined)],
  };
  return [note, ...(asksWhy ? [reasons] : [])];
}
