/** Sub-questions in; papers that an agent found and read out, step by step, within its bounds. The home of LangChain's agent. */
import { AIMessage, createAgent, HumanMessage } from 'langchain';
import { OverBudget } from '../domain/budget.ts';
import type { Paper } from '../domain/paper.ts';
import type { Log, ToolModel } from '../domain/ports.ts';
import type { GatheringEnd } from '../domain/review.ts';
import type { Label } from '../domain/words.ts';
import type { ResearchLimits } from './depth.ts';
import { describeStep } from './describe-step.ts';
import { type Findings, libraryTools } from './library-tools.ts';
import type { ResearchLibrary } from './research-library.ts';
import { createSpending } from './spending.ts';
import { NoTools, ToolChatModel } from './tool-chat-model.ts';

export interface GatherTask {
  readonly model: ToolModel;
  readonly library: ResearchLibrary;
  /** The filled prompt. Its user part holds the marker. */
  readonly prompt: { readonly system: string; readonly user: string };
  readonly marker: string;
  /** Question and sub-questions, for what may be quoted of the agent's queries. */
  readonly planned: string;
  readonly bounds: Pick<ResearchLimits, 'steps' | 'tokens'>;
  /** The reader went away, or the time is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

export type Gathered =
  | {
      readonly kind: 'gathered';
      /** Read first, then those that were only listed. */
      readonly read: readonly Paper[];
      readonly seen: readonly Paper[];
      readonly lookUps: number;
      readonly end: GatheringEnd;
    }
  /** The server knows no tools. */
  | { readonly kind: 'no-tools' };

const OUTPUT_TOKENS = 700;

/**
 * Yields a line for each thing that the agent does; returns what it found. Faults of the model end the gathering, and
 * what was found stands. Never throws for the model's sake; a signal that is aborted ends it as 'time'.
 */
export async function* gather(task: GatherTask): AsyncGenerator<Label, Gathered> {
  const { model, library, prompt, marker, bounds, signal, log } = task;
  const findings: Findings = { read: new Map(), seen: new Map(), lookUps: 0 };
  const spending = createSpending(bounds);
  let end: GatheringEnd | undefined;
  try {
    const agent = createAgent({
      model: new ToolChatModel({
        model,
        spending,
        maxOutputTokens: OUTPUT_TOKENS,
        signal,
      }),
      tools: libraryTools(library, findings, marker),
      systemPrompt: prompt.system,
    });
    const updates = await agent.stream(
      { messages: [new HumanMessage(prompt.user)] },
      // A turn and its tools are two steps of the graph; our own bound comes first.
      { streamMode: 'updates', signal, recursionLimit: 2 * bounds.steps + 10 },
    );
    for await (const update of updates) {
      for (const { name, args } of callsIn(update)) yield describeStep(name, args, task.planned);
    }
  } catch (error) {
    if (error instanceof NoTools) return { kind: 'no-tools' };
    end = signal.aborted ? 'time' : error instanceof OverBudget ? 'over-budget' : 'failed';
    if (!signal.aborted) log.warn('research-agent-broke-off', { error });
  }
  const read = [...findings.read.values()];
  const seen = [...findings.seen.values()].filter(({ id }) => !findings.read.has(id));
  end ??= spending.stoppedBy() ?? 'done';
  log.info('research-gathered', { end, lookUps: findings.lookUps, tokens: spending.tokens, read: read.length });
  return { kind: 'gathered', read, seen, lookUps: findings.lookUps, end };
}

/** What the model asks for in an update of the graph. */
function callsIn(update: unknown): readonly { name: string; args: Record<string, unknown> }[] {
  const nodes = typeof update === 'object' && update !== null ? Object.values(update) : [];
  return nodes.flatMap((node: unknown) => {
    const messages = typeof node === 'object' && node !== null && 'messages' in node ? node.messages : [];
    return (Array.isArray(messages) ? messages : []).flatMap((message: unknown) =>
      AIMessage.isInstance(message) ? (message.tool_calls ?? []) : [],
    );
  });
}
