/** Discord's OpenAPI document comes in; the same document goes out in a form that Ajv can hold requests against, strictly. */
export interface SchemaNode {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, SchemaNode>;
  additionalProperties?: unknown;
  oneOf?: SchemaNode[];
  anyOf?: SchemaNode[];
  allOf?: unknown[];
  [keyword: string]: unknown;
}

type Content = Readonly<Record<string, { readonly schema: SchemaNode } | undefined>>;

export interface Operation {
  readonly responses?: Readonly<Record<string, { readonly content?: Content } | undefined>>;
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Content;
  };
}

export interface OpenApi {
  $id?: string;
  readonly components: { readonly schemas: Record<string, SchemaNode> };
  readonly paths: Record<string, Record<string, Operation | undefined>>;
}

/** discord.js 14.28 sends these wherever it likes; Discord ignores them where the schema does not list them. */
const tolerated = ['tts', 'enforce_nonce', 'nsfw'];

/** Changes the document in place: unions become readable, big numbers may be strings; `strict` refuses unknown keys in requests. */
export function prepareSchemas(document: OpenApi, { strict }: { readonly strict: boolean }): void {
  const schemas = document.components.schemas;
  for (const schema of strict ? requestSchemas(document) : []) {
    acceptNumericStrings(schema);
    if (schema.properties && schema.additionalProperties === undefined && !schema.allOf) {
      schema.additionalProperties = false;
      for (const key of tolerated) schema.properties[key] ??= {};
    }
  }
  if (strict) tolerateThreadType(schemas);
  rewriteUnions(document, schemas);
}

/** discord.js tells the type of every thread, where the document lists it for one way of starting them only. */
function tolerateThreadType(schemas: Record<string, SchemaNode>): void {
  for (const name of ['CreateTextThreadWithMessageRequest', 'CreateForumThreadRequest']) {
    const { properties } = schemas[name] ?? {};
    if (properties) properties.type ??= {};
  }
}

/** Every named schema that a request body can contain. */
function requestSchemas({ components, paths }: OpenApi): Set<SchemaNode> {
  const found = new Set<SchemaNode>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const target = resolve(node as SchemaNode, components.schemas);
    if (target && !found.has(target)) {
      found.add(target);
      visit(target);
    }
    for (const child of Object.values(node)) visit(child);
  };
  for (const operations of Object.values(paths)) {
    for (const operation of Object.values(operations)) visit(operation?.requestBody?.content['application/json']);
  }
  return found;
}

/** Permission sets do not fit into a double; the API takes them as strings, the document only as integers. */
function acceptNumericStrings({ properties = {} }: SchemaNode): void {
  for (const name of ['default_member_permissions', 'allow', 'deny', 'permissions']) {
    const schema = properties[name];
    if (schema && JSON.stringify(schema).includes('integer')) {
      properties[name] = { anyOf: [schema, { type: 'string', pattern: '^[0-9]+$' }] };
    }
  }
}

/** A union told apart by its `type` becomes if/then, so that only the branch that is meant complains. */
function rewriteUnions(node: unknown, schemas: Record<string, SchemaNode>): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as SchemaNode;
  const branches = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(branches) && branches.length > 1) {
    const tags = branches.map((branch) => typeTags(branch, schemas));
    const all = tags.flat();
    if (tags.every((list) => list.length > 0) && new Set(all).size === all.length) {
      delete schema.oneOf;
      delete schema.anyOf;
      schema.type = 'object';
      schema.required = ['type'];
      schema.properties = { type: { enum: all } };
      schema.allOf = branches.map((branch, index) => ({
        if: { properties: { type: { enum: tags[index] } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: branch,
      }));
      return;
    }
  }
  for (const child of Object.values(schema)) rewriteUnions(child, schemas);
}

function typeTags(branch: SchemaNode, schemas: Record<string, SchemaNode>): unknown[] {
  const schema = resolve(branch, schemas);
  const type = schema?.required?.includes('type') ? schema.properties?.type : undefined;
  if (!type) return [];
  return type.enum ?? resolve(type, schemas)?.enum ?? singleValues(type);
}

/** `allOf: [{$ref}]` and `const` are the other ways in which the document pins a type. */
function singleValues(type: SchemaNode): unknown[] {
  return 'const' in type ? [type.const] : [];
}

function resolve(node: SchemaNode, schemas: Record<string, SchemaNode>): SchemaNode | undefined {
  const name = typeof node.$ref === 'string' ? node.$ref.split('/').at(-1) : undefined;
  return name === undefined ? undefined : schemas[name];
}
