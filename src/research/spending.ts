/** What an agent has used of its bounds. In: turns and tokens as they come. Out: whether, and why, it must stop. */
import type { ModelUsage } from '../domain/ports.ts';
import type { ResearchLimits } from './depth.ts';

export interface Spending {
  /** Before each turn of the model. @returns the bound that is reached, so that there is no further turn */
  startTurn(): 'steps' | 'tokens' | undefined;
  count(usage: ModelUsage): void;
  /** The bound at which the agent was stopped. */
  stoppedBy(): 'steps' | 'tokens' | undefined;
  readonly tokens: number;
}

export function createSpending(bounds: Pick<ResearchLimits, 'steps' | 'tokens'>): Spending {
  let turns = 0;
  let tokens = 0;
  let stopped: 'steps' | 'tokens' | undefined;
  return {
    startTurn() {
      if (turns >= bounds.steps) stopped = 'steps';
      else if (tokens >= bounds.tokens) stopped = 'tokens';
      else turns += 1;
      return stopped;
    },
    count({ inputTokens, outputTokens }) {
      tokens += inputTokens + outputTokens;
    },
    stoppedBy: () => stopped,
    get tokens() {
      return tokens;
    },
  };
}
