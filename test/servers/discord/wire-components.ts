/** Buttons, selects, layouts and forms as they cross the wire. Field names are Discord's. */
export interface WireComponent {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly style?: number;
  readonly url?: string;
  readonly sku_id?: string;
  readonly disabled?: boolean;
  readonly emoji?: { readonly name?: string | null; readonly id?: string | null };
  readonly content?: string;
  readonly components?: readonly WireComponent[];
  readonly accessory?: WireComponent;
  /** What a label in a modal is for. */
  readonly component?: WireComponent;
  readonly options?: readonly WireSelectOption[];
  readonly placeholder?: string | null;
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly default_values?: readonly unknown[];
  readonly description?: string | null;
  readonly spoiler?: boolean | null;
  readonly accent_color?: number | null;
  readonly divider?: boolean | null;
  readonly spacing?: number | null;
  readonly media?: WireMedia;
  readonly file?: WireMedia;
  readonly items?: readonly { readonly media: WireMedia; readonly description?: string | null }[];
  /** Of a text input; 1 is a line, 2 a paragraph. */
  readonly value?: string | null;
  readonly required?: boolean | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
}

export interface WireMedia {
  /** `https://…`, or `attachment://name` of a file of the same message. */
  readonly url: string;
}

export interface WireSelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null;
  readonly default?: boolean | null;
}

/** A form that a bot shows instead of an answer. */
export interface WireModal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly WireComponent[];
}

export const ComponentType = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;
export const selectTypes: readonly number[] = [3, 5, 6, 7, 8];

/** Every component of a message or modal, nested ones and accessories included, in reading order. */
export function everyComponent(components: readonly WireComponent[] | null | undefined): WireComponent[] {
  return (components ?? []).flatMap((component) => [
    component,
    ...everyComponent(component.components),
    ...(component.accessory ? everyComponent([component.accessory]) : []),
    ...(component.component ? everyComponent([component.component]) : []),
  ]);
}
