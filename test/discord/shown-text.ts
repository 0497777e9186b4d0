/** Discord Markdown comes in; the text that a person reads goes out, as far as escapes, marks and links are concerned. */
export function shownText(markdown: string): string {
  return markdown.replace(/\[((?:\\.|\[[^\]]*\]|[^\]\\])*)\]\(<[^>]*>\)/g, '$1').replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** What Discord would act on in a text that ought to be plain; empty when the text is literal. */
export function activeMarkdown(markdown: string): string[] {
  const bare = markdown.replace(/\\[^0-9A-Za-z\s]/g, '·');
  const found = [
    ...bare.matchAll(/[*_~`|<>@[\]]/g),
    ...bare.matchAll(/\w:\/\//g),
    ...bare.matchAll(/^\s*(?:#{1,3}|-#|-|\+|\d+\.)\s/gm),
    ...bare.matchAll(/:[\w+-]+:/g),
    ...bare.matchAll(/discord(?:app)?\.(?:gg|com)\//gi),
  ];
  return found.map(([text]) => text);
}
