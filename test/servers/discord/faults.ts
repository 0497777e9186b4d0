/** Rules come in (which requests, how often, what goes wrong); `take` hands out the fault for a request. */
export interface FaultRule {
  readonly method?: string;
  /** Matched against the path below `/api/v10`. */
  readonly path?: RegExp;
  /** Matching requests that pass before the first is hit. */
  readonly skip?: number;
  /** How many matching requests are hit; 1 unless told. */
  readonly times?: number;
  /** Only requests with such a body. */
  readonly body?: (body: unknown) => boolean;
  readonly fault: Fault;
}

export type Fault =
  /** Answered with this status; the request has no effect unless `afterEffect`. */
  | {
      readonly status: number;
      readonly body?: unknown;
      /** Instead of a body: an answer that is no JSON. */
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterEffect?: boolean;
    }
  /** Answered as usual after so many milliseconds; `afterEffect`: what was asked is done at once. */
  | { readonly delay: number; readonly afterEffect?: boolean }
  /** The connection is cut before or after the request takes effect. */
  | { readonly drop: 'before' | 'after' };

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** How often a rule has struck. */
  readonly struck: number;
  take(method: string, path: string, body?: unknown): Fault | undefined;
}

export function createFaults(): Faults {
  let rules: { rule: FaultRule; skip: number; left: number }[] = [];
  let struck = 0;
  return {
    add: (rule) => rules.push({ rule, skip: rule.skip ?? 0, left: rule.times ?? 1 }),
    clear: () => {
      rules = [];
    },
    get struck() {
      return struck;
    },
    take(method, path, body) {
      const hits = rules.filter(
        ({ rule, left }) =>
          left > 0 &&
          (rule.method ?? method) === method &&
          (rule.path?.test(path) ?? true) &&
          (rule.body?.(body) ?? true),
      );
      for (const hit of hits) {
        hit.skip -= 1;
        if (hit.skip >= 0) continue;
        hit.left -= 1;
        struck += 1;
        return hit.rule.fault;
      }
      return undefined;
    },
  };
}
