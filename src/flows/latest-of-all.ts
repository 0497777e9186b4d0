/** Several flows of states that run at once → after every step, the newest state of each. */

/**
 * @returns a list as long as the flows, `undefined` where nothing was said yet; ends when all have ended
 * @throws what one of the flows throws; the others are ended
 */
export async function* latestOfAll<State>(
  flows: readonly AsyncGenerator<State>[],
): AsyncGenerator<readonly (State | undefined)[]> {
  const latest: (State | undefined)[] = flows.map(() => undefined);
  const next = (flow: AsyncGenerator<State>, at: number) => flow.next().then((step) => ({ at, step }));
  const running = new Map(flows.map((flow, at) => [at, next(flow, at)]));
  try {
    while (running.size) {
      const { at, step } = await Promise.race(running.values());
      if (step.done) running.delete(at);
      else {
        latest[at] = step.value;
        running.set(at, next(flows[at] as AsyncGenerator<State>, at));
        yield [...latest];
      }
    }
  } finally {
    // A flow that waits for its next state ends when that has come; nobody waits for it here.
    for (const [at, step] of running) {
      step.catch(() => undefined);
      flows[at]?.return(undefined).catch(() => undefined);
    }
  }
}
