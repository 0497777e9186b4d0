/** The bot's answers to interactions come in (callbacks, webhook calls); what a person sees is written into the state. */
import { acknowledge, callbackResponse, forced, replyPlace } from './interaction-callback.ts';
import { addMessage, deleteMessage, editMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { UploadedFile } from './request-body.ts';
import type { RestAnswer, Route } from './rest-router.ts';
import { type Interaction, note, type State } from './state.ts';
import { type CallbackBody, Installation, type MessageBody, MessageFlag, type WireMessage } from './wire.ts';

/** https://discord.com/developers/docs/interactions/receiving-and-responding: first answer within 3 s, token lives 15 min. */
export const acknowledgeWithin = 3000;
export const tokenLifetime = 15 * 60_000;
/** Of an application that a person brought where it is not a member. */
const guestFollowUps = 5;

export function interactionRoutes(state: State): Route[] {
  const webhook = '/webhooks/:application/:token';
  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      kind: 'callback',
      answer(request) {
        const interaction = unacknowledged(state, request.parameter('token'));
        const what = acknowledge(state, interaction, request.body as CallbackBody, request.files);
        note(state, interaction, what, interaction.original);
        const wanted = request.query.get('with_response') === 'true';
        return wanted ? { status: 200, body: callbackResponse(interaction) } : { status: 204 };
      },
    },
    {
      method: 'POST',
      path: webhook,
      kind: 'follow-up',
      answer: (request) =>
        followUp(state, acknowledged(state, request.parameter('token')), request.body as MessageBody, request.files),
    },
    {
      method: 'GET',
      path: `${webhook}/messages/:message`,
      answer: (request) => {
        const interaction = acknowledged(state, request.parameter('token'));
        return { status: 200, body: findMessage(state, interaction, request.parameter('message')) };
      },
    },
    {
      method: 'PATCH',
      path: `${webhook}/messages/:message`,
      kind: 'reply edit',
      answer(request) {
        const interaction = acknowledged(state, request.parameter('token'));
        const found = findMessage(state, interaction, request.parameter('message'));
        editMessage(state, found, request.body as MessageBody, request.files);
        note(state, interaction, found === interaction.original ? 'edit' : 'follow-up edit', found);
        return { status: 200, body: found };
      },
    },
    {
      method: 'DELETE',
      path: `${webhook}/messages/:message`,
      answer(request) {
        const interaction = acknowledged(state, request.parameter('token'));
        const found = findMessage(state, interaction, request.parameter('message'));
        deleteMessage(state, found);
        if (found === interaction.original) interaction.original = undefined;
        else interaction.followUps.splice(interaction.followUps.indexOf(found), 1);
        note(state, interaction, 'delete', found);
        return { status: 204 };
      },
    },
  ];
}

function unacknowledged(state: State, token: string): Interaction {
  const interaction = state.interactions.get(token);
  if (interaction?.acknowledged !== undefined) {
    throw new Refusal(400, 40060, 'Interaction has already been acknowledged.', 'state');
  }
  if (!interaction || state.now() - interaction.createdAt > acknowledgeWithin) {
    throw new Refusal(404, 10062, 'Unknown interaction', 'state');
  }
  return interaction;
}

function acknowledged(state: State, token: string): Interaction {
  const interaction = state.interactions.get(token);
  if (interaction?.acknowledged === undefined) throw new Refusal(404, 10015, 'Unknown Webhook', 'state');
  if (state.now() - interaction.createdAt > tokenLifetime) {
    throw new Refusal(401, 50027, 'Invalid Webhook Token', 'state');
  }
  return interaction;
}

function followUp(
  state: State,
  interaction: Interaction,
  body: MessageBody,
  files: readonly UploadedFile[],
): RestAnswer {
  const { original } = interaction;
  needPlace(state, interaction);
  interaction.followUpsSent += 1;
  if (!(Installation.guild in interaction.owners) && interaction.followUpsSent > guestFollowUps) {
    const message = 'This interaction has reached the maximum number of follow-up messages.';
    throw new Refusal(400, 40_094, message, 'state');
  }
  // The first follow-up after a deferral takes the place of "thinking…".
  if (original && original.flags & MessageFlag.loading) {
    editMessage(state, original, body, files);
    note(state, interaction, 'edit', original);
    return { status: 200, body: original };
  }
  const flags = (body.flags ?? 0) | forced(interaction);
  const added = addMessage(state, { ...body, flags }, replyPlace(state, interaction, files, { flags, type: 0 }));
  interaction.followUps.push(added);
  note(state, interaction, 'follow-up', added);
  return { status: 200, body: added };
}

function findMessage(state: State, interaction: Interaction, id: string): WireMessage {
  needPlace(state, interaction);
  const { original, followUps } = interaction;
  const found = id === '@original' ? original : [original, ...followUps].find((candidate) => candidate?.id === id);
  if (!found || !state.messages.has(found.id)) throw new Refusal(404, 10_008, 'Unknown Message', 'state');
  return found;
}

/** The channel may be gone by now. */
function needPlace(state: State, { channelId }: Interaction): void {
  if (!state.channels.some(({ id }) => id === channelId)) throw new Refusal(404, 10_003, 'Unknown Channel', 'state');
}
