/** A feed → Atom, as RFC 4287 describes it. Pure. */
import { XMLBuilder } from 'fast-xml-parser';
import type { Feed } from './feed.ts';

const builder = () =>
  new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: '#',
    format: true,
    suppressEmptyNode: true,
  });

export function atomOf(feed: Feed): string {
  const { id, title, subtitle, home, self, language, icon, updatedAt, entries } = feed;
  return builder().build({
    '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': language,
      id,
      title,
      subtitle,
      icon,
      updated: moment(updatedAt),
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': self('atom') },
        { '@rel': 'alternate', '@type': 'text/html', '@href': home },
      ],
      author: { name: 'Paperboy' },
      generator: 'Paperboy',
      entry: entries.map((entry) => ({
        id: entry.id,
        title: entry.title,
        published: moment(entry.publishedAt),
        updated: moment(entry.updatedAt),
        link: { '@rel': 'alternate', '@type': 'text/html', '@href': entry.url },
        summary: entry.summary,
        content: { '@type': 'html', '#': entry.html },
      })),
    },
  });
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
