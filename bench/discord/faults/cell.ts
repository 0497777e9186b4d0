/** One cell of the matrix: a person does one thing, one thing goes wrong at one step, and how it ended goes out. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from '../../../test/servers/discord/driver.ts';
import type { LoggedRequest } from '../../../test/servers/discord/rest-server.ts';
import type { Interaction } from '../../../test/servers/discord/state.ts';
import { type Seen, seenBy } from '../people.ts';
import type { QuickBot } from '../quick-bot.ts';
import { type Ending, GOOD, judge, linesOf } from './judge.ts';
import { type Phase, phasesIn } from './phases.ts';
import type { Story } from './stories.ts';
import { STRIKES, type Target } from './strikes.ts';

/** Real milliseconds that nothing changes until a story is over: of the bot's time twenty times as much. */
const QUIET = 250;
const QUIET_IN_DOUBT = 800;
/** While nothing was acknowledged: a 429 says in whole seconds how long to wait, and discord.js does. */
const QUIET_UNHEARD = 2_500;
/** The bot tries again what Discord would not take, later and later; by then it has given up. */
const PATIENCE = 40_000;
const LOOK_AGAIN = 20;
const ACKNOWLEDGE_WITHIN = 3_000;

export interface Usual {
  readonly seen: readonly Seen[];
  readonly phases: readonly Phase[];
}

export interface CellResult {
  readonly story: string;
  readonly kind: string;
  readonly phase: Phase;
  /** Missing where it cannot be made; `why` says why. */
  readonly ending?: Ending;
  readonly why?: string;
  /** The process ended, and the next one brought it to this. */
  readonly afterRestart?: boolean;
  /** What the reader was told besides the answer. */
  readonly said: readonly string[];
}

let people = 0;

interface Stage {
  readonly driver: Driver;
  readonly interaction: Interaction | undefined;
  readonly askedId: string | undefined;
  /** What stood there before. */
  readonly before: readonly Seen[];
  readonly requests: () => LoggedRequest[];
}

/** Does the story; @param strike is called when everything before is done, and before the bot answers */
async function play(bot: QuickBot, story: Story, strike: (stage: Stage) => void): Promise<Stage> {
  const { discord } = bot;
  // The cell before may have sent the bot away for a moment.
  await discord.waitFor(() => (discord.gateway.connected() > 0 ? true : undefined), 'the bot did not come back');
  people += 1;
  const person = discord.driver.as(`reader ${people}`, { may: ['manageGuild'] });
  const driver = story.where === 'direct' ? person.direct() : person.in(discord.world.addChannel(`place-${people}`).id);
  const act = await story.prepare(driver);
  await settled(
    () => seenBy(driver, discord),
    () => QUIET,
  );
  const before = discord.requests.length;
  const stood = seenBy(driver, discord);
  const handle = await act();
  const asked = driver.messages().findLast(({ author }) => author.id === driver.user.id);
  const interaction = handle?.interaction;
  const requests = () => discord.requests.slice(before);
  const stage = { driver, interaction, askedId: interaction ? undefined : asked?.id, before: stood, requests };
  strike(stage);
  return stage;
}

/** The story without a fault. */
export async function playUsual(bot: QuickBot, story: Story): Promise<Usual> {
  const once = async () => {
    const stage = await play(bot, story, () => undefined);
    const look = () => seenBy(stage.driver, bot.discord);
    await settled(
      look,
      () => QUIET_IN_DOUBT,
      (seen) => seen.length > 0 && !seen.some(({ unfinished }) => unfinished),
    );
    const scopes = [stage.interaction?.token, stage.driver.channel.id].filter((scope) => scope !== undefined);
    return { seen: look(), phases: phasesIn(stage.requests(), scopes) };
  };
  const [one, other] = [await once(), await once()];
  // A line that differs between two undisturbed runs tells nothing.
  const stable = new Set(linesOf(other.seen));
  const seen = one.seen.map((message) => ({
    ...message,
    text: message.text
      .split('\n')
      .filter((line) => linesOf([{ ...message, text: line }], ['text']).every((wanted) => stable.has(wanted)))
      .join('\n'),
  }));
  const phases = one.phases.filter((phase) => other.phases.includes(phase));
  return { seen, phases };
}

export async function playCell(
  bot: QuickBot,
  story: Story,
  kind: string,
  phase: Phase,
  usual: Usual,
): Promise<CellResult> {
  const { discord } = bot;
  const result = { story: story.name, kind, phase };
  let impossible: string | undefined;
  const stage = await play(bot, story, ({ driver, interaction, askedId }) => {
    const target: Target = {
      ...{ discord, driver, phase },
      ...(interaction && { token: interaction.token }),
      ...(askedId && { askedId }),
      replyId: () => interaction?.original?.id,
    };
    const refused = STRIKES[kind]?.(target);
    if (refused) impossible = refused.impossible;
  });
  if (impossible !== undefined) {
    discord.faults.clear();
    return { ...result, why: impossible, said: [] };
  }
  const { driver, interaction } = stage;
  const look = () => seenBy(driver, discord);
  const ignored = () => interaction !== undefined && interaction.acknowledged === undefined;
  const unreachable = () => {
    const isGone = !discord.channels.some(({ id }) => id === driver.channel.id);
    const isDeleted = kind === '404 message';
    const mayNotWrite = kind === '403' && interaction === undefined;
    // What only the asker sees nobody can change once its token is gone.
    const isOutOfReach = kind === 'token expiry' && interaction?.ephemeral === true;
    // A process that is gone before it has said anything has promised nothing.
    const isEnded = kind === '401' && interaction === undefined && seenBy(driver, discord).length === 0;
    return isGone || isDeleted || mayNotWrite || isOutOfReach || isEnded;
  };
  const ending = () =>
    judge(usual.seen, { seen: look(), before: stage.before, ignored: ignored(), unreachable: unreachable() });
  const isOver = () => GOOD.has(ending()) || bot.fault() !== undefined;
  await settled(look, () => (ignored() ? QUIET_UNHEARD : QUIET), isOver);
  // Discord gives up on an application that says nothing.
  if (ignored()) discord.advance(ACKNOWLEDGE_WITHIN + 1);
  discord.faults.clear();
  const isFatal = bot.fault() !== undefined;
  if (isFatal) {
    await bot.restart();
    await settled(
      look,
      () => QUIET_IN_DOUBT,
      () => GOOD.has(ending()),
    );
  }
  const wanted = linesOf(usual.seen);
  const said = linesOf(look()).filter((line) => !wanted.includes(line));
  const end = ending();
  return { ...result, ending: end, ...(isFatal && { afterRestart: true }), said };
}

/** Waits until what is seen stays the same and the story is over; gives up in the end. */
async function settled(
  look: () => readonly Seen[],
  quiet: () => number,
  isOver: (seen: readonly Seen[]) => boolean = () => true,
): Promise<void> {
  const end = performance.now() + PATIENCE;
  let last = '';
  let since = performance.now();
  while (performance.now() < end) {
    const seen = look();
    const now = JSON.stringify(seen);
    if (now !== last) {
      last = now;
      since = performance.now();
    }
    if (performance.now() - since >= quiet() && isOver(seen)) return;
    await sleep(LOOK_AGAIN);
  }
}
