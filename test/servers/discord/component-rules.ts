/** Documented limits of the components of a message that the OpenAPI document lacks, and those that hold without it, too. */
import { characters } from './characters.ts';
import type { Issue } from './violations.ts';
import {
  ComponentType,
  everyComponent,
  type MessageBody,
  MessageFlag,
  selectTypes,
  type WireComponent,
} from './wire.ts';

const linkStyle = 5;
const premiumStyle = 6;
const layoutTypes: readonly number[] = [9, 10, 11, 12, 13, 14, 17];
const modalTypes: readonly number[] = [ComponentType.textInput, ComponentType.label, 19, 21, 22, 23];

/** What stands at the top of a message, and what stands where inside. https://discord.com/developers/docs/components/reference */
const classicTop: readonly number[] = [ComponentType.row];
const layoutTop: readonly number[] = [1, 9, 10, 12, 13, 14, 17];
const inside: Readonly<Record<number, readonly number[]>> = {
  [ComponentType.row]: [ComponentType.button, ...selectTypes],
  [ComponentType.section]: [ComponentType.textDisplay],
  [ComponentType.container]: [1, 9, 10, 12, 13, 14],
};

export function componentIssues(body: MessageBody, edit: boolean): Issue[] {
  const found: Issue[] = [];
  const refuse = (code: string, message: string) => found.push({ path: '/components', code, message });
  const components = everyComponent(body.components);
  const laidOut = Boolean((body.flags ?? 0) & MessageFlag.componentsV2);
  const layout = components.some(({ type }) => layoutTypes.includes(type));

  for (const id of repeated(components.map(({ custom_id }) => custom_id))) {
    refuse('COMPONENT_CUSTOM_ID_DUPLICATED', `custom_id "${id}" is there twice`);
  }
  for (const id of repeated(components.map((component) => component.id || undefined))) {
    refuse('COMPONENT_ID_DUPLICATED', `id ${id} is there twice`);
  }
  if (layout && !laidOut && !edit) refuse('FLAGS', 'layout components need the IS_COMPONENTS_V2 flag');
  if (laidOut && (body.content || body.embeds?.length || body.poll || body.sticker_ids?.length)) {
    refuse('FLAGS', 'IS_COMPONENTS_V2 excludes content and embeds, polls and stickers');
  }
  if (laidOut || layout) {
    if (components.length > 40) refuse('MAX_COMPONENTS', `${components.length} components in all, 40 at most`);
    const texts = components.filter(({ type }) => type === ComponentType.textDisplay);
    const total = texts.reduce((sum, { content }) => sum + characters(content), 0);
    if (total > 4000) refuse('MAX_TEXT', `text displays hold ${total} characters, 4000 at most`);
  } else if ((body.components?.length ?? 0) > 5) refuse('BASE_TYPE_BAD_LENGTH', '5 rows at most');
  for (const { type } of body.components ?? []) {
    const known = layoutTypes.includes(type) || type === ComponentType.row;
    if (!(laidOut || layout ? layoutTop : classicTop).includes(type) && (known || type < 9)) {
      refuse('UNION_TYPE_CHOICES', `a component of type ${type} cannot stand by itself`);
    }
  }
  for (const component of components) for (const message of problems(component)) refuse('COMPONENT', message);
  return found;
}

function problems(component: WireComponent): string[] {
  const { type, components = [] } = component;
  const allowed = inside[type];
  const misplaced = allowed ? components.filter((child) => !allowed.includes(child.type)) : [];
  const found = misplaced.map((child) => `a component of type ${child.type} cannot stand in one of type ${type}`);
  if (modalTypes.includes(type)) found.push(`a component of type ${type} belongs into a modal`);
  if (component.custom_id !== undefined) found.push(...lengthProblem('a custom_id', component.custom_id, 1, 100));
  switch (type) {
    case ComponentType.row: {
      const selects = components.filter((child) => selectTypes.includes(child.type)).length;
      const full = components.length > 5 || (selects > 0 && components.length > 1);
      return full || components.length === 0 ? [...found, 'a row holds 5 buttons or one select'] : found;
    }
    case ComponentType.button:
      return [...found, ...buttonProblems(component)];
    case ComponentType.section:
      return [...found, ...sectionProblems(component)];
    case ComponentType.textDisplay:
      return [...found, ...lengthProblem('a text display', component.content, 1, 4000)];
    case ComponentType.container:
      return components.length > 0 ? found : [...found, 'a container holds something'];
    case ComponentType.gallery: {
      const count = component.items?.length ?? 0;
      return count >= 1 && count <= 10 ? found : [...found, 'a gallery holds 1 to 10 pictures'];
    }
    case ComponentType.file: {
      const url = component.file?.url ?? '';
      return url.startsWith('attachment://') ? found : [...found, 'a file is of the same message: attachment://name'];
    }
    default:
      return selectTypes.includes(type) ? [...found, ...selectProblems(component)] : found;
  }
}

function buttonProblems({ style, url, custom_id, sku_id, label, emoji }: WireComponent): string[] {
  if (style === premiumStyle) return sku_id && !custom_id && !url ? [] : ['a premium button has a sku_id only'];
  if (characters(label) > 80) return ['a label has 80 characters at most'];
  if (!label && !emoji) return ['a button has a label or an emoji'];
  if (style === linkStyle) return url && !custom_id ? [] : ['a link button has a url and no custom_id'];
  return custom_id && !url ? [] : ['a button has a custom_id and no url'];
}

function sectionProblems({ components = [], accessory }: WireComponent): string[] {
  const texts = components.length >= 1 && components.length <= 3;
  const beside = accessory?.type === ComponentType.button || accessory?.type === ComponentType.thumbnail;
  return [
    ...(texts ? [] : ['a section holds 1 to 3 texts']),
    ...(beside ? [] : ['a section has a button or a thumbnail beside it']),
  ];
}

/** Selects of messages and of modals. */
export function selectProblems(select: WireComponent): string[] {
  const { type, custom_id, placeholder, options = [] } = select;
  const least = select.min_values ?? 1;
  const most = select.max_values ?? 1;
  const found = custom_id ? [] : ['a select has a custom_id'];
  found.push(...lengthProblem('a placeholder', placeholder ?? '', 0, 150));
  if (least > most) found.push(`a select cannot ask for at least ${least} and at most ${most}`);
  if (type !== ComponentType.stringSelect) return found;
  if (options.length < 1 || options.length > 25) found.push('a select has 1 to 25 options');
  if (options.length > 0 && most > options.length) found.push(`${most} of ${options.length} options cannot be chosen`);
  for (const value of repeated(options.map((option) => option.value))) found.push(`option "${value}" is there twice`);
  if (options.filter((option) => option.default).length > most) found.push(`more than ${most} options are chosen`);
  for (const { label, value, description } of options) {
    found.push(...lengthProblem("an option's label", label, 1, 100));
    found.push(...lengthProblem("an option's value", value, 1, 100));
    found.push(...lengthProblem("an option's description", description ?? '', 0, 100));
  }
  return found;
}

export function lengthProblem(what: string, text: unknown, least: number, most: number): string[] {
  const length = characters(text);
  return length >= least && length <= most ? [] : [`${what} has ${least} to ${most} characters, not ${length}`];
}

function repeated<Value extends string | number>(values: readonly (Value | undefined)[]): Set<Value> {
  const given = values.filter((value) => value !== undefined);
  return new Set(given.filter((value, index) => given.indexOf(value) !== index));
}
