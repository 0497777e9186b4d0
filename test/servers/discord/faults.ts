/** Rules come in (which requests, how often, what goes wrong); `take` hands out the fault for a request. */
export interface FaultRule {
  readonly method?: string;
  /** Matched against the path below `/api/v10`. */
  readonly path?: RegExp;
  /** How many matching requests are hit; 1 unless told. */
  readonly times?: number;
  readonly fault: Fault;
}

export type Fault =
  /** Answered with this status; the request has no effect unless `afterEffect`. */
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterEffect?: boolean;
    }
  /** Answered as usual after so many milliseconds. */
  | { readonly delay: number }
  /** The connection is cut before or after the request takes effect. */
  | { readonly drop: 'before' | 'after' };

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  take(method: string, path: string): Fault | undefined;
}

export function createFaults(): Faults {
  let rules: { rule: FaultRule; left: number }[] = [];
  return {
    add: (rule) => rules.push({ rule, left: rule.times ?? 1 }),
    clear: () => {
      rules = [];
    },
    take(method, path) {
      const hit = rules.find(
        ({ rule, left }) => left > 0 && (rule.method ?? method) === method && (rule.path?.test(path) ?? true),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      return hit.rule.fault;
    },
  };
}
