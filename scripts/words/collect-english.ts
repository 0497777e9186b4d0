/** Source text and definitions of commands → every English sentence that the bot says to readers, for the catalogues. */
import ts from 'typescript';
import type { CommandDefinition } from '../../src/domain/command.ts';
import type { CountedForms } from '../../src/domain/words.ts';
import type { English } from '../../src/words/english.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Collected {
  readonly sentences: ReadonlySet<string>;
  /** By the form of many. */
  readonly counted: ReadonlyMap<string, CountedForms>;
  /** What could not be read: words that are not written where they are said. */
  readonly problems: readonly string[];
}

/** Reads `say('…')` and `sayCounted({ one: '…', other: '…' }, …)` wherever they are those of `domain/words.ts`. */
export function collectWords(files: readonly SourceFile[]): Collected {
  const sentences = new Set<string>();
  const counted = new Map<string, CountedForms>();
  const problems: string[] = [];
  for (const { path, text } of files) {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const names = namesOfSay(file);
    if (!names.size) continue;
    const where = (node: ts.Node) => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      const said = names.get(node.expression.text);
      const [first] = node.arguments;
      if (!said || !first) return;
      if (said === 'say') {
        const sentence = literal(first);
        if (sentence === undefined) problems.push(`${where(node)} does not write out what it says`);
        else sentences.add(sentence);
        return;
      }
      const forms = formsOf(first);
      if (!forms) problems.push(`${where(node)} does not write out its forms`);
      else if (isOther(counted.get(forms.other), forms)) {
        problems.push(`${where(node)} has another form of one for “${forms.other}” than elsewhere`);
      } else counted.set(forms.other, forms);
    };
    visit(file);
  }
  return { sentences, counted, problems };
}

/** @param definitions of all commands that a reader can run */
export function englishOf({ sentences, counted }: Collected, definitions: readonly CommandDefinition[]): English {
  const listed = definitions.filter(({ target }) => target === undefined);
  const options = definitions.flatMap((definition) => Object.entries(definition.options));
  const described = definitions.flatMap(({ name, description, group, target }) => [
    description,
    ...(group ? [group.description] : []),
    // The name of a command on messages is shown as it is.
    ...(target === 'message' ? [name] : []),
  ]);
  const ofOptions = options.flatMap(([, option]) => [
    option.description,
    ...('choices' in option ? (option.choices ?? []).map(({ name }) => name) : []),
  ]);
  return {
    commands: sorted(listed.flatMap(({ name }) => name.split(' '))),
    options: sorted(listed.flatMap((definition) => Object.keys(definition.options))),
    sentences: sorted([...sentences, ...described, ...ofOptions]),
    counted: sorted([...counted.keys()]).map((other) => counted.get(other) as CountedForms),
  };
}

/** What `say` and `sayCounted` of `domain/words.ts` are called in the file. */
function namesOfSay(file: ts.SourceFile): ReadonlyMap<string, 'say' | 'sayCounted'> {
  const names = new Map<string, 'say' | 'sayCounted'>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    if (!/(?:^|\/)words\.ts$/.test(statement.moduleSpecifier.text)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      const exported = (propertyName ?? name).text;
      if (exported === 'say' || exported === 'sayCounted') names.set(name.text, exported);
    }
  }
  // Where they are written they call themselves.
  if (/domain\/words\.ts$/.test(file.fileName)) names.set('say', 'say');
  return names;
}

function literal(node: ts.Expression): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [literal(node.left), literal(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

function formsOf(node: ts.Expression): CountedForms | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const found = new Map<string, string>();
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) return undefined;
    const text = literal(property.initializer);
    if (text !== undefined) found.set(property.name.getText(), text);
  }
  const [one, other] = [found.get('one'), found.get('other')];
  return one === undefined || other === undefined ? undefined : { one, other };
}

function isOther(known: CountedForms | undefined, forms: CountedForms): boolean {
  return known !== undefined && known.one !== forms.one;
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((one, other) => (one < other ? -1 : 1));
}
