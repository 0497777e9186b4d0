/** In: lines as `line-layout.ts` asks for them. Out: the JSON that they stand for, an entry as soon as it is complete. */
import type { LineField, LineGroup, LineLayout } from './line-layout.ts';
import { missingLineValue, readLineValue } from './line-values.ts';
import type { ShapeReader } from './shape-reader.ts';

/** A name, a colon, a value; around the name whatever of bullets, numbers and Markdown models put there. */
const LINE = /^[\s>*#•_`-]*(?:\d+[.)]\s*)?[*_`]*([A-Za-z][A-Za-z0-9 _-]{0,39}?)[\s*_`]*[:：][*_`]*[ \t]*(.*)$/;

interface Place {
  readonly field: LineField;
  readonly group?: LineGroup;
}

/** What a line begins, by its name without case, spaces and numbers. A name of a group alone is a heading. */
type Names = ReadonlyMap<string, Place | 'heading'>;

function namesOf({ fields, groups }: LineLayout): Names {
  const names = new Map<string, Place | 'heading'>();
  for (const group of groups) {
    names.set(plain(group.property), 'heading');
    // Asked for the TEXT of a claim, models write CLAIM.
    const [first] = group.fields;
    if (first) names.set(plain(group.one), { field: first, group });
    for (const field of group.fields) names.set(plain(field.label), { field, group });
  }
  for (const field of fields) names.set(plain(field.label), { field });
  return names;
}

/** Where the first line with a known name begins; `undefined` while no such line is complete. */
export function findLine(text: string, layout: LineLayout): number | undefined {
  const names = namesOf(layout);
  for (const match of text.matchAll(/[^\n]*\n/g)) if (readLine(match[0], names)) return match.index;
  return undefined;
}

export function createLineReader(layout: LineLayout): ShapeReader {
  const names = namesOf(layout);
  let unread = '';
  /** What the present line, and those that go on with it, are the value of. */
  let open: { readonly place: Place; readonly written: string[] } | undefined;
  let entry: { readonly group: LineGroup; readonly values: Map<string, unknown> } | undefined;
  /** The array that is being written, and entries of others, which wait for its end. */
  let array: LineGroup | undefined;
  const waiting = new Map<LineGroup, string[]>();
  const begun = new Set<LineGroup>();
  const members = new Map<string, unknown>();
  const done = new Set<LineField>();
  let out = '';
  let written = false;

  const member = (text: string) => {
    out += written ? `,${text}` : `{${text}`;
    written = true;
  };

  function closeValue(): void {
    if (!open) return;
    const { field, group } = open.place;
    const values = group ? entry?.values : members;
    const value = readLineValue(field, open.written);
    const before = values?.get(field.property);
    if (Array.isArray(before) && Array.isArray(value)) values?.set(field.property, [...before, ...value]);
    else if (before === undefined || before === '') values?.set(field.property, value);
    open = undefined;
  }

  /** Members that are known go out, unless an array is under way. */
  function writeMembers(all: boolean): void {
    if (array) return;
    for (const field of layout.fields) {
      const value = members.get(field.property) ?? (all ? missingLineValue(field) : undefined);
      // A list may go on in another line.
      if (value === undefined || done.has(field) || (field.kind === 'texts' && !all)) continue;
      member(`${JSON.stringify(field.property)}:${JSON.stringify(value)}`);
      done.add(field);
    }
  }

  function closeEntry(): void {
    closeValue();
    if (!entry) return;
    const { group, values } = entry;
    entry = undefined;
    if (![...values.values()].some((value) => value !== '' && value !== undefined)) return;
    const properties = group.fields.flatMap((field) => {
      const value = values.get(field.property) ?? missingLineValue(field);
      return value === undefined ? [] : [`${JSON.stringify(field.property)}:${JSON.stringify(value)}`];
    });
    const text = `{${properties.join(',')}}`;
    if (array && array !== group) waiting.set(group, [...(waiting.get(group) ?? []), text]);
    else if (array) out += `,${text}`;
    else {
      writeMembers(false);
      array = group;
      begun.add(group);
      member(`${JSON.stringify(group.property)}:[${text}`);
    }
  }

  function takeLine(line: string): void {
    const read = readLine(line, names);
    if (!read) {
      if (line.trim()) {
        if (open && !/^\s*(```|---|\*\*\*)/.test(line)) open.written.push(line);
        return;
      }
      closeValue();
      if (entry?.group.fields.every(({ property }) => entry?.values.has(property))) closeEntry();
      return;
    }
    closeValue();
    if (read.place === 'heading') {
      closeEntry();
      return;
    }
    const { field, group } = read.place;
    const list = field.kind === 'texts';
    if (group) {
      const again = entry?.values.has(field.property) && !(list && entry.group === group);
      if (entry?.group !== group || again) closeEntry();
      entry ??= { group, values: new Map() };
    } else {
      closeEntry();
      // The first word on a matter stands.
      if (done.has(field)) return;
    }
    open = { place: read.place, written: [read.value] };
  }

  function flush(): string {
    const text = out;
    out = '';
    return text;
  }

  return {
    push(text) {
      unread += text;
      const lines = unread.split(/\r?\n/);
      unread = lines.pop() ?? '';
      for (const line of lines) takeLine(line);
      return flush();
    },
    // More may always follow.
    complete: () => false,
    end(whole) {
      if (!whole) return undefined;
      if (unread) takeLine(unread);
      closeEntry();
      if (array) out += ']';
      array = undefined;
      for (const group of layout.groups) {
        if (!begun.has(group)) member(`${JSON.stringify(group.property)}:[${(waiting.get(group) ?? []).join(',')}]`);
      }
      writeMembers(true);
      return `${flush()}${written ? '}' : '{}'}`;
    },
  };
}

function readLine(
  line: string,
  names: Names,
): { readonly place: Place | 'heading'; readonly value: string } | undefined {
  const [, name = '', value = ''] = LINE.exec(line.trimEnd()) ?? [];
  const place = names.get(plain(name));
  // A sentence may begin with the name of a group and a colon; a heading stands alone.
  return place && !(place === 'heading' && value.trim()) ? { place, value } : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
