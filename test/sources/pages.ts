/** Small pages in both layouts, in our own words. */

const sentence = 'We look at how a small loopback server can stand in for a large one, and what is lost on the way. ';

/** Long enough to be told from a title. */
export const abstract = (name: string) => `${name}: ${sentence.repeat(4).trim()}`;

export const SHORT_PAGE = [
  'Get trending papers in your email inbox once a day!',
  'Get trending papers in your email inbox!',
  'SubscribeFirst Title: With a Colon',
  abstract('First'),
  'Second Title*',
  abstract('Second'),
  '',
].join('\n');

export const LONG_HEADER = [
  'new',
  'Get trending papers in your email inbox!',
  'Subscribe',
  'Daily Papers',
  'byAK and the research community',
  'Feb 2',
];

export const LONG_PAGE = [
  ...LONG_HEADER,
  'Counted Authors',
  abstract('Counted'),
  '  • 1 authors\n·\nJan 26 3',
  'No Details',
  abstract('Bare'),
  'An Organisation',
  abstract('Organised'),
  'example-lab The Example Lab\n·\nSep 4, 2025 12',
  'No Comments',
  abstract('Quiet'),
  '  • 14 authors\n·\nDec 9, 2020',
].join('\n\n');
