/** What was used of the language model, and what is left of its budgets → a message for the asker only. */
import type { WorkKind } from '../domain/budget.ts';
import type { Verdict } from '../domain/feedback.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import type { Allowance, Used, UsedBy, UsedOver } from '../domain/usage.ts';
import { timeOf } from './budget.ts';
import { counted, labelled } from './paper-lines.ts';

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
const LABELS: Readonly<Record<Allowance['budget'], string>> = {
  reader: 'Yours today',
  'reader-pace': 'Yours in a row',
  server: 'This server today',
  spend: 'All readers today',
  tokens: 'All readers today',
};
const OF_ALL: ReadonlySet<Allowance['budget']> = new Set(['spend', 'tokens']);
/** Of a limit: less may be left than one answer takes. */
const NEARLY = 0.9;
/** `WorkKind`s in words; what an earlier version recorded stands as it is. */
const WORK: Readonly<Record<string, string>> = {
  answer: 'answers',
  summary: 'summaries',
  comparison: 'comparisons',
  research: 'reviews',
  condense: 'follow-ups',
  verify: 'second opinions',
  theme: 'themes',
  digest: 'digests',
} satisfies Record<WorkKind, string>;
const KEPT =
  'Counted are tokens by day, never what was asked. Your id stands there as a hash only, and goes after thirty days.';

export function renderUsage({ allowances, own, server, all, verdicts }: UsageFacts): Message {
  return {
    status: 'ok',
    blocks: [
      ...(own ? [heading('What you used of the language model'), ...over(own)] : []),
      ...leftBlocks(allowances, all !== undefined),
      ...(server ? [heading('This server'), ...over(server), ...byDay(server), ...byKind(server)] : []),
      ...(all ? [heading('All readers'), ...over(all), ...byDay(all), ...byKind(all), ...byModel(all)] : []),
      ...(verdicts && verdicts.up + verdicts.down > 0 ? [verdictLine(verdicts)] : []),
      ...unpricedNote(all ?? server ?? own),
      { kind: 'note', line: [KEPT] },
    ],
    private: true,
  };
}

function verdictLine({ up, down }: Readonly<Record<Verdict, number>>): Block {
  return { kind: 'paragraph', line: [`Answers that readers liked: ${up}; that they did not: ${down}.`] };
}

/** @param model the one that is set up, if one is, and is not counted */
export function renderUsageOff(model: string | undefined): Message {
  const sentence = model
    ? `What ${model} is used for is not counted here.`
    : 'No language model is set up: answers are quoted from the abstracts, and cost nothing.';
  return { status: 'ok', blocks: [{ kind: 'paragraph', line: [sentence] }], private: true };
}

function heading(text: string): Block {
  return { kind: 'heading', line: [text] };
}

function over({ today, month }: UsedOver): Block[] {
  return [
    table('When (UTC)', [
      ['Today', today],
      ['Last 30 days', month],
    ]),
    ...(month.requests ? [detail(month)] : []),
  ];
}

function detail({ requests, inputTokens, cachedInputTokens, outputTokens }: Used): Block {
  const again = cachedInputTokens ? ` (${number(cachedInputTokens)} of them a second time, which costs less)` : '';
  const text = `In thirty days: ${counted(requests, 'request')}, ${counted(inputTokens, 'token')} read${again} and ${number(outputTokens)} written.`;
  return { kind: 'paragraph', line: [text] };
}

function byDay({ byDay: days }: UsedBy): Block[] {
  return days.length ? [table('Day (UTC)', days.slice(0, DAYS_SHOWN))] : [];
}

function byKind({ byKind: kinds }: UsedBy): Block[] {
  return kinds.length
    ? [
        table(
          'For',
          kinds.map(([kind, used]) => [WORK[kind] ?? kind, used] as const),
        ),
      ]
    : [];
}

function byModel({ byModel: models }: UsedBy): Block[] {
  return models.length ? [table('Model', models)] : [];
}

function table(first: string, rows: readonly (readonly [string, Used])[]): Block {
  return {
    kind: 'table',
    columns: [first, 'Answers', 'Tokens', 'Cost'],
    rows: rows.map(([name, used]): Line[] => [
      [name],
      [number(used.answers)],
      [number(used.inputTokens + used.outputTokens)],
      [costOf(used)],
    ]),
  };
}

/** Such as `$0.0042`; with a `+` where only part of it has a known price. */
function costOf({ nanodollars, requests, unpricedRequests }: Used): string {
  if (requests > 0 && unpricedRequests === requests) return 'not known';
  return `${dollars(nanodollars)}${unpricedRequests ? '+' : ''}`;
}

function dollars(nanodollars: number): string {
  const amount = nanodollars / 1e9;
  if (amount === 0) return '$0';
  if (amount < 0.0001) return '< $0.0001';
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function leftBlocks(allowances: readonly Allowance[], operator: boolean): Block[] {
  // What the operator spends is theirs to know; whether the model is off is everybody's.
  const shown = operator ? allowances : allowances.filter(({ budget }) => !OF_ALL.has(budget));
  const ofAll = operator ? [] : stateOfAll(allowances.filter(({ budget }) => OF_ALL.has(budget)));
  const items = [...shown.map(leftLine), ...ofAll];
  if (items.length) return [heading('What is left'), { kind: 'list', items }];
  return [{ kind: 'paragraph', line: [operator ? 'No limit is set.' : 'No limit is set for you.'] }];
}

function leftLine({ budget, limit, used, backAt }: Allowance): Line {
  const at = timeOf(backAt);
  if (OF_ALL.has(budget)) {
    const [left, all] =
      budget === 'spend' ? [dollars(limit - used), dollars(limit)] : [number(limit - used), counted(limit, 'token')];
    return labelled(LABELS[budget], `${left} of ${all}${used ? `; whole again at ${at}` : ''}`);
  }
  const answers = `${number(limit - used)} of ${counted(limit, 'answer')}`;
  return labelled(LABELS[budget], `${answers}${used ? `; all are back at ${at}` : ''}`);
}

/** One line where little or nothing is left of what all share. */
function stateOfAll(allowances: readonly Allowance[]): Line[] {
  const [most] = allowances.toSorted((one, other) => other.used / other.limit - one.used / one.limit);
  if (!most || most.used < NEARLY * most.limit) return [];
  const state = most.used >= most.limit ? 'used up' : 'nearly used up';
  return [labelled(LABELS.spend, `${state}; back at ${timeOf(most.backAt)}`)];
}

function unpricedNote(shown: UsedOver | undefined): Block[] {
  if (!shown?.month.unpricedRequests) return [];
  const { unpricedRequests, requests } = shown.month;
  const of = unpricedRequests === requests ? '' : ` of ${number(unpricedRequests)} of ${counted(requests, 'request')}`;
  return [{ kind: 'note', line: [`The price${of} is not known; an operator can set it with MODEL_PRICES.`] }];
}
