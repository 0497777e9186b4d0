/** The property test of adversarial messages, as a table. */
import { type Findings, findingsOf, wholeNumber } from '../../table.ts';
import { KINDS } from './adversary.ts';
import { holdAgainstDiscord } from './property.ts';

const SEED = 20_261_121;
const MOST_SHOWN = 10;

export async function benchDiscordProperty(messages: number): Promise<Findings> {
  const report = await holdAgainstDiscord(messages, SEED, (count) =>
    process.stderr.write(`  ${count} of ${messages}\n`),
  );
  const { requests, violations, pings, lost, schemaChecked } = report;
  const { tables, figures } = findingsOf(
    'Adversarial papers, answers and inputs, through the real renderer and sender',
    [
      { what: 'messages', figure: wholeNumber(messages), beside: `${KINDS.join(', ')}; up to 20,000 characters` },
      {
        what: 'requests that were held against the rules',
        figure: wholeNumber(requests),
        beside: schemaChecked ? "and against Discord's OpenAPI document" : 'the OpenAPI document is not there',
      },
      { what: 'violations', figure: String(violations.length), beside: 'wanted: 0' },
      { what: 'requests that could ping somebody', figure: String(pings.length), beside: 'wanted: 0' },
      { what: 'messages of which something is lost in silence', figure: String(lost.length), beside: 'wanted: 0' },
      ...[...new Set([...violations, ...pings, ...lost])]
        .slice(0, MOST_SHOWN)
        .map((figure) => ({ what: 'problem', figure })),
    ],
  );
  return { tables, figures: { report, rows: figures } };
}
