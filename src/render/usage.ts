/** What was used of the language model, and what is left of its budgets → a message for the asker only. */
import type { WorkKind } from '../domain/budget.ts';
import type { Verdict } from '../domain/feedback.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import type { Allowance, Used, UsedBy, UsedOver } from '../domain/usage.ts';
import { inARow, type Label, say, sayCounted, type Value, type Words } from '../domain/words.ts';
import { timeOf } from './budget.ts';
import { labelled } from './paper-lines.ts';

export interface UsageFacts {
  readonly model: string;
  readonly allowances: readonly Allowance[];
  /** The asker's own. */
  readonly own?: UsedOver;
  /** The sums of the asker's server, for those who look after it. */
  readonly server?: UsedBy;
  /** Everything, for who runs the program. */
  readonly all?: UsedBy;
  /** What all readers think of answers, for who runs the program. */
  readonly verdicts?: Readonly<Record<Verdict, number>>;
}

/** Days of a table: on Discord more would not be read. */
const DAYS_SHOWN = 7;
const LABELS: Readonly<Record<Allowance['budget'], Words>> = {
  reader: say('Yours today'),
  'reader-pace': say('Yours in a row'),
  server: say('This server today'),
  spend: say('All readers today'),
  tokens: say('All readers today'),
};
const OF_ALL: ReadonlySet<Allowance['budget']> = new Set(['spend', 'tokens']);
/** Of a limit: less may be left than one answer takes. */
const NEARLY = 0.9;
/** `WorkKind`s in words; what an earlier version recorded stands as it is. */
const WORK: Readonly<Record<string, Words>> = {
  answer: say('answers'),
  summary: say('summaries'),
  comparison: say('comparisons'),
  research: say('reviews'),
  condense: say('follow-ups'),
  verify: say('second opinions'),
  theme: say('themes'),
  digest: say('digests'),
} satisfies Record<WorkKind, Words>;
const KEPT = say(
  'Counted are tokens by day, never what was asked. Your id stands there as a hash only, and goes after thirty days.',
);

export function renderUsage({ allowances, own, server, all, verdicts }: UsageFacts): Message {
  return {
    status: 'ok',
    blocks: [
      ...(own ? [heading(say('What you used of the language model')), ...over(own)] : []),
      ...leftBlocks(allowances, all !== undefined),
      ...(server ? [heading(say('This server')), ...over(server), ...byDay(server), ...byKind(server)] : []),
      ...(all ? [heading(say('All readers')), ...over(all), ...byDay(all), ...byKind(all), ...byModel(all)] : []),
      ...(verdicts && verdicts.up + verdicts.down > 0 ? [verdictLine(verdicts)] : []),
      ...unpricedNote(all ?? server ?? own),
      { kind: 'note', line: [KEPT] },
    ],
    private: true,
  };
}

function verdictLine({ up, down }: Readonly<Record<Verdict, number>>): Block {
  return {
    kind: 'paragraph',
    line: [say('Answers that readers liked: {up}; that they did not: {down}.', { up, down })],
  };
}

/** @param model the one that is set up, if one is, and is not counted */
export function renderUsageOff(model: string | undefined): Message {
  const sentence = model
    ? say('What {model} is used for is not counted here.', { model })
    : say('No language model is set up: answers are quoted from the abstracts, and cost nothing.');
  return { status: 'ok', blocks: [{ kind: 'paragraph', line: [sentence] }], private: true };
}

function heading(text: Words): Block {
  return { kind: 'heading', line: [text] };
}

function over({ today, month }: UsedOver): Block[] {
  return [
    table(say('When (UTC)'), [
      [say('Today'), today],
      [say('Last 30 days'), month],
    ]),
    ...(month.requests ? [detail(month)] : []),
  ];
}

function detail({ requests, inputTokens, cachedInputTokens, outputTokens }: Used): Block {
  const counts = {
    requests: sayCounted({ one: '{count} request', other: '{count} requests' }, requests),
    tokens: sayCounted({ one: '{count} token', other: '{count} tokens' }, inputTokens),
    written: outputTokens,
  };
  const text = cachedInputTokens
    ? say(
        'In thirty days: {requests}, {tokens} read ({again} of them a second time, which costs less) and {written} written.',
        { ...counts, again: cachedInputTokens },
      )
    : say('In thirty days: {requests}, {tokens} read and {written} written.', counts);
  return { kind: 'paragraph', line: [text] };
}

