/** A message in whichever words → the same message in one language, with nothing left to translate. Pure. */
import type { Action, ActionWindow } from './actions.ts';
import type { Line } from './line.ts';
import type { Block, Message } from './message.ts';
import { type Catalogue, type Label, lineIn, textIn } from './words.ts';

/** @param catalogue English without it; what is text of others stays as it is */
export function messageIn(message: Message, catalogue?: Catalogue): Message {
  const { blocks, files, actions } = message;
  return {
    ...message,
    blocks: blocks.map((block) => blockIn(block, catalogue)),
    ...(files && { files: files.map((file) => ({ ...file, description: textIn(file.description, catalogue) })) }),
    ...(actions && { actions: actions.map((action) => actionIn(action, catalogue)) }),
  };
}

function blockIn(block: Block, catalogue: Catalogue | undefined): Block {
  const line = (one: Line) => lineIn(one, catalogue);
  const text = (label: Label) => textIn(label, catalogue);
  switch (block.kind) {
    case 'list':
      return { ...block, items: block.items.map(line) };
    case 'entries':
      return {
        ...block,
        items: block.items.map((item) => ({ title: line(item.title), details: item.details.map(line) })),
      };
    case 'cards':
      return {
        ...block,
        items: block.items.map((card) => ({
          ...card,
          ...(card.people !== undefined && { people: text(card.people) }),
          interest: card.interest.map(text),
          ...(card.reasons !== undefined && { reasons: text(card.reasons) }),
          actions: card.actions.map((action) => actionIn(action, catalogue)),
        })),
        ...(block.next && { next: line(block.next) }),
      };
    case 'table':
      return { ...block, columns: block.columns.map(text), rows: block.rows.map((row) => row.map(line)) };
    case 'sources':
      return { ...block, items: block.items.map((item) => ({ ...item, line: line(item.line) })) };
    default:
      return { ...block, line: line(block.line) };
  }
}

/** What can be pressed, with its labels and its window in a language. */
export function actionIn(action: Action, catalogue: Catalogue | undefined): Action {
  const text = (label: Label) => textIn(label, catalogue);
  if (action.kind === 'select') {
    return {
      ...action,
      placeholder: text(action.placeholder),
      choices: action.choices.map((choice) => ({
        ...choice,
        label: text(choice.label),
        ...(choice.description !== undefined && { description: text(choice.description) }),
      })),
    };
  }
  if (action.kind === 'places') return { ...action, placeholder: text(action.placeholder) };
  const label = text(action.label);
  return action.do === 'ask' ? { ...action, label, window: windowIn(action.window, catalogue) } : { ...action, label };
}

function windowIn(window: ActionWindow, catalogue: Catalogue | undefined): ActionWindow {
  const { title, label, placeholder } = window;
  return {
    ...window,
    title: textIn(title, catalogue),
    label: textIn(label, catalogue),
    ...(placeholder !== undefined && { placeholder: textIn(placeholder, catalogue) }),
  };
}
