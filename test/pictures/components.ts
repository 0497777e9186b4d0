/** Components of a message as they crossed the wire → HTML that looks as Discord lays them out. */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { WireComponent } from '../servers/discord/wire-components.ts';
import { escapeHtml, markdownToHtml, type Names } from './markdown.ts';

export interface Drawing extends Names {
  /** The address of an uploaded file, for `<img>`. */
  readonly picture: (url: string) => string | undefined;
}

const BUTTON_CLASSES: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'secondary',
};

/** @throws Error for a component that this does not know how to draw */
export function componentToHtml(component: WireComponent, drawing: Drawing): string {
  const inside = () => (component.components ?? []).map((child) => componentToHtml(child, drawing)).join('');
  switch (component.type) {
    case ComponentType.ActionRow:
      return `<div class="row">${inside()}</div>`;
    case ComponentType.Button:
      return button(component);
    case ComponentType.StringSelect:
    case ComponentType.ChannelSelect:
    case ComponentType.RoleSelect:
      return select(component, drawing);
    case ComponentType.TextDisplay:
      return `<div class="text">${markdownToHtml(component.content ?? '', drawing)}</div>`;
    case ComponentType.Section:
      return `<div class="section"><div>${inside()}</div>${component.accessory ? componentToHtml(component.accessory, drawing) : ''}</div>`;
    case ComponentType.Container:
      return `<div class="container"${accent(component)}>${inside()}</div>`;
    case ComponentType.Separator:
      return `<div class="${component.divider === false ? 'gap' : 'separator'}"></div>`;
    case ComponentType.MediaGallery:
      return (component.items ?? []).map(({ media }) => image(media.url, drawing)).join('');
    case ComponentType.File:
      return `<div class="file">📄 ${escapeHtml(component.file?.url.replace(/^.*\//, '') ?? '')}</div>`;
    default:
      throw new Error(`A component of type ${component.type} cannot be drawn yet.`);
  }
}

/** An uploaded picture, or nothing where it is none. */
export function image(url: string, { picture }: Drawing): string {
  const source = picture(url);
  return source ? `<img class="picture" src="${source}">` : '';
}

function button({ label, emoji, style = 0, disabled }: WireComponent): string {
  const arrow = style === ButtonStyle.Link ? '<span class="arrow">↗</span>' : '';
  const face = [emoji?.name, label]
    .filter((part): part is string => Boolean(part))
    .map(escapeHtml)
    .join(' ');
  return `<span class="button ${BUTTON_CLASSES[style] ?? ''}${disabled ? ' disabled' : ''}">${face}${arrow}</span>`;
}

function select({ options = [], placeholder, default_values: chosen }: WireComponent, { of }: Drawing): string {
  const named = (chosen ?? []).map((value) => of(String((value as { id?: unknown }).id)) ?? '').filter(Boolean);
  const selected = [...options.filter((option) => option.default).map(({ label }) => label), ...named].join(', ');
  const face = selected ? escapeHtml(selected) : `<span class="placeholder">${escapeHtml(placeholder ?? '')}</span>`;
  return `<span class="select"><span>${face}</span><span>⌄</span></span>`;
}

function accent({ accent_color: colour }: WireComponent): string {
  return typeof colour === 'number' ? ` style="border-left-color:#${colour.toString(16).padStart(6, '0')}"` : '';
}
