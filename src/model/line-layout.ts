/** In: a JSON schema. Out: the same content as plain `NAME: value` lines, for models that cannot keep to JSON. */

/** One line of the layout, and the property that it becomes. */
export interface LineField {
  /** As the model is asked to write it, such as `CITES`. */
  readonly label: string;
  readonly property: string;
  readonly kind: 'text' | 'texts' | 'number' | 'truth';
  readonly choices?: readonly string[];
  readonly description?: string;
}

/** An array of objects: its lines come once for each of them. */
export interface LineGroup {
  readonly property: string;
  /** What one of them is called, such as `claim`. */
  readonly one: string;
  readonly fields: readonly LineField[];
}

export interface LineLayout {
  readonly fields: readonly LineField[];
  readonly groups: readonly LineGroup[];
}

type Schema = Readonly<Record<string, unknown>>;

/** @returns `undefined` for a schema that lines cannot hold: objects in objects, or alternatives */
export function layoutOf(definition: Schema): LineLayout | undefined {
  const properties = propertiesOf(definition);
  if (!properties?.length) return undefined;
  const fields: LineField[] = [];
  const groups: LineGroup[] = [];
  for (const [property, schema] of properties) {
    const field = fieldOf(property, schema);
    if (field) {
      fields.push(field);
      continue;
    }
    const group = groupOf(property, schema);
    if (!group) return undefined;
    groups.push(group);
  }
  return { fields, groups: withDifferentLabels(fields, groups) };
}

/** What the model is told; the same text for the same schema. */
export function describeLayout({ fields, groups }: LineLayout): string {
  const lines = (some: readonly LineField[]) => some.map((field) => `${field.label}: ${meaningOf(field)}`);
  return [
    'Do not write JSON, whatever was said before. Write plain lines, each a name in capitals, a colon and the value on',
    'the same line. Write nothing else: no introduction, no mark-up. Where there is no value, write the name and the colon.',
    ...(fields.length ? ['', ...lines(fields)] : []),
    ...groups.flatMap((group) => [
      '',
      `Then these lines for each ${group.one}, with an empty line after each ${group.one}; none of them when there is no ${group.one}:`,
      '',
      ...lines(group.fields),
    ]),
  ].join('\n');
}

function meaningOf({ kind, choices, description }: LineField): string {
  const shape = choices
    ? `one of ${choices.join(', ')}`
    : { text: 'text', texts: 'values with a semicolon between them', number: 'a number', truth: 'yes or no' }[kind];
  return `(${shape}${description ? `; ${description}` : ''})`;
}

function fieldOf(property: string, schema: Schema): LineField | undefined {
  const { description } = schema;
  const field = (kind: LineField['kind'], choices?: unknown): LineField => ({
    label: property
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toUpperCase(),
    property,
    kind,
    ...(Array.isArray(choices) && { choices: choices.filter((choice) => typeof choice === 'string') }),
    ...(typeof description === 'string' && { description }),
  });
  switch (typeOf(schema)) {
    case 'string':
      return field('text', schema.enum);
    case 'number':
    case 'integer':
      return field('number');
    case 'boolean':
      return field('truth');
    case 'array':
      return typeOf(asSchema(schema.items)) === 'string' ? field('texts') : undefined;
  }
  return undefined;
}

function groupOf(property: string, schema: Schema): LineGroup | undefined {
  const properties = typeOf(schema) === 'array' ? propertiesOf(asSchema(schema.items)) : undefined;
  const fields = properties?.map(([name, item]) => fieldOf(name, item));
  if (!fields?.length || !fields.every((field) => field !== undefined)) return undefined;
  return { property, one: singular(property), fields };
}

/** A label that stands for two things gets the name of its group in front. */
function withDifferentLabels(fields: readonly LineField[], groups: readonly LineGroup[]): LineGroup[] {
  const labels = [...fields, ...groups.flatMap((group) => group.fields)].map(({ label }) => label);
  const taken = (label: string) => labels.filter((other) => other === label).length > 1;
  return groups.map((group) => ({
    ...group,
    fields: group.fields.map((field) =>
      taken(field.label) ? { ...field, label: `${group.one.toUpperCase()} ${field.label}` } : field,
    ),
  }));
}

function singular(name: string): string {
  const word = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, '');
}

function propertiesOf(schema: Schema): [string, Schema][] | undefined {
  if (typeOf(schema) !== 'object') return undefined;
  return Object.entries(asSchema(schema.properties)).map(([name, property]) => [name, asSchema(property)]);
}

/** A value that may be null is of its other type. */
function typeOf({ type }: Schema): unknown {
  return Array.isArray(type) ? type.find((one) => one !== 'null') : type;
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}
