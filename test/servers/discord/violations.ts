/** Requests that Discord would refuse, or that break a rule of the house, come in; `assertNoneUnexpected` throws for them. */
export interface Issue {
  /** Where in the body, as a JSON pointer: `/data/content`. */
  readonly path: string;
  /** Discord's name of the error, or a short one of ours. */
  readonly code: string;
  readonly message: string;
}

export interface Violation {
  readonly layer: 'schema' | 'rule' | 'state' | 'route' | 'gateway' | 'double';
  /** `POST /channels/1/messages` */
  readonly request: string;
  readonly problem: string;
}

export interface Violations {
  readonly list: readonly Violation[];
  record(violation: Violation): void;
  /** The test means this to happen: a violation whose text matches is no failure, and it must have happened by the end. */
  expect(pattern: RegExp): void;
  /** The same, but it need not happen: what depends on when a process was killed. */
  allow(pattern: RegExp): void;
  /** Throws one error that lists what was not expected and what was expected in vain. */
  assertNoneUnexpected(): void;
}

/** One line: `rule: POST /channels/1/messages: /content …`. Patterns of `expect` are matched against it. */
export function violationText({ layer, request, problem }: Violation): string {
  return `${layer}: ${request}: ${problem}`;
}

export function createViolations(): Violations {
  const list: Violation[] = [];
  const expected: RegExp[] = [];
  const allowed: RegExp[] = [];
  return {
    list,
    record: (violation) => list.push(violation),
    expect: (pattern) => expected.push(pattern),
    allow: (pattern) => allowed.push(pattern),
    assertNoneUnexpected() {
      const texts = list.map(violationText);
      const problems = [
        ...texts.filter((text) => ![...expected, ...allowed].some((pattern) => pattern.test(text))),
        ...expected
          .filter((pattern) => !texts.some((text) => pattern.test(text)))
          .map((pattern) => `expected ${pattern}, which did not happen`),
      ];
      if (problems.length > 0) throw new Error(`Discord would not have accepted this:\n  ${problems.join('\n  ')}`);
    },
  };
}
