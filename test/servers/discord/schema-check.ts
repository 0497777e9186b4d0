/** A request comes in (method, path, body); what Discord's published OpenAPI document holds against it goes out. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { sharedData } from '../../shared-data.ts';
import { type OpenApi, type Operation, prepareSchemas } from './schema-preparation.ts';
import type { Issue } from './violations.ts';

export interface SchemaCheck {
  /** Whether the document was found. When not, `check` finds nothing and the rest of the double works as usual. */
  readonly available: boolean;
  check(method: string, path: string, body: unknown): Issue[];
  /** The double's own answers are held to the same document, unknown keys allowed. */
  checkAnswer(method: string, path: string, status: number, body: unknown): Issue[];
  /** So are its events, against the schema of this name. */
  checkNamed(schema: string, value: unknown): Issue[];
}

/** Discord's words for what JSON Schema calls otherwise. */
const errorCodes: Readonly<Record<string, string>> = {
  required: 'BASE_TYPE_REQUIRED',
  minLength: 'BASE_TYPE_BAD_LENGTH',
  maxLength: 'BASE_TYPE_BAD_LENGTH',
  minItems: 'BASE_TYPE_BAD_LENGTH',
  maxItems: 'BASE_TYPE_BAD_LENGTH',
  enum: 'BASE_TYPE_CHOICES',
};

/** Compiled at once: on a busy machine it takes seconds, and a bot that is being stopped does not have them. */
const busiest = [
  ['POST', '/interactions/1/token/callback'],
  ['POST', '/webhooks/1/token'],
  ['PATCH', '/webhooks/1/token/messages/@original'],
] as const;

let loaded: SchemaCheck | undefined;

/** The one check of this process: reading the document and compiling its schemas is the slow part of starting. */
export function schemaCheck(): SchemaCheck {
  loaded ??= load(sharedData('discord', 'openapi.json'));
  return loaded;
}

function load(file: string | undefined): SchemaCheck {
  if (!file) {
    console.warn('Loopback Discord: no openapi.json in the shared data, requests are not held against its schemas.');
    return { available: false, check: () => [], checkAnswer: () => [], checkNamed: () => [] };
  }
  const text = readFileSync(file, 'utf8');
  const requests = openDocument(text, true);
  const answers = openDocument(text, false);
  const check: SchemaCheck = {
    available: true,
    check(method, path, body) {
      const route = requests.find(method, path);
      if (!route) return [{ path: '', code: 'ROUTE', message: 'Discord documents no such route' }];
      const { requestBody } = route.operation;
      if (body === undefined) {
        return requestBody?.required ? [{ path: '', code: 'BASE_TYPE_REQUIRED', message: 'a body is required' }] : [];
      }
      if (!requestBody?.content['application/json']) return [];
      return requests.issues(route, ['requestBody'], body);
    },
    checkAnswer(method, path, status, body) {
      const route = answers.find(method, path);
      const documented = route?.operation.responses?.[status];
      if (!route || !documented)
        return [{ path: '', code: 'STATUS', message: `Discord documents no answer ${status}` }];
      return documented.content?.['application/json'] ? answers.issues(route, ['responses', String(status)], body) : [];
    },
    checkNamed: (schema, value) => answers.named(schema, value),
  };
  for (const [method, path] of busiest) {
    check.check(method, path, {});
    check.checkAnswer(method, path, 200, {});
  }
  return check;
}

/** The document with its schemas compiled when they are first needed. */
function openDocument(text: string, strict: boolean) {
  const document = JSON.parse(text) as OpenApi;
  document.$id = 'discord://openapi';
  prepareSchemas(document, { strict });
  const ajv = createAjv();
  ajv.addSchema(document);
  const routes = templates(document);
  const compiled = new Map<string, ValidateFunction>();
  const check = (pointer: readonly string[], value: unknown) => {
    const reference = `${document.$id}#/${pointer.map(pointerPart).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(value) ? [] : issues(validate.errors ?? []);
  };
  return {
    find: (method: string, path: string) => routes.find((route) => route.method === method && route.pattern.test(path)),
    issues: ({ template, method }: RouteTemplate, part: readonly string[], value: unknown): Issue[] =>
      check(['paths', template, method.toLowerCase(), ...part, 'content', 'application/json', 'schema'], value),
    named: (schema: string, value: unknown): Issue[] => check(['components', 'schemas', schema], value),
  };
}

function createAjv(): Ajv2020 {
  // Compiling is most of the work: twice as fast without making the code smaller.
  const quick = { code: { optimize: false }, inlineRefs: false };
  const ajv = new Ajv2020({ ...quick, strict: false, allErrors: true, validateSchema: false });
  const integer = (from: number, to: number) => (value: number) =>
    Number.isInteger(value) && value >= from && value <= to;
  ajv.addFormat('int32', { type: 'number', validate: integer(-(2 ** 31), 2 ** 31 - 1) });
  ajv.addFormat('int64', { type: 'number', validate: integer(-(2 ** 63), 2 ** 63) });
  ajv.addFormat('double', { type: 'number', validate: () => true });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addFormat('date-time', (value: string) => !Number.isNaN(Date.parse(value)));
  ajv.addFormat('uri', (value: string) => URL.canParse(value));
  return ajv;
}

interface RouteTemplate {
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly operation: Operation;
}

/** Most literal first, so that `/users/@me` wins over `/users/{user_id}`. */
function templates({ paths }: OpenApi): RouteTemplate[] {
  const literals = (template: string) => template.split('/').filter((part) => !part.startsWith('{')).length;
  return Object.entries(paths)
    .flatMap(([template, operations]) =>
      ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => {
        const operation = operations[method];
        const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
        return operation ? [{ method: method.toUpperCase(), template, pattern, operation }] : [];
      }),
    )
    .sort((one, other) => literals(other.template) - literals(one.template));
}

function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Leaves only: that a union failed, or that a value is not null, says nothing beside what failed inside. */
function issues(errors: readonly ErrorObject[]): Issue[] {
  const leaves = errors.filter(
    ({ keyword, params }) =>
      !['oneOf', 'anyOf', 'if'].includes(keyword) && !(keyword === 'type' && params.type === 'null'),
  );
  return (leaves.length > 0 ? leaves : errors).map(({ instancePath, keyword, message, params }) => ({
    path: instancePath,
    code: errorCodes[keyword] ?? keyword.toUpperCase(),
    message: keyword === 'additionalProperties' ? `unknown key "${params.additionalProperty}"` : (message ?? keyword),
  }));
}
