/** Where Discord has little room: the English that stands there, and how long it may be in any language. */
import ts from 'typescript';
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import type { SourceFile } from '../../scripts/words/collect-english.ts';

export interface ShortPlace {
  readonly text: string;
  readonly most: number;
  readonly what: string;
}

/** https://discord.com/developers/docs/components/reference and …/interactions/application-commands */
const BUTTON = 80;
const PLACEHOLDER = 150;
const CHOICE = 100;
const WINDOW = 45;
const WINDOW_PLACEHOLDER = 100;
const DESCRIPTION = 100;
const MESSAGE_COMMAND = 32;

export function shortPlaces(files: readonly SourceFile[]): ShortPlace[] {
  return [...ofCommands(), ...files.flatMap(ofSource)];
}

function ofCommands(): ShortPlace[] {
  return [...commands, ...messageCommands].flatMap(({ definition }) => {
    const described = [definition.description, ...(definition.group ? [definition.group.description] : [])];
    const options = Object.values(definition.options);
    const choices = options.flatMap((option) => ('choices' in option ? (option.choices ?? []) : []));
    return [
      ...[...described, ...options.map(({ description }) => description)].map((text) =>
        place(text, DESCRIPTION, 'description'),
      ),
      ...choices.map(({ name }) => place(name, CHOICE, 'choice')),
      ...(definition.target ? [place(definition.name, MESSAGE_COMMAND, 'command on messages')] : []),
    ];
  });
}

/** Labels of buttons, windows and selects, wherever an object in the source has them. */
function ofSource({ path, text }: SourceFile): ShortPlace[] {
  const found: ShortPlace[] = [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isPropertyAssignment(node)) return;
    const said = saidIn(node.initializer);
    if (said === undefined) return;
    const isInWindow = ts.isPropertyAssignment(node.parent.parent) && node.parent.parent.name.getText() === 'window';
    const name = node.name.getText();
    if (isInWindow && (name === 'title' || name === 'label')) found.push(place(said, WINDOW, `window ${name}`));
    else if (isInWindow && name === 'placeholder') found.push(place(said, WINDOW_PLACEHOLDER, 'field'));
    else if (name === 'label' && kindOf(node.parent) === 'button') found.push(place(said, BUTTON, 'button'));
    else if (name === 'placeholder') found.push(place(said, PLACEHOLDER, 'select'));
  };
  visit(file);
  return found;
}

function kindOf(object: ts.ObjectLiteralExpression): string | undefined {
  for (const property of object.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === 'kind') {
      return ts.isStringLiteral(property.initializer) ? property.initializer.text : undefined;
    }
  }
  return undefined;
}

function saidIn(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'say') return undefined;
  const [first] = node.arguments;
  return first && ts.isStringLiteral(first) ? first.text : undefined;
}

function place(text: string, most: number, what: string): ShortPlace {
  return { text, most, what };
}
