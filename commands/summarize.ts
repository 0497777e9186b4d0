import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'summarize',
  description: 'Summarise one paper from its abstract.',
  category: 'answers',
  example: 'DeepSeek-R1 style:one-liner',
  options: {
    paper: {
      type: 'string',
      description: 'An arXiv id, an address, or the title.',
      required: true,
      maxLength: 400,
      autocomplete: true,
    },
    style: {
      type: 'string',
      description: 'How long, for whom, or part by part with what the abstract does not say.',
      choices: [
        { name: 'one line', value: 'one-liner' },
        { name: 'short', value: 'short' },
        { name: 'detailed', value: 'detailed' },
        { name: 'for a beginner', value: 'beginner' },
        { name: 'for a practitioner', value: 'practitioner' },
        { name: 'for an expert', value: 'expert' },
        { name: 'problem, idea, evidence, limits', value: 'parts' },
      ],
    },
    language: {
      type: 'string',
      description: 'What the summary is written in: German, Deutsch or de.',
      maxLength: 40,
      autocomplete: true,
    },
  },
} as const satisfies CommandDefinition;

/** What a style means: how long, and for which reader. */
const STYLES = {
  'one-liner': { length: 'one-liner', reader: 'practitioner' },
  short: { length: 'short', reader: 'practitioner' },
  detailed: { length: 'detailed', reader: 'practitioner' },
  beginner: { length: 'short', reader: 'beginner' },
  practitioner: { length: 'short', reader: 'practitioner' },
  expert: { length: 'short', reader: 'expert' },
  parts: { length: 'parts', reader: 'practitioner' },
} as const;

export function run({ paper, style, language }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  const usual = call.settings?.answerLength === 'short' ? 'one-liner' : 'short';
  return pipeline.summarize(paper, { ...STYLES[style ?? usual], language }, call);
}

export async function complete(option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return option === 'language' ? pipeline.suggestLanguages(typed) : pipeline.completePaper(typed);
}
