/**
 * People at the keyboard: what they type, press, choose and write goes to the bot over the gateway; handles on the
 * replies come back. A person can only do what Discord's client would let them do; anything else throws, in words.
 *
 * ```ts
 * const { driver } = await openDiscord({ channels: ['papers', 'forum'] });
 * const asked = await driver.slash('ask', { question: '…' });          // → ReplyHandle
 * await asked.settled();                                                // waits for the finished reply
 * const sources = await asked.press('Sources');                         // button by label, emoji or custom id
 * const sorted = await asked.choose('Sort by', ['Newest']);             // select by placeholder, options by label
 * const form = await asked.press('Follow up');                          // the bot answers with a modal …
 * const more = await form.submit({ 'Your question': '…' });             // … which is filled in, fields by label
 * await driver.as('bob').press('Next', asked.reply);                    // somebody else, on a message that they see
 * await driver.messageCommand('Explain the papers here', message);      // right click → Apps
 * await driver.userCommand('What do they read', user);
 * const said = driver.mention('what about robots?');                    // "@paperboy what about robots?"
 * const heard = await driver.hears({ after: said });                    // the bot's next ordinary message here
 * driver.mentionRole('what about dogs?');                               // the same name, picked as the bot's role
 * driver.say('and for cats?', { replyTo: heard });                      // a reply that pings; { ping: false } does not
 * driver.react(heard, '👍');
 * driver.startThread('Robots', { from: heard }).mention('go on');       // → Driver in the thread
 * driver.in('forum').post('Which benchmark?', '…', ['help']);           // → Driver in the post's thread
 * driver.direct().say('hello');                                         // direct messages with the bot
 * await driver.elsewhere().slash('ask', {…});                           // a server without the bot: user-installed
 * await driver.betweenPeople('bob').slash('ask', {…});                  // a conversation the bot is not in
 * driver.as('root', { may: ['manageGuild'], locale: 'de' });            // another person, with other permissions
 * ```
 */
import type { Channel } from './channel.ts';
import { directMessages } from './channel-changes.ts';
import type { Gateway } from './gateway.ts';
import { type Deed, interactionEvent, newInteraction, type Person, surroundingsOf } from './interaction-event.ts';
import { offeredCommand } from './offered-command.ts';
import { type PersonOptions, personOf, strangeChannel } from './person.ts';
import {
  archive,
  edit,
  post,
  remove,
  type Said,
  type StartedThread,
  say,
  setReaction,
  startThread,
} from './person-messages.ts';
import { createReplyHandle, type Hands, type ReplyHandle } from './reply-handle.ts';
import type { Interaction, State } from './state.ts';
import { type TypedValues, typedCommand } from './typed-command.ts';
import { chosenValues, filledModal, resolvedChoices } from './typed-form.ts';
import { canSee, findComponents, usableComponent, visibleMessages, type Wanted } from './visible.ts';
import { waitUntil } from './wait-until.ts';
import { CommandType, InteractionType, type WireChoice, type WireMessage, type WireUser } from './wire.ts';
import { wireMember } from './wire-guild.ts';

export interface HearsOptions {
  /** Only what came after this message. */
  readonly after?: WireMessage;
  /** The message is meant when this holds. */
  readonly until?: (message: WireMessage) => boolean;
  /** Milliseconds after which waiting fails. Default 10,000. */
  readonly timeout?: number;
}

