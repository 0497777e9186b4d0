/** A period, perhaps a topic → what its papers are about, what is new, what there is more or less of, and a picture of it. */
import { answer } from '../answer/answer.ts';
import { checkThemes } from '../answer/check-theme.ts';
import { CLAIMS_A_THEME, nameColumn, type ThemeToWrite, themesTask } from '../answer/themes-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import { byInterest } from '../digest/trending.ts';
import type { Answer, Claim } from '../domain/answer.ts';
import type { Call } from '../domain/command.ts';
import type { Message, MessageFile } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { Painter } from '../picture/paint.ts';
import { renderProgress } from '../render/notices.ts';
import { renderNoListing, renderNothingListed, renderTrends, renderUngrouped, type Trends } from '../render/trends.ts';
import { papersOnTopic } from '../retrieve/papers-on-topic.ts';
import { readPeriod } from '../retrieve/read-period.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import { dayOfPaper, lengthOf, partsOf, spanBefore } from '../themes/spans.ts';
import { type Theme, type Themes, themesOf } from '../themes/themes-of.ts';
import type { FlowTools } from './flow-tools.ts';
import { describePicture, pictureOf } from './trends-picture.ts';

/** Groups that are told of; the others are named. */
const MOST_THEMES = 6;
/** A smaller group is only named. */
const LEAST_PAPERS = 3;
/** Papers of a theme that are read for what is new. */
const PAPERS_A_THEME = 3;
/** Of a year; a list has no pages here. */
const MOST_PAPERS = 20_000;
const PICTURE = 'trends.png';

/** A period's papers, and what they are compared with. */
interface Gathered {
  readonly facts: Omit<Trends, 'themes' | 'smaller' | 'others'>;
  readonly papers: readonly Paper[];
  readonly before: readonly Paper[];
}

export function createTrendsFlow({ library, prompts, answeringFor, context, today, log }: FlowTools, painter: Painter) {
  return {
    /** @throws InvalidInput when the period cannot be read, is in the future or too long */
    async *trends(topic: string | undefined, period: string | undefined, call: Call): AsyncGenerator<Message> {
      const subject = topic?.trim() ? readQuestion(topic) : undefined;
      const { firstListingDay, lastListingDay } = await library.statistics();
      if (!firstListingDay || !lastListingDay) return yield renderNoListing();
      const span = readPeriod(period, lastListingDay, today());
      yield renderProgress('Grouping the papers…');
      const { facts, papers, before } = await gather(span, subject, firstListingDay);
      if (!papers.length) return yield renderNothingListed(facts, { from: firstListingDay, to: lastListingDay });
      const vectors = await library.vectorsOf([...papers, ...before].map(({ id }) => id));
      call.signal.throwIfAborted();
      const themes = themesOf(papers, vectors, before);
      const told = worthTelling(themes);
      if (!told.length) {
        const files = await draw(
          { ...facts, themes: [], smaller: [], others: papers.length },
          [],
          [...papers, ...before],
          call,
        );
        return yield renderUngrouped(facts, papers.toSorted(byInterest), vectors.size ? TOO_FEW : NO_VECTORS, files);
      }
      yield* write(facts, themes, told, call);
    },
  };

  async function gather(
    span: { readonly from: string; readonly to: string },
    topic: string | undefined,
    firstDay: string,
  ): Promise<Gathered> {
    const earlier = spanBefore(span, topic !== undefined, firstDay);
    const window = { from: earlier?.from ?? span.from, to: span.to };
    const found = topic
      ? await papersOnTopic(library, topic, window)
      : await library.list({ ...window, sort: 'newest', limit: MOST_PAPERS });
    const papers = found.filter((paper) => dayOfPaper(paper) >= span.from);
    const before = found.filter((paper) => dayOfPaper(paper) < span.from);
    const days = lengthOf(span);
    const compared =
      earlier && before.length ? { ...earlier, days, times: Math.round(lengthOf(earlier) / days) } : undefined;
    const facts = { ...span, papers: papers.length, papersBefore: before.length };
    return { facts: { ...facts, ...(topic && { topic }), ...(compared && { before: compared }) }, papers, before };
  }

  async function* write(
    facts: Gathered['facts'],
    themes: Themes,
    told: readonly Theme[],
    call: Call,
  ): AsyncGenerator<Message> {
    const toWrite = told.map(readable);
    const task = themesTask(
      prompts,
      toWrite.filter(({ evidence }) => evidence.length),
    );
    const check = checkThemes(checkClaim, toWrite);
    const viewOf = (result: Answer) => toTrends(facts, themes, told, namesOf(told, result.claims), result.claims);
    if (!task.evidence.length)
      return yield renderUngrouped(
        facts,
        told.flatMap(({ papers }) => papers).toSorted(byInterest),
        NO_ABSTRACTS,
        undefined,
      );
    const answers = answer(task, { ...(await answeringFor(call, 'theme')), check }, call.signal);
    let last: Answer | undefined;
    for await (const result of answers) {
      if (result.growing) yield renderTrends(viewOf(result), result, context, undefined, false);
      else last = result;
    }
    if (!last) return;
    // A theme that the model left out is told of in the words of its abstract.
    const quoted = (task.fill?.(last.claims) ?? []).flatMap((draft) => {
      const checked = check(draft, task.evidence);
      return checked.kind === 'kept' ? [{ ...checked.claim, wordForWord: true as const }] : [];
    });
    const whole = { ...last, ...wroteWhat(last, quoted), claims: [...last.claims, ...quoted] };
    const trends = viewOf(whole);
    const shown = new Set(told);
    const rest = [
      ...themes.themes.filter((theme) => !shown.has(theme)).flatMap(papersOf),
      ...themes.others,
      ...themes.othersBefore,
    ];
    const groups = trends.themes.map(({ name }, at) => ({ name, papers: papersOf(told[at] as Theme) }));
    yield renderTrends(trends, whole, context, await draw(trends, groups, rest, call));
  }

  /** What the model reads of a theme: of its more central half what readers liked most. */
  function readable({ key, terms, papers }: Theme): ThemeToWrite {
    const central = papers.slice(0, Math.max(PAPERS_A_THEME, Math.ceil(papers.length / 2)));
    const evidence = central
      .toSorted(byInterest)
      .map((paper) => evidenceOf(library, paper, terms.join(' ') || paper.title))
      .filter(({ sentences }) => sentences.length);
    return { key, terms, evidence: evidence.slice(0, PAPERS_A_THEME), papers };
  }

  /** @returns nothing where a picture cannot be drawn: the words say the same */
  async function draw(
    trends: Trends,
    groups: Parameters<typeof pictureOf>[1],
    rest: readonly Paper[],
    call: Call,
  ): Promise<readonly MessageFile[] | undefined> {
    const picture = pictureOf(trends, groups, rest, partsOf(trends, trends.before));
    try {
      const content = await painter.paintBars(picture, call.signal);
      return [{ name: PICTURE, content, description: describePicture(picture, trends) }];
    } catch (error) {
      call.signal.throwIfAborted();
      log.warn('picture-failed', { error });
      return undefined;
    }
  }
}

