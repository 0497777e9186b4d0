import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { componentToHtml, type Drawing } from './components.ts';
import { markdownToHtml } from './markdown.ts';
import { messagesPage } from './messages-page.ts';
import { scenes } from './scenes.ts';

const DOCUMENTATION = join(import.meta.dirname, '..', '..', 'docs');
const drawing: Drawing = { of: (id) => (id === '7' ? 'papers' : undefined), now: 0, picture: () => undefined };
const html = (text: string) => markdownToHtml(text, drawing);

/** They change or end something, and what they say is a line or two. */
const WITHOUT_PICTURE = ['daily edit', 'daily now', 'daily pause', 'daily remove', 'daily resume', 'unfollow'];

describe('the page of pictures', () => {
  it('has a picture of every command', () => {
    const pictured = scenes.flatMap(({ command }) => command ?? []);
    const names = commands.map(({ definition }) => definition.name);
    expect([...pictured, ...WITHOUT_PICTURE].sort()).toEqual([...names].sort());
  });

  it('shows each scene, and each picture is there', async () => {
    expect(await readFile(join(DOCUMENTATION, 'messages.md'), 'utf8')).toBe(messagesPage(scenes));
    await Promise.all(scenes.map(({ name }) => access(join(DOCUMENTATION, 'pictures', `${name}.png`))));
  });
});

describe('a message is drawn as Discord shows it', () => {
  it('with its marks', () => {
    expect(html('**bold** and *leaning* and `code`')).toBe(
      '<div><strong>bold</strong> and <em>leaning</em> and <code>code</code></div>',
    );
    expect(html('so [[1]](<https://arxiv.org/abs/1>)')).toBe('<div>so <a>[1]</a></div>');
    expect(html('## Papers\n- one\n2. two\n-# small')).toContain('<h2>Papers</h2>');
    expect(html('</daily setup:12> in <#7> <t:3600:R>')).toContain('<span class="mention"># papers</span>');
  });

  it('and nothing that a text cannot be', () => {
    expect(html('\\*not leaning\\* <b>&')).toBe('<div>*not leaning* &#60;b&#62;&#38;</div>');
    expect(html('a * b * c')).toBe('<div>a * b * c</div>');
  });

  it('with its components, and says which it cannot draw', () => {
    expect(componentToHtml({ type: 2, style: 5, label: 'Open', url: 'https://a.example' }, drawing)).toContain('↗');
    expect(() => componentToHtml({ type: 99 }, drawing)).toThrow('type 99');
  });
});