function byDay({ byDay: days }: UsedBy): Block[] {
  return days.length ? [table(say('Day (UTC)'), days.slice(0, DAYS_SHOWN))] : [];
}

function byKind({ byKind: kinds }: UsedBy): Block[] {
  return kinds.length
    ? [
        table(
          say('For'),
          kinds.map(([kind, used]) => [WORK[kind] ?? kind, used] as const),
        ),
      ]
    : [];
}

function byModel({ byModel: models }: UsedBy): Block[] {
  return models.length ? [table(say('Model'), models)] : [];
}

function table(first: Words, rows: readonly (readonly [Label, Used])[]): Block {
  return {
    kind: 'table',
    columns: [first, say('Answers'), say('Tokens'), say('Cost')],
    rows: rows.map(([name, used]): Line[] => [
      [name],
      [inARow([used.answers])],
      [inARow([used.inputTokens + used.outputTokens])],
      [costOf(used)],
    ]),
  };
}

/** Such as `$0.0042`; with a `+` where only part of it has a known price. */
function costOf({ nanodollars, requests, unpricedRequests }: Used): Label {
  if (requests > 0 && unpricedRequests === requests) return say('not known');
  return `${dollars(nanodollars)}${unpricedRequests ? '+' : ''}`;
}

function dollars(nanodollars: number): string {
  const amount = nanodollars / 1e9;
  if (amount === 0) return '$0';
  if (amount < 0.0001) return '< $0.0001';
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

function leftBlocks(allowances: readonly Allowance[], operator: boolean): Block[] {
  // What the operator spends is theirs to know; whether the model is off is everybody's.
  const shown = operator ? allowances : allowances.filter(({ budget }) => !OF_ALL.has(budget));
  const ofAll = operator ? [] : stateOfAll(allowances.filter(({ budget }) => OF_ALL.has(budget)));
  const items = [...shown.map(leftLine), ...ofAll];
  if (items.length) return [heading(say('What is left')), { kind: 'list', items }];
  return [{ kind: 'paragraph', line: [operator ? say('No limit is set.') : say('No limit is set for you.')] }];
}

function leftLine({ budget, limit, used, backAt }: Allowance): Line {
  const at = timeOf(backAt);
  if (OF_ALL.has(budget)) {
    const [left, all]: readonly [Value, Value] =
      budget === 'spend'
        ? [dollars(limit - used), dollars(limit)]
        : [limit - used, sayCounted({ one: '{count} token', other: '{count} tokens' }, limit)];
    const what = used
      ? say('{left} of {all}; whole again at {time}', { left, all, time: at })
      : say('{left} of {all}', { left, all });
    return labelled(LABELS[budget], what);
  }
  const left = limit - used;
  const all = sayCounted({ one: '{count} answer', other: '{count} answers' }, limit);
  const what = used
    ? say('{left} of {all}; all are back at {time}', { left, all, time: at })
    : say('{left} of {all}', { left, all });
  return labelled(LABELS[budget], what);
}

/** One line where little or nothing is left of what all share. */
function stateOfAll(allowances: readonly Allowance[]): Line[] {
  const [most] = allowances.toSorted((one, other) => other.used / other.limit - one.used / one.limit);
  if (!most || most.used < NEARLY * most.limit) return [];
  const time = timeOf(most.backAt);
  const state =
    most.used >= most.limit
      ? say('used up; back at {time}', { time })
      : say('nearly used up; back at {time}', { time });
  return [labelled(LABELS.spend, state)];
}

function unpricedNote(shown: UsedOver | undefined): Block[] {
  if (!shown?.month.unpricedRequests) return [];
  const { unpricedRequests, requests } = shown.month;
  const line =
    unpricedRequests === requests
      ? say('The price is not known; an operator can set it with MODEL_PRICES.')
      : say('The price of {some} of {all} is not known; an operator can set it with MODEL_PRICES.', {
          some: unpricedRequests,
          all: sayCounted({ one: '{count} request', other: '{count} requests' }, requests),
        });
  return [{ kind: 'note', line: [line] }];
}
