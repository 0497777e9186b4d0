/** One paper, or one page of a list → what can be pressed beside it. Pure. */
import type { Action, ActionButton } from '../domain/actions.ts';
import type { OptionContent } from '../domain/command.ts';
import { arxivIdOf, type Paper, paperAddress } from '../domain/paper.ts';
import { type Label, say } from '../domain/words.ts';

/** An option of a list that can be changed in the list itself. */
export interface ListChoice {
  readonly option: string;
  readonly placeholder: Label;
  readonly choices: readonly { readonly name: Label; readonly value: string }[];
  /** A value of `choices`. */
  readonly chosen: string;
}

export interface ListPlace {
  readonly command: string;
  /** But for the page; options that are missing are left out. */
  readonly args: Readonly<Record<string, OptionContent | undefined>>;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly choices: readonly ListChoice[];
}

/**
 * Beside a paper. What has no abstract cannot be summarised; what was withdrawn enters no answer.
 * @param shown the abstract stands beside the buttons already
 */
export function paperActions(paper: Paper, shown: 'abstract' | 'line' = 'line'): ActionButton[] {
  const which = arxivIdOf(paper) ?? paper.id;
  const url = paperAddress(paper);
  const canBeRead = paper.abstract !== '' && !paper.withdrawn;
  return [
    ...(canBeRead ? [button(say('Summarize'), 'summarize', { paper: which })] : []),
    button(say('Similar'), 'similar', { papers: which }),
    ...(shown === 'line' ? [{ ...button(say('Abstract'), 'paper', { which }), private: true } as const] : []),
    ...(url ? [{ kind: 'button', label: say('Open'), do: 'open', url } as const] : []),
  ];
}

/** Below a page: the other pages, and a select for each choice; nothing where there is nothing to choose. */
export function listActions({ command, args, page, pages, choices }: ListPlace): Action[] {
  const given = Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );
  const goTo = (label: Label, wanted: number): ActionButton => {
    const disabled = wanted === page || wanted < 1 || wanted > pages;
    const to = { command, args: { ...given, page: wanted } };
    return { kind: 'button', label, do: 'replace', ...to, ...(disabled && { disabled: true }) };
  };
  const pager = [
    goTo(say('Prev'), page - 1),
    goTo(say('Page {page} of {pages}', { page, pages }), page),
    goTo(say('Next'), page + 1),
  ];
  return [
    ...(pages > 1 ? pager : []),
    ...choices.map(({ option, placeholder, choices: all, chosen }): Action => {
      const { [option]: _, ...others } = given;
      const values = all.map(({ name, value }) => ({
        label: name,
        value,
        ...(value === chosen && { selected: true as const }),
      }));
      return { kind: 'select', placeholder, do: 'replace', option, choices: values, command, args: others };
    }),
  ];
}

function button(label: Label, command: string, args: Readonly<Record<string, string>>) {
  return { kind: 'button', label, do: 'run', command, args } as const;
}
