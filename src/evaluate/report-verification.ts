/** What the verification let through and held back in, a message's blocks with its table out. Pure. */
import type { Block } from '../domain/message.ts';
import type { VerificationReport } from './measure-verification.ts';

const SHOWN_EXAMPLES = 5;

export function verificationBlocks(report: VerificationReport): Block[] {
  const { lies, claims } = report;
  const paragraph = (text: string): Block => ({ kind: 'paragraph', line: [text] });
  const examples = report.wrong
    .slice(0, SHOWN_EXAMPLES)
    .map(({ kind, text, reason, detail }) => [`${kind}${reason ? ` (${reason}: ${detail ?? ''})` : ''}: ${text}`]);
  return [
    paragraph(
      `${thousands(claims)} claims made by rules of the sentences of ${thousands(report.papers)} abstracts, ` +
        `${thousands(lies)} of them lies (${percent(lies / claims)}); ${report.milliseconds.toFixed(2)} ms a check.`,
    ),
    {
      kind: 'table',
      columns: ['claims', 'kind', 'shown', 'dropped', 'why dropped'].map((title) => title),
      rows: report.kinds.map(({ name, isTrue, shown, dropped, reasons }) =>
        [
          isTrue ? 'true' : 'lie',
          name,
          thousands(shown),
          thousands(dropped),
          reasons.map(([reason, count]) => `${reason} ${thousands(count)}`).join(', '),
        ].map((cell) => [cell]),
      ),
    },
    paragraph(
      `False claims shown: ${percent(report.liesShown)} of the lies, ${percent(report.falseAmongShown)} of what is shown. ` +
        `True claims dropped: ${percent(report.trueDropped)}.`,
    ),
    ...(examples.length ? [paragraph('Judged wrongly, for example:'), { kind: 'list', items: examples } as const] : []),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
