/** Components as a bot sends them come in; what Discord keeps of them, numbered and with every default written out, goes out. */
import type { State } from './state.ts';
import { ComponentType, selectTypes, type WireAttachment, type WireComponent, type WireMedia } from './wire.ts';

export const attachmentScheme = 'attachment://';

export function keptComponents(
  state: State,
  components: readonly WireComponent[],
  attachments: readonly WireAttachment[],
): WireComponent[] {
  let last = 0;
  const media = ({ url }: WireMedia) => {
    const name = url.startsWith(attachmentScheme) ? url.slice(attachmentScheme.length) : undefined;
    const file = attachments.find(({ filename }) => filename === name);
    const address = file?.url ?? url;
    return { id: state.newId(), url: address, proxy_url: address, ...(file && { attachment_id: file.id }) };
  };
  const keep = (component: WireComponent): WireComponent => {
    last = component.id ?? last + 1;
    return { ...withDefaults(component, attachments, media), id: last, ...nested(component) };
  };
  const nested = ({ components: inside, accessory }: WireComponent) => ({
    ...(inside && { components: inside.map(keep) }),
    ...(accessory && { accessory: keep(accessory) }),
  });
  return components.map(keep);
}

function withDefaults(
  component: WireComponent,
  attachments: readonly WireAttachment[],
  media: (of: WireMedia) => WireMedia,
): WireComponent {
  const spoiler = component.spoiler ?? false;
  const description = component.description ?? null;
  if (selectTypes.includes(component.type)) {
    return { ...component, min_values: component.min_values ?? 1, max_values: component.max_values ?? 1 };
  }
  switch (component.type) {
    case ComponentType.container:
      return { ...component, accent_color: component.accent_color ?? null, spoiler };
    case ComponentType.separator:
      return { ...component, divider: component.divider ?? true, spacing: component.spacing ?? 1 };
    case ComponentType.thumbnail:
      return { ...component, ...(component.media && { media: media(component.media) }), description, spoiler };
    case ComponentType.gallery: {
      const items = (component.items ?? []).map((item) => ({
        ...item,
        media: media(item.media),
        description: item.description ?? null,
        spoiler: false,
      }));
      return { ...component, items };
    }
    case ComponentType.file: {
      const file = component.file && media(component.file);
      const kept = attachments.find(({ url }) => url === file?.url);
      const facts = { name: kept?.filename ?? null, size: kept?.size ?? null };
      return { ...component, ...(file && { file }), ...facts, spoiler } as WireComponent;
    }
    default:
      return component;
  }
}