export interface Driver {
  readonly user: WireUser;
  readonly channel: Channel;
  /** The same, as another person of this name. */
  as(username: string, options?: PersonOptions): Driver;
  /** The same, in another channel or thread, by name or id; channels of the same server first. */
  in(channel: string): Driver;
  /** The same, writing to the bot directly. */
  direct(): Driver;
  /** The same, in a server that has not installed the application: this person has. */
  elsewhere(): Driver;
  /** The same, in direct messages with this other person, where the bot is a guest. */
  betweenPeople(other: string): Driver;
  /** Runs a command: `slash('ask', {question: '…'})`, `slash('digest subscribe', {…})`. Throws when nobody could type that. */
  slash(command: string, values?: TypedValues): Promise<ReplyHandle>;
  /** The suggestions for the option that is being typed. Throws when there are none within 3 s. */
  autocomplete(command: string, values: TypedValues, focused: string): Promise<readonly WireChoice[]>;
  /** Right click on a message, Apps. */
  messageCommand(name: string, on: WireMessage): Promise<ReplyHandle>;
  /** Right click on a person, Apps. */
  userCommand(name: string, on: WireUser): Promise<ReplyHandle>;
  /** Presses a button on this message; without one, on the newest message here that has it. */
  press(button: string, on?: WireMessage): Promise<ReplyHandle>;
  /** Chooses in a select on this message; without one, on the newest message here that has it. */
  choose(select: string, values: readonly string[], on?: WireMessage): Promise<ReplyHandle>;
  /** Writes a message here. */
  say(text: string, said?: Said): WireMessage;
  /** The same, starting with `@paperboy`. */
  mention(text: string, said?: Said): WireMessage;
  /** The same with the role that Discord made for the bot, of which Discord tells it less. Throws outside of servers. */
  mentionRole(text: string, said?: Said): WireMessage;
  edit(message: WireMessage, text: string): void;
  remove(message: WireMessage): void;
  react(message: WireMessage, emoji: string): void;
  unreact(message: WireMessage, emoji: string): void;
  startThread(name: string, options?: StartedThread): Driver;
  /** A post in the forum that this driver is in. */
  post(title: string, text: string, tags?: readonly string[]): Driver;
  /** Closes the thread that this driver is in; `lock` is a moderator's. */
  archive(lock?: boolean): void;
  /** Everything this person can see here, oldest first: ephemeral messages only if they are theirs. */
  messages(): WireMessage[];
  /** Waits for a message of the bot here that this person sees; the newest, when several would do. */
  hears(options?: HearsOptions): Promise<WireMessage>;
}

