/** What a person chooses and fills in comes in; the data that Discord's client would send goes out, or an error: it could not be done. */
import { characters } from './characters.ts';
import type { State } from './state.ts';
import { ComponentType, everyComponent, selectTypes, type WireComponent, type WireModal } from './wire.ts';

/** By label or custom id: a text, what was chosen, or whether a box is ticked. */
export type FilledIn = Readonly<Record<string, string | readonly string[] | boolean>>;

/** Options are chosen by label or value; people, roles and channels by id. @throws Error */
export function chosenValues(select: WireComponent, chosen: readonly string[]): string[] {
  const name = select.placeholder ?? select.custom_id ?? 'select';
  const least = select.required === false ? 0 : (select.min_values ?? 1);
  const most = select.max_values ?? 1;
  if (chosen.length < least || chosen.length > most) {
    throw new Error(`"${name}" takes ${least} to ${most} choices, not ${chosen.length}`);
  }
  if (!select.options) return [...chosen];
  return chosen.map((text) => {
    const option = select.options?.find(({ label, value }) => label === text || value === text);
    if (option) return option.value;
    const offered = select.options?.map(({ label }) => label).join(', ');
    throw new Error(`"${name}" does not offer "${text}"; offered: ${offered}`);
  });
}

/** People and channels that were chosen, as far as they are known. */
export function resolvedChoices(state: State, type: number, ids: readonly string[]): Record<string, unknown> {
  if (type === ComponentType.stringSelect) return {};
  const users = ids.flatMap((id) => state.users.get(id) ?? []);
  const channels = state.channels.filter(({ id }) => ids.includes(id));
  return {
    resolved: {
      ...(users.length > 0 && { users: Object.fromEntries(users.map((user) => [user.id, user])) }),
      ...(channels.length > 0 && {
        channels: Object.fromEntries(
          channels.map(({ id, name, type: kind }) => [id, { id, name, type: kind, permissions: '0', flags: 0 }]),
        ),
      }),
    },
  };
}

/** @throws Error when a field is not there, is missing, or takes no such value */
export function filledModal(modal: WireModal, values: FilledIn): Record<string, unknown> {
  const used = new Set<string>();
  const fill = (field: WireComponent, label: string | undefined): Record<string, unknown> => {
    const key = [label, field.custom_id].find((name) => name !== undefined && name in values);
    if (key !== undefined) used.add(key);
    const { type, id, custom_id } = field;
    return {
      type,
      id,
      custom_id,
      ...entered(field, label ?? custom_id ?? '', key === undefined ? undefined : values[key]),
    };
  };
  const components = numbered(modal.components).map((part) => {
    const { type, id, component, components: inside = [] } = part;
    if (component) return { type, id, component: fill(component, part.label) };
    return type === ComponentType.row
      ? { type, id, components: inside.map((input) => fill(input, input.label)) }
      : { type, id };
  });
  const unknown = Object.keys(values).filter((name) => !used.has(name));
  if (unknown.length > 0) {
    const labels = everyComponent(modal.components).flatMap(({ label }) => label ?? []);
    throw new Error(`"${modal.title}" has no field ${unknown.join(', ')}; there: ${labels.join(', ')}`);
  }
  return { custom_id: modal.custom_id, components };
}

function entered(field: WireComponent, name: string, given: FilledIn[string] | undefined): Record<string, unknown> {
  const required = field.required ?? true;
  if (field.type === ComponentType.checkbox) return { value: given === true };
  if (field.type === ComponentType.textInput) {
    const text = given ?? field.value ?? '';
    if (typeof text !== 'string') throw new Error(`"${name}" takes a text`);
    const length = characters(text);
    if (length === 0 && !required) return { value: '' };
    const least = Math.max(field.min_length ?? 0, required ? 1 : 0);
    const most = field.max_length ?? 4000;
    if (length < least || length > most) throw new Error(`"${name}": ${length} is not between ${least} and ${most}`);
    return { value: text };
  }
  if (typeof given === 'boolean') throw new Error(`"${name}" takes choices`);
  const chosen = chosenValues(field, given === undefined ? preset(field) : [given].flat());
  return field.type === ComponentType.radioGroup ? { value: chosen[0] ?? null } : { values: chosen };
}

/** What is chosen already when the form opens. */
function preset({ options = [], type, default_values = [] }: WireComponent): string[] {
  if (selectTypes.includes(type) && options.length === 0)
    return default_values.map((value) => String((value as { id: string }).id));
  return options.filter((option) => option.default).map(({ value }) => value);
}

function numbered(components: readonly WireComponent[]): WireComponent[] {
  const copy = structuredClone(components) as WireComponent[];
  everyComponent(copy).forEach((component, index) => {
    Object.assign(component, { id: component.id ?? index + 1 });
  });
  return copy;
}
