/** The scenes → the page of the documentation that shows their pictures. */
import type { Scene } from './scenes.ts';

const INTRODUCTION = `# What the messages look like

Drawn from what the program itself sent to a Discord of its tests, over the bundled sample and without a language model, by
a small page in a browser that lays Markdown and components out as Discord does. \`npm run pictures\` makes them again (it
needs Chromium; \`CHROMIUM\` says where it is); \`npm run pictures -- ask search\` only some.
`;

export function messagesPage(scenes: readonly Scene[]): string {
  const parts = scenes.map(
    ({ name, alt, command }) => `## ${command ? `/${command}` : heading(name)}\n\n![${alt}](pictures/${name}.png)\n`,
  );
  return [INTRODUCTION, ...parts].join('\n');
}

function heading(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