const NO_ABSTRACTS = 'Their abstracts are not known, so that there is nothing to say of them.';
const TOO_FEW = 'They are too few to find groups in.';
const NO_VECTORS =
  'They cannot be grouped yet: the library has not been refreshed since they came in, as every sync and import does at its end.';

/** Who wrote the whole, when sentences of abstracts are added. */
function wroteWhat({ claims, mode }: Answer, quoted: readonly Claim[]): Partial<Answer> {
  if (!quoted.length || mode !== 'model') return {};
  return claims.length ? { mode: 'mixed' } : { mode: 'extract', fallback: 'nothing-verified' };
}

/** The largest groups, in their order; one that has become more is among them whatever its size, for that is news. */
function worthTelling({ themes }: Themes): Theme[] {
  const large = themes.filter(({ papers }) => papers.length >= LEAST_PAPERS);
  const isNews = ({ change }: Theme) => Number(change === 'more');
  const chosen = new Set(large.toSorted((one, other) => isNews(other) - isNews(one)).slice(0, MOST_THEMES));
  return large.filter((theme) => chosen.has(theme));
}

function papersOf({ papers, before }: Theme): Paper[] {
  return [...papers, ...before];
}

/** The model's names where it gave one, each once; else the words that set a group apart. */
function namesOf(themes: readonly Theme[], claims: readonly Claim[]): string[] {
  const taken = new Set<string>();
  return themes.map(({ key, name }) => {
    const given = claims.find(({ column }) => column === nameColumn(key))?.text;
    const chosen = given && !taken.has(given.toLowerCase()) ? given : name;
    taken.add(chosen.toLowerCase());
    return chosen;
  });
}

function toTrends(
  facts: Gathered['facts'],
  { themes, others }: Themes,
  told: readonly Theme[],
  names: readonly string[],
  claims: readonly Claim[],
): Trends {
  const countOf = ({ papers, before, change }: Theme) => ({ now: papers.length, before: before.length, change });
  return {
    ...facts,
    themes: told.map((theme, at) => ({
      ...countOf(theme),
      name: names[at] ?? theme.name,
      claims: claims.filter(({ column }) => column === theme.key).slice(0, CLAIMS_A_THEME),
    })),
    smaller: themes
      .filter((theme) => !told.includes(theme) && (theme.papers.length > 0 || theme.change === 'fewer'))
      .map((theme) => ({ ...countOf(theme), name: theme.name })),
    others: others.length,
  };
}