export function createDriver(state: State, gateway: Gateway, person: Person, channel: Channel): Driver {
  const { user } = person;
  const interact = (deed: Deed): Interaction => {
    if (!gateway.known()) throw new Error(`${deed.name}: no bot is connected`);
    const interaction = newInteraction(state, person, channel, deed);
    state.interactions.set(interaction.token, interaction);
    state.tell('INTERACTION_CREATE', interactionEvent(state, interaction, person, channel, deed.data));
    return interaction;
  };
  const hands: Hands = {
    async use(on, wanted, name, values) {
      const component = usableComponent(state, on, { wanted, name, user });
      const { type, custom_id = '', id } = component;
      const chosen = values && { values: chosenValues(component, values) };
      const data = {
        custom_id,
        component_type: type,
        id,
        ...chosen,
        ...resolvedChoices(state, type, chosen?.values ?? []),
      };
      return handle(interact({ type: InteractionType.component, name: custom_id, data, source: on }));
    },
    async submit(before, modal, values) {
      const data = filledModal(modal, values);
      return handle(
        interact({ type: InteractionType.modal, name: modal.custom_id, data, source: before.source, before }),
      );
    },
  };
  const handle = (interaction: Interaction): ReplyHandle => createReplyHandle(state, interaction, hands);
  const typing = () => ({ person, surroundings: surroundingsOf(state, channel) });
  const elsewhere = (next: Channel) => createDriver(state, gateway, person, next);
  const useHere = async (wanted: Wanted, name: string, on: WireMessage | undefined, values?: readonly string[]) => {
    const newest = visibleMessages(state, channel, user).findLast(
      (message) => findComponents(message, wanted, name).length > 0,
    );
    const found = on ?? newest;
    if (!found) throw new Error(`${user.username} sees no ${wanted} "${name}" in ${channel.name}`);
    return hands.use(found, wanted, name, values);
  };
  const onTarget = async (
    type: number,
    name: string,
    targetId: string,
    resolved: Readonly<Record<string, unknown>>,
  ) => {
    const { id, guild_id } = offeredCommand(state, type, name, typing());
    const data = { id, name, type, target_id: targetId, resolved, ...(guild_id && { guild_id }) };
    return handle(interact({ type: InteractionType.command, name, data, targetId }));
  };

  return {
    user,
    channel,
    as(username, options = {}) {
      const known = [...state.users.values()].find((candidate) => candidate.username === username);
      return createDriver(state, gateway, personOf(state, known ?? state.addUser(username), options), channel);
    },
    in(name) {
      const named = state.channels.filter((candidate) => candidate.name === name || candidate.id === name);
      const found = named.find(({ guildId }) => guildId === channel.guildId) ?? named[0];
      if (!found) throw new Error(`There is no channel ${name}`);
      return elsewhere(found);
    },
    direct: () => elsewhere(directMessages(state, user)),
    elsewhere: () => elsewhere(strangeChannel(state)),
    betweenPeople(other) {
      const known = [...state.users.values()].find(({ username }) => username === other);
      return elsewhere(directMessages(state, user, [known ?? state.addUser(other)]));
    },
    async slash(command, values = {}) {
      const data = typedCommand(state, command, values, typing());
      return handle(interact({ type: InteractionType.command, name: `/${command}`, data }));
    },
    async autocomplete(command, values, focused) {
      const data = typedCommand(state, command, values, typing(), focused);
      const interaction = interact({ type: InteractionType.autocomplete, name: `/${command} ${focused}`, data });
      const describe = () => `no suggestions for ${interaction.name}`;
      return waitUntil(state.changes, () => interaction.choices, { timeout: 3000, describe });
    },
    async messageCommand(name, on) {
      if (!canSee(state, on, user)) throw new Error(`${user.username} does not see that message`);
      return onTarget(CommandType.message, name, on.id, { messages: { [on.id]: on } });
    },
    async userCommand(name, on) {
      const { user: _, ...member } = wireMember(on);
      const members = surroundingsOf(state, channel).guildId && { members: { [on.id]: member } };
      return onTarget(CommandType.user, name, on.id, { users: { [on.id]: on }, ...members });
    },
    press: (button, on) => useHere('button', button, on),
    choose: (select, values, on) => useHere('select', select, on, values),
    say: (text, said) => say(state, user, channel, text, said),
    mention: (text, said) => say(state, user, channel, `<@${state.bot.id}> ${text}`, said),
    mentionRole(text, said) {
      const guild = state.guilds.find(({ id }) => id === channel.guildId);
      if (!guild) throw new Error('There are roles in servers only');
      return say(state, user, channel, `<@&${guild.botRoleId}> ${text}`, said);
    },
    edit: (message, text) => edit(state, user, message, text),
    remove: (message) => remove(state, user, message),
    react: (message, emoji) => setReaction(state, user, message, emoji, true),
    unreact: (message, emoji) => setReaction(state, user, message, emoji, false),
    startThread: (name, options) => elsewhere(startThread(state, user, channel, name, options)),
    post: (title, text, tags) => elsewhere(post(state, user, channel, { title, text, ...(tags && { tags }) }).thread),
    archive: (lock = false) => archive(state, channel, lock),
    messages: () => visibleMessages(state, channel, user),
    hears({ after, until = () => true, timeout = 10_000 } = {}) {
      const check = () =>
        visibleMessages(state, channel, user).findLast(
          (message) =>
            message.author.id === state.bot.id &&
            (after === undefined || BigInt(message.id) > BigInt(after.id)) &&
            until(message),
        );
      const describe = () => `${user.username} heard nothing of the bot in ${channel.name}`;
      return waitUntil(state.changes, check, { timeout, describe });
    },
  };
}
