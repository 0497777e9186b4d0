import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evidenceBlock, newMarker } from '../../src/answer/evidence-block.ts';
import { loadPrompts } from '../../src/answer/prompts.ts';
import { InvalidConfiguration } from '../../src/domain/errors.ts';
import { evidence } from '../doubles/evidence.ts';

const PROMPTS = join(import.meta.dirname, '..', '..', 'prompts');
const MARKER = '=====0123456789abcdef01=====';
const PAPERS = evidenceBlock([
  evidence({ title: 'Ask Before You Look', publishedAt: '2026-05-01' }, [
    'An agent searches only when it is unsure.',
    'Calls fall by 30%.',
  ]),
  evidence({ title: 'Look Always', listedOn: '2026-06-02' }, ['Every question is searched.']),
]);

const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** The project's prompts with some files changed; `undefined` takes a file away. */
function promptsWith(changes: Readonly<Record<string, string | undefined>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'prompts-'));
  temporary.push(folder);
  cpSync(PROMPTS, folder, { recursive: true });
  for (const [file, text] of Object.entries(changes)) {
    if (text === undefined) rmSync(join(folder, file));
    else writeFileSync(join(folder, file), text);
  }
  return folder;
}

function problemsOf(folder: string): InvalidConfiguration {
  try {
    loadPrompts(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfiguration);
    return error as InvalidConfiguration;
  }
  throw new Error('the prompts were accepted');
}

describe('what the model is told changes only where a golden file changes', () => {
  const prompts = loadPrompts(PROMPTS);
  it.each([
    [
      'answer',
      () =>
        prompts.fill('answer', {
          question: 'When is a search needed?',
          language: 'English',
          papers: PAPERS,
          marker: MARKER,
        }),
    ],
    [
      'verify',
      () =>
        prompts.fill('verify', {
          sentences: 'Ask Before You Look: Calls fall by 30%.',
          claim: 'Calls fall by a third.',
          marker: MARKER,
        }),
    ],
    [
      'retry',
      () =>
        prompts.fill('retry', {
          kept: '- An agent searches when it is unsure.',
          failed: '- Calls fall by 90%. [P1.s2] → a number in it is not in the cited sentences',
          marker: MARKER,
        }),
    ],
    [
      'summarize',
      () =>
        prompts.fill('summarize', {
          length: 'two to three sentences',
          reader: 'beginner',
          language: 'English',
          papers: PAPERS,
          marker: MARKER,
        }),
    ],
    ['compare', () => prompts.fill('compare', { focus: 'number of calls', papers: PAPERS, marker: MARKER })],
    [
      'trends',
      () => prompts.fill('trends', { themes: '[T1] papers P1, P2; words: search', papers: PAPERS, marker: MARKER }),
    ],
    [
      'condense',
      () => prompts.fill('condense', { question: 'and its cost?', history: 'Reader (/ask): …', marker: MARKER }),
    ],
  ])('%s', async (name, fill) => {
    const { system, user } = fill();
    const text = `# system\n\n${system}\n\n# user\n\n${user}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('keeps everything from outside out of the system part', () => {
    const { system, user } = prompts.fill('answer', {
      question: 'QUESTION?',
      language: 'English',
      papers: PAPERS,
      marker: MARKER,
    });
    for (const text of ['QUESTION?', 'Ask Before You Look', MARKER]) {
      expect(system).not.toContain(text);
      expect(user).toContain(text);
    }
  });

  it('takes what a reader types as text, never as a variable', () => {
    const { user } = prompts.fill('answer', {
      question: 'What is {{papers}} or $& or $1?',
      language: 'English',
      papers: 'P',
      marker: 'M',
    });
    expect(user).toContain('Question: What is {{papers}} or $& or $1?');
  });
});

describe('prompts that cannot work are refused before the first question', () => {
  it('names every problem at once', () => {
    const folder = promptsWith({
      'answer.system.md': 'You answer {{question}}.',
      'answer.user.md': '{{question}} {{paper}} {{marker}}',
      'compare.user.md': undefined,
      'summarize.user.md': '',
    });
    const { message, help } = problemsOf(folder);
    expect(message.split('\n').sort()).toEqual([
      'prompts/answer.system.md has the unknown variable {{question}}.',
      'prompts/answer.user.md has the unknown variable {{paper}}.',
      'prompts/answer.user.md lacks the variable {{language}}.',
      'prompts/answer.user.md lacks the variable {{papers}}.',
      'prompts/compare.user.md is missing.',
      'prompts/summarize.user.md lacks the variable {{language}}.',
      'prompts/summarize.user.md lacks the variable {{length}}.',
      'prompts/summarize.user.md lacks the variable {{marker}}.',
      'prompts/summarize.user.md lacks the variable {{papers}}.',
      'prompts/summarize.user.md lacks the variable {{reader}}.',
    ]);
    expect(help).toContain('README');
  });

  it('a system part without words is refused', () => {
    expect(problemsOf(promptsWith({ 'answer.system.md': ' \n' })).message).toBe('prompts/answer.system.md is empty.');
  });

  it('spaces inside the braces do not matter', () => {
    const folder = promptsWith({ 'answer.user.md': '{{ question }}|{{language}}|{{papers }}|{{ marker}}' });
    expect(loadPrompts(folder).fill('answer', { question: 'a', language: 'l', papers: 'b', marker: 'c' }).user).toBe(
      'a|l|b|c',
    );
  });
});

describe('the fence around the abstracts', () => {
  it('is new for every request', () => {
    const markers = new Set(Array.from({ length: 100 }, newMarker));
    expect(markers.size).toBe(100);
    for (const marker of markers) expect(marker).toMatch(/^=====[0-9a-f]{18}=====$/);
  });
});
