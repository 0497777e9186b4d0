import type { Issue, Violation } from './violations.ts';

/** An answer that is an error, with Discord's status and code. `layer` makes it a violation of the test's rules. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly layer: Violation['layer'] | undefined;
  readonly issues: readonly Issue[];

  constructor(
    status: number,
    code: number,
    message: string,
    layer?: Violation['layer'],
    issues: readonly Issue[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.layer = layer;
    this.issues = issues;
  }

  /** The body that Discord sends: `{message, code, errors?}`. */
  body(): Record<string, unknown> {
    const body = { message: this.message, code: this.code };
    return this.issues.length > 0 ? { ...body, errors: errorTree(this.issues) } : body;
  }

  /** What was wrong, for the list of violations. */
  problem(): string {
    const details = this.issues.map(({ path, message }) => `${path} ${message}`).join('; ');
    return `${this.code} ${details || this.message}`;
  }
}

/** 400 with code 50035, as Discord answers a body that it does not like. */
export function invalidForm(layer: Violation['layer'], issues: readonly Issue[]): Refusal {
  return new Refusal(400, 50035, 'Invalid Form Body', layer, issues);
}

interface ErrorTree {
  [part: string]: ErrorTree | { code: string; message: string }[];
}

/** `/embeds/0/title` → `{embeds: {0: {title: {_errors: […]}}}}` */
function errorTree(issues: readonly Issue[]): ErrorTree {
  const root: ErrorTree = {};
  for (const { path, code, message } of issues) {
    let node = root;
    for (const part of path.split('/').filter(Boolean)) {
      node[part] ??= {};
      node = node[part] as ErrorTree;
    }
    node._errors = [...((node._errors as { code: string; message: string }[] | undefined) ?? []), { code, message }];
  }
  return root;
}
