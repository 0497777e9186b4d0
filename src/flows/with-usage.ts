/** Flows → the same flows, whose last message carries what it took of language models; the log gets it too. */
import type { PricedUsage } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { Message, MessageUsage } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';

/** A flow yields messages, and its last argument is the call. */
type Flows = Readonly<Record<string, (...args: never[]) => AsyncGenerator<Message>>>;

/** @returns the same flows, each logged under its name */
export function withUsage<Counted extends Flows>(flows: Counted, log: Log): Counted {
  const counted = Object.entries(flows).map(([name, flow]) => [name, counting(name, flow, log)]);
  return Object.fromEntries(counted) as Counted;
}

function counting(name: string, flow: Flows[string], log: Log) {
  return async function* (...args: never[]): AsyncGenerator<Message> {
    const used: PricedUsage[] = [];
    const call: Call = args[args.length - 1] as unknown as Call;
    const counted: Call = {
      ...call,
      onUsage(usage) {
        used.push(usage);
        call.onUsage?.(usage);
      },
    };
    try {
      for await (const message of flow(...args.slice(0, -1), counted as never)) {
        const usage = message.status === 'progress' ? undefined : totalOf(used);
        yield usage ? { ...message, usage } : message;
      }
    } finally {
      // Also of an answer that was broken off: it cost as much.
      const total = totalOf(used);
      if (total) log.info('answer-written', { kind: name, ...total });
    }
  };
}

function totalOf(used: readonly PricedUsage[]): MessageUsage | undefined {
  if (!used.length) return undefined;
  const total = (count: (usage: PricedUsage) => number) => used.reduce((sum, usage) => sum + count(usage), 0);
  const priced = used.every(({ nanodollars }) => nanodollars !== undefined);
  return {
    requests: used.length,
    inputTokens: total(({ inputTokens }) => inputTokens),
    cachedInputTokens: total(({ cachedInputTokens }) => cachedInputTokens),
    outputTokens: total(({ outputTokens }) => outputTokens),
    ...(priced && { dollars: total(({ nanodollars = 0 }) => nanodollars) / 1e9 }),
    estimated: used.some(({ estimated }) => estimated),
  };
}
