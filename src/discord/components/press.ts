/** A press comes in; what it means is run as a command, shown as a window, or politely refused. */
import { ComponentType, TextInputStyle } from 'discord.js';
import type { ActionWindow } from '../../domain/actions.ts';
import { say, textIn, type Words } from '../../domain/words.ts';
import type { CommandRequest } from '../command-request.ts';
import { type Payload, type Press, readCustomId, readPayload, writeCustomId } from './custom-id.ts';
import { type PressRequest, TEXT_FIELD } from './press-request.ts';
import type { Stops } from './stops.ts';
import type { StoredActions } from './stored-actions.ts';

export const EXPIRED = say('This button has expired. Please run the command again for a new one.');
const NOT_YOURS = say('This button is for the one who asked. You can ask the same with a command of your own.');
const NOT_YOURS_TO_STOP = say('Only the one who asked, and those who manage the server, can stop this.');
const NOT_BEING_WRITTEN = say('This is not being written any more, so there is nothing to stop.');
const LONGEST_TITLE = 45;

/** What the caller is to do. */
export type PressOutcome =
  | { readonly kind: 'refuse'; readonly request: CommandRequest; readonly sentence: Words }
  /** Runs it like a typed command. */
  | { readonly kind: 'run'; readonly request: CommandRequest }
  | {
      readonly kind: 'window';
      readonly request: CommandRequest;
      readonly modal: Readonly<Record<string, unknown>>;
      /** Is run at once, and nothing is shown of it. */
      readonly unseen?: CommandRequest;
    }
  /** Is acknowledged; what is stopped shows it. */
  | { readonly kind: 'stopped'; readonly request: CommandRequest };

export interface PressTools {
  readonly actions: StoredActions;
  readonly stops: Stops;
}

export async function readOutcome(press: PressRequest, { actions, stops }: PressTools): Promise<PressOutcome> {
  const meant = readCustomId(press.customId);
  const nobody = press.requestFor('a button', {});
  const refuse = (sentence: Words): PressOutcome => ({ kind: 'refuse', request: nobody, sentence });
  if (!meant) return refuse(EXPIRED);
  const isAsker = meant.asker === nobody.userId;
  if (meant.verb === 'stop') {
    const mayStop = isAsker || (nobody.guildId !== null && nobody.mayManage);
    if (!mayStop) return refuse(NOT_YOURS_TO_STOP);
    return stops.stop(meant.body) ? { kind: 'stopped', request: nobody } : refuse(NOT_BEING_WRITTEN);
  }
  const payload = meant.body.startsWith('#')
    ? await actions.find(meant.asker, meant.body.slice(1))
    : readPayload(meant.body);
  if (!payload) return refuse(EXPIRED);
  const [command, args, details = {}] = payload;
  if (details.asker && !isAsker) return refuse(NOT_YOURS);
  if (meant.verb === 'ask') return details.window ? windowOf(press, meant, payload, details.window) : refuse(EXPIRED);

  const option = details.option ?? details.window?.option;
  const given = press.given?.trim() ? { [option ?? '']: press.given } : {};
  const request = press.requestFor(command, option ? { ...args, ...given } : args);
  const fresh = details.fresh ? { fresh: true } : {};
  const { pressed, messageId } = press;
  const what = [messageId, nobody.userId, press.customId, press.given].join(' ');
  if (meant.verb === 'replace' && isAsker && pressed) {
    // One at a time takes the place of a message, whichever of its buttons was pressed.
    const replaces = { replaces: pressed, ...(messageId !== undefined && { pressedAs: { place: messageId, what } }) };
    return { kind: 'run', request: { ...request, ...fresh, isPrivate: press.isEphemeral, ...replaces } };
  }
  const isPrivate = details.private || press.isEphemeral || meant.verb === 'replace' ? { isPrivate: true } : {};
  // Two windows may be sent at a time; a button twice is a double press.
  const isButton = meant.verb !== 'send' && messageId !== undefined;
  const pressedAs = isButton ? { pressedAs: { place: what, what } } : {};
  return { kind: 'run', request: { ...request, ...fresh, ...isPrivate, ...pressedAs } };
}

function windowOf(press: PressRequest, meant: Press, payload: Payload, window: ActionWindow): PressOutcome {
  const [command, args] = payload;
  const { title, label, placeholder, maxLength, optional, runsAtOnce } = window;
  const request = press.requestFor(command, args);
  const modal = {
    // The same as the button's, and so short enough.
    custom_id: writeCustomId({ ...meant, verb: 'send' }, 0),
    title: textIn(title).slice(0, LONGEST_TITLE),
    components: [
      {
        type: ComponentType.Label,
        label: textIn(label).slice(0, LONGEST_TITLE),
        component: {
          type: ComponentType.TextInput,
          custom_id: TEXT_FIELD,
          style: TextInputStyle.Paragraph,
          required: !optional,
          ...(maxLength && { max_length: maxLength }),
          ...(placeholder && { placeholder: textIn(placeholder).slice(0, 100) }),
        },
      },
    ],
  };
  return { kind: 'window', request, modal, ...(runsAtOnce && { unseen: request }) };
}
