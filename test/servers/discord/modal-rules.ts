/** Documented limits of modals: the forms that a bot shows instead of an answer. */
import { lengthProblem, selectProblems } from './component-rules.ts';
import type { Issue } from './violations.ts';
import { ComponentType, everyComponent, selectTypes, type WireComponent, type WireModal } from './wire.ts';

const inLabels: readonly number[] = [ComponentType.textInput, ...selectTypes, 19, 21, 22, 23];

export function modalIssues({ custom_id, title, components = [] }: Partial<WireModal>): Issue[] {
  const all = everyComponent(components);
  const ids = all.flatMap((component) => (component.custom_id === undefined ? [] : [component.custom_id]));
  const problems = [
    ...lengthProblem('a custom_id', custom_id, 1, 100),
    ...lengthProblem('a title', title, 1, 45),
    ...(components.length >= 1 && components.length <= 5 ? [] : ['a modal has 1 to 5 parts']),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `custom_id "${id}" is there twice`),
    ...components.flatMap(partProblems),
    ...all.flatMap(fieldProblems),
  ];
  return problems.map((message) => ({ path: '/data', code: 'MODAL', message }));
}

function partProblems({ type, label, description, component, components = [] }: WireComponent): string[] {
  if (type === ComponentType.textDisplay) return [];
  if (type === ComponentType.row) {
    const [input] = components;
    const good = components.length === 1 && input?.type === ComponentType.textInput;
    return good ? lengthProblem("a text input's label", input.label, 1, 45) : ['a row of a modal holds one text input'];
  }
  if (type !== ComponentType.label) return [`a component of type ${type} cannot stand in a modal`];
  const own = [...lengthProblem('a label', label, 1, 45), ...lengthProblem('a description', description ?? '', 0, 100)];
  if (!component || !inLabels.includes(component.type)) return [...own, 'a label is for one field'];
  return component.label ? [...own, 'a field in a label has no label of its own'] : own;
}

function fieldProblems(field: WireComponent): string[] {
  const { type, value, placeholder, min_length, max_length } = field;
  if (selectTypes.includes(type))
    return field.disabled ? ['a select of a modal cannot be disabled'] : selectProblems(field);
  if (type !== ComponentType.textInput) return [];
  const least = min_length ?? 0;
  const most = max_length ?? 4000;
  const bounds = least >= 0 && least <= most && most >= 1 && most <= 4000;
  return [
    ...lengthProblem("a text input's custom_id", field.custom_id, 1, 100),
    ...lengthProblem('a placeholder', placeholder ?? '', 0, 100),
    ...(bounds ? [] : [`a text input cannot ask for ${least} to ${most} characters`]),
    ...(value && bounds ? lengthProblem('what stands in a text input', value, 0, most) : []),
  ];
}
