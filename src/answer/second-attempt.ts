/** Claims that failed their checks in, the request for one more attempt out: what failed and why, as data. Pure but for the marker. */
import type { DraftClaim, DropReason } from '../domain/answer.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import type { FailedClaim, WriteRequest } from './answer-task.ts';
import { asData, newMarker } from './evidence-block.ts';
import type { Prompts } from './prompts.ts';

const MOST_CLAIMS = 8;
const LONGEST_CLAIM = 300;
const LONGEST_DETAIL = 160;
const NONE = '(none)';
const KEY = /^P\d{1,3}\.s\d{1,3}$/;
const MOST_KEYS = 6;

/** What a writer is told; the check's own detail comes after it. */
const REASONS: Readonly<Record<DropReason, string>> = {
  empty: 'it says nothing',
  'too-long': 'it is too long for one sentence',
  'no-citation': 'it cites no sentence',
  'unknown-key': 'a key in "cites" is not in the data',
  'cites-order': 'it cites a sentence that is no research',
  'quote-not-found': 'the quote does not stand word for word in a cited abstract',
  'address-not-found': 'it holds an address that the cited sentences do not have',
  'number-not-found': 'a number in it is not in the cited sentences',
  'number-differs':
    'a number in it has another unit, sign or bound in the cited sentences, or belongs to something else',
  'name-not-found': 'a name in it is not in the cited sentences',
  'comparison-differs': 'the cited sentences do not make this comparison, or make it the other way round',
  'direction-differs': 'the cited sentences say the opposite direction, or negate it',
  'not-supported': 'the cited sentences do not say this; perhaps others do',
  'off-topic': 'the cited sentences speak of something else',
  'one-sided': 'a cell cites one paper only, a difference cites both',
  'second-opinion': 'a second reader found that the cited sentences do not support it',
};

/** The first request once more, with what came of it. What a model wrote is text of a stranger, and fenced like one. */
export function secondRequest(
  prompts: Prompts,
  first: WriteRequest,
  failed: readonly FailedClaim[],
  kept: readonly DraftClaim[],
): WriteRequest {
  const { system, user } = prompts.fill('retry', {
    failed: listed(failed.map(failedLine)),
    kept: listed(kept.map(({ text }) => asData(text, LONGEST_CLAIM))),
    marker: newMarker(),
  });
  return { ...first, system: `${first.system}\n\n${system}`, user: `${first.user}\n\n${user}` };
}

function failedLine({ draft, reason, detail }: FailedClaim): string {
  const keys = draft.cites.filter((key) => KEY.test(key)).slice(0, MOST_KEYS);
  const cites = keys.length ? ` [${keys.join(', ')}]` : '';
  const exactly = detail ? ` (${asData(detail, LONGEST_DETAIL)})` : '';
  // The model may have copied an order from an abstract; it is not repeated to it.
  const text = readsAsOrder(draft.text) ? '(left out)' : asData(draft.text, LONGEST_CLAIM);
  return `${text}${cites} → ${REASONS[reason]}${exactly}`;
}

function listed(lines: readonly string[]): string {
  if (!lines.length) return NONE;
  return lines
    .slice(0, MOST_CLAIMS)
    .map((line) => `- ${line}`)
    .join('\n');
}
