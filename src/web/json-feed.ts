/** A feed → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Pure. */
import type { Feed } from './feed.ts';

export function jsonFeedOf({ title, subtitle, home, self, language, icon, entries }: Feed): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: subtitle,
    home_page_url: home,
    feed_url: self('json'),
    language,
    icon,
    authors: [{ name: 'Paperboy', url: home }],
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      content_html: entry.html,
      date_published: new Date(entry.publishedAt).toISOString(),
      date_modified: new Date(entry.updatedAt).toISOString(),
    })),
  };
  return JSON.stringify(feed, undefined, 1);
}
