/** Daily lists as Hugging Face sends them, in our own words. In: ids and days. Out: JSON. */

/** One item of a list. */
export function dailyItem(id: string, facts: Readonly<Record<string, unknown>> = {}) {
  return {
    paper: {
      id,
      title: `Paper ${id} on searching`,
      summary: `This is what paper ${id} says about denoising. It says it briefly.`,
      authors: [{ name: 'Ada Lovelace' }],
      publishedAt: '2026-05-01T00:00:00.000Z',
      upvotes: 3,
      ...facts,
    },
    numComments: 1,
  };
}

/** A list of `count` papers for each day, with ids of their own. */
export function dailyLists(days: readonly string[], count = 2): Map<string, string> {
  return new Map(
    days.map((day, place) => [
      day,
      JSON.stringify(
        Array.from({ length: count }, (_, at) => dailyItem(`2605.${String(place * count + at).padStart(5, '0')}`)),
      ),
    ]),
  );
}

/** The same paper as arXiv tells of it. @param more elements of the entry */
export function arxivEntry(id: string, more = '', version = 1): string {
  return `<entry><id>http://arxiv.org/abs/${id}v${version}</id><title>Paper ${id} on searching</title>
    <summary>This is what paper ${id} says about denoising. It says it briefly.${version > 1 ? ' Now better.' : ''}</summary>
    <published>2026-05-01T00:00:00Z</published>${more}</entry>`;
}
