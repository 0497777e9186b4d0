/** The papers of a period and of the time before → themes with checked sentences on each, and a picture of the counts. */
import { answer } from '../answer/answer.ts';
import { checkThemes } from '../answer/check-theme.ts';
import { CLAIMS_A_THEME, nameColumn, type ThemeToWrite, themesTask } from '../answer/themes-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import { byInterest } from '../digest/trending.ts';
import type { Answer, Claim } from '../domain/answer.ts';
import type { WorkKind } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { MessageFile } from '../domain/message.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import type { Painter } from '../picture/paint.ts';
import type { Trends } from '../render/trends.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import { dayOfPaper, lengthOf, partsOf, type Span } from '../themes/spans.ts';
import { type Theme, type Themes, themesOf } from '../themes/themes-of.ts';
import type { FlowTools } from './flow-tools.ts';
import { describePicture, pictureOf } from './trends-picture.ts';

/** Groups that are told of; the others are named. */
const MOST_THEMES = 6;
/** A smaller group is only named. */
const LEAST_PAPERS = 3;
/** Papers of a theme that are read for what is new. */
const PAPERS_A_THEME = 3;
const PICTURE = 'trends.png';

/** A period's papers, and what they are compared with. */
export interface PeriodPapers {
  readonly facts: Omit<Trends, 'themes' | 'smaller' | 'others'>;
  readonly papers: readonly Paper[];
  readonly before: readonly Paper[];
}

/** The groups of a period, and which of them are told of. */
export interface PeriodGroups {
  readonly themes: Themes;
  readonly told: readonly Theme[];
  /** Whether any paper could be placed at all. */
  readonly vectors: number;
}

/** What there is to say of them so far. */
export interface ToldThemes {
  readonly trends: Trends;
  readonly answer: Answer;
  readonly final: boolean;
}

/** @param found papers of the period and of the time before it @param earlier missing where nothing is known of it */
export function apartByPeriod(
  found: readonly Paper[],
  span: Span,
  earlier: Span | undefined,
  topic?: string,
): PeriodPapers {
  const papers = found.filter((paper) => dayOfPaper(paper) >= span.from);
  const before = found.filter((paper) => dayOfPaper(paper) < span.from);
  const days = lengthOf(span);
  const compared =
    earlier && before.length ? { ...earlier, days, times: Math.round(lengthOf(earlier) / days) } : undefined;
  const facts = { from: span.from, to: span.to, papers: papers.length, papersBefore: before.length };
  return { facts: { ...facts, ...(topic && { topic }), ...(compared && { before: compared }) }, papers, before };
}

export type PeriodThemes = ReturnType<typeof createPeriodThemes>;

export function createPeriodThemes({ library, prompts, answeringFor, log }: FlowTools, painter: Painter) {
  return {
    async group({ papers, before }: PeriodPapers): Promise<PeriodGroups> {
      const vectors = await library.vectorsOf([...papers, ...before].map(({ id }) => id));
      const themes = themesOf(papers, vectors, before);
      return { themes, told: worthTelling(themes), vectors: vectors.size };
    },

    /**
     * The last state is final; none comes where no theme has an abstract.
     * @param kind whose budget it is
     */
    async *tell(
      facts: PeriodPapers['facts'],
      { themes, told }: PeriodGroups,
      call: Call,
      kind: WorkKind,
    ): AsyncGenerator<ToldThemes> {
      const toWrite = told.map(readable);
      const task = themesTask(
        prompts,
        toWrite.filter(({ evidence }) => evidence.length),
      );
      const check = checkThemes(checkClaim, toWrite);
      const viewOf = (result: Answer) => toTrends(facts, themes, told, namesOf(told, result.claims), result.claims);
      if (!task.evidence.length) return;
      const answers = answer(task, { ...(await answeringFor(call, kind)), check }, call.signal);
      let last: Answer | undefined;
      for await (const result of answers) {
        if (result.growing) yield { trends: viewOf(result), answer: result, final: false };
        else last = result;
      }
      if (!last) return;
      // A theme that the model left out is told of in the words of its abstract.
      const quoted = (task.fill?.(last.claims) ?? []).flatMap((draft) => {
        const checked = check(draft, task.evidence);
        return checked.kind === 'kept' ? [{ ...checked.claim, wordForWord: true as const }] : [];
      });
      const whole = { ...last, ...wroteWhat(last, quoted), claims: [...last.claims, ...quoted] };
      yield { trends: viewOf(whole), answer: whole, final: true };
    },

    /** @returns nothing where a picture cannot be drawn: the words say the same */
    async draw(
      trends: Trends,
      { papers, before }: PeriodPapers,
      told: readonly Theme[],
      signal: AbortSignal,
    ): Promise<MessageFile | undefined> {
      const groups = trends.themes.map(({ name }, at) => ({ name, papers: papersOf(told[at] as Theme) }));
      const shown = new Set<PaperId>(groups.flatMap((group) => group.papers.map(({ id }) => id)));
      const rest = [...papers, ...before].filter(({ id }) => !shown.has(id));
      const picture = pictureOf(trends, groups, rest, partsOf(trends, trends.before));
      try {
        const content = await painter.paintBars(picture, signal);
        return { name: PICTURE, content, description: describePicture(picture, trends) };
      } catch (error) {
        signal.throwIfAborted();
        log.warn('picture-failed', { error });
        return undefined;
      }
    },
  };

  /** What the model reads of a theme: of its more central half what readers liked most. */
  function readable({ key, terms, papers }: Theme): ThemeToWrite {
    const central = papers.slice(0, Math.max(PAPERS_A_THEME, Math.ceil(papers.length / 2)));
    const evidence = central
      .toSorted(byInterest)
      .map((paper) => evidenceOf(library, paper, terms.join(' ') || paper.title))
      .filter(({ sentences }) => sentences.length);
    return { key, terms, evidence: evidence.slice(0, PAPERS_A_THEME), papers };
  }
}

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
  facts: PeriodPapers['facts'],
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
