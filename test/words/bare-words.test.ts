/** What a reader sees is said in words that can be translated: no bare English where lines and labels are made. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { SourceFile } from '../../scripts/words/collect-english.ts';
import { sourceFiles } from '../../scripts/words/source.ts';

/** Rooms that make what readers see. */
const SHOWN = /^src\/(?:render|flows|discord\/conversation|discord\/components)\//;
/** What a model or a file reads, and no reader: prompts, BibTeX, the report and the picture, which are in English. */
const NOT_SHOWN = new Set([
  'src/render/bibtex.ts',
  'src/render/research-report.ts',
  'src/flows/trends-picture.ts',
  'src/flows/research-gathering.ts',
  // The taxonomy of arXiv, by the names that arXiv gives it.
  'src/flows/arxiv-categories.ts',
]);
/**
 * What is typed into an option, or suggested for it: days and periods are read in English whatever the reader's language
 * is; and what a model is asked.
 */
const TYPED_OR_ASKED: ReadonlySet<string> = new Set([
  'Monday to Friday',
  'every day',
  'Monday, Wednesday and Friday',
  'last week',
  'direct message',
  'papers on  … ',
  ' …  …  (category of arXiv)',
  'all of:  … ',
  'the default ( … )',
  'What these papers leave open: limits that they state, what they call future work, and where they disagree.',
]);
const COMMANDS: ReadonlySet<string> = new Set(commands.map(({ definition }) => definition.name));
/** Calls and places whose texts are for operators, models or code. */
const FOR_OTHERS = /^(?:log|console|prompts)\b/;

/** Their texts are looked up, not shown. */
const TAKES_KEYS = /\b(?:split|test|has|includes|fill|explainRefusal|lackingFor|explainLack)$/;

/** Two words of letters with a space between them read as English. */
const ENGLISH = /\p{L}{2,} \p{L}{2,}/u;

function bareWords({ path, text }: SourceFile): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    const said = textOf(node);
    if (said === undefined || !ENGLISH.test(said) || isForOthers(node)) return;
    if (COMMANDS.has(said) || TYPED_OR_ASKED.has(said) || said.startsWith('npm start')) return;
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${said}`);
  };
  visit(file);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' … ');
}

function isForOthers(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isTypeNode(parent) || ts.isLiteralTypeNode(parent)) return true;
    // A key, and a comparison with one, is no sentence.
    if (ts.isBinaryExpression(parent) || ts.isCaseClause(parent)) return true;
    if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === at) return true;
    if (ts.isNewExpression(parent) && /(?:Error|Fault)$/.test(parent.expression.getText())) return true;
    if (!ts.isCallExpression(parent)) continue;
    const called = parent.expression.getText();
    if (/^(?:say\w*|sayCounted)$/.test(called) && parent.arguments[0] === at) return true;
    if (/^say\w*$/.test(called) || FOR_OTHERS.test(called) || TAKES_KEYS.test(called)) return true;
  }
  return false;
}

describe('what readers see', () => {
  it('is said in words that the catalogues know, and never in bare English', () => {
    const shown = sourceFiles().filter(({ path }) => SHOWN.test(path) && !NOT_SHOWN.has(path));
    expect(shown.length).toBeGreaterThan(60);
    expect(shown.flatMap(bareWords)).toEqual([]);
  });

  it.each([
    ["const it = { line: ['There is nothing here.'] };", 1],
    [`const it = { line: [\`\${count} papers were found\`] };`, 1],
    ["throw new InvalidInput('There is nothing here.', 'Ask for something else.');", 2],
    ["const it = { line: [say('There is nothing here.')] };", 0],
    ["log.warn('there-was-nothing', { why: 'nothing was found' });", 0],
    ["if (kind === 'one or two') go();", 0],
    ["const shown = 'npm start -- sync';", 0],
  ])('is found where it is bare: %s', (text, count) => {
    expect(bareWords({ path: 'shown.ts', text })).toHaveLength(count);
  });
});
