/** In: the parts of a process. Out: the same, until it is killed: from then on nothing that it began comes back. */
import type { Clock } from '../../src/domain/clock.ts';

/** Of one process; it dies between any two of its steps. */
export interface Life {
  isAlive: boolean;
  /** Steps until it is killed; infinite while nobody wants that. */
  stepsLeft: number;
  /** Whether looking for work counts as a step too: most of a life is that. */
  diesIdle?: boolean;
  readonly onDeath: (step: string) => void;
}

const NEVER = new Promise<never>(() => {});

/** One step of a life. @returns whether it still lives */
function step(life: Life, name: string): boolean {
  if (!life.isAlive) return false;
  if (name.endsWith(' nextDue') && life.diesIdle === false) return true;
  life.stepsLeft -= 1;
  if (life.stepsLeft > 0) return true;
  life.isAlive = false;
  life.onDeath(name);
  return false;
}

/** Every call may be the last: killed before it, it is not made; killed after it, nobody learns what came of it. */
export function mortal<Port extends object>(port: Port, life: Life): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        if (!step(life, `before ${String(name)}`)) return NEVER;
        const settled = await Promise.resolve(member.apply(target, given)).then(
          (value: unknown) => ({ value }),
          (error: unknown) => ({ error }),
        );
        if (!step(life, `after ${String(name)}`)) return NEVER;
        if ('error' in settled) throw settled.error;
        return settled.value;
      };
    },
  });
}

export function mortalClock(clock: Clock, life: Life): Clock {
  return {
    now: () => clock.now(),
    async sleep(milliseconds, signal) {
      await clock.sleep(milliseconds, signal);
      return life.isAlive ? undefined : NEVER;
    },
  };
}
