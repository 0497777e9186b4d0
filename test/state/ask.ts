/** Requests to a language model, from beginning to end, in this process and in others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Estimate, ModelBudget, PricedUsage, Spender } from '../../src/domain/budget.ts';
import type { StatePlace } from '../contracts/state-place.ts';
import { answering, usageOf } from './open-usage.ts';

/** One request from beginning to end. @returns the budget that refused it */
export async function ask(
  budget: ModelBudget,
  spender: Spender,
  used: readonly PricedUsage[] = [usageOf()],
  estimate: Estimate = answering,
) {
  const reserved = await budget.reserve(spender, estimate);
  if ('budget' in reserved) return reserved;
  await budget.settle(reserved, used);
  return undefined;
}

export async function askTimes(times: number, budget: ModelBudget, spender: Spender) {
  const stops = [];
  for (let time = 0; time < times; time += 1) stops.push((await ask(budget, spender))?.budget);
  return stops;
}

/** Resolves when the process has written how often it was let in. */
export async function askProcess({ folder, address }: StatePlace, ...rest: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ask-process.ts'), folder, address, ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [written] = await once(child.stdout, 'data');
  return { child, letIn: Number(written) };
}
