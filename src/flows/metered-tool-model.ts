/** A model with tools and whose call it is → the same model, every turn of it within a budget and on record. */
import type { Call } from '../domain/command.ts';
import type { ToolModel } from '../domain/ports.ts';
import { type MeterOptions, openMeter } from './meter.ts';

export interface MeteredToolModelOptions extends MeterOptions {
  readonly toolModel?: ToolModel;
}

/** Turns are steps on the way to a review, whose writing is what counts as an answer. */
export function createMeteredToolModel({ toolModel, ...options }: MeteredToolModelOptions) {
  const meter = openMeter(options);
  return function toolModelFor(call: Call): ToolModel | undefined {
    if (!toolModel) return undefined;
    return {
      name: toolModel.name,
      async converse(request) {
        const { turns, tools, maxOutputTokens } = request;
        const characters = JSON.stringify(turns).length + JSON.stringify(tools).length;
        const work = { kind: 'research', beginsAnswer: false, model: toolModel, characters, maxOutputTokens } as const;
        const made = await meter.begin(call, work);
        try {
          return await toolModel.converse({
            ...request,
            onUsage(usage) {
              made.onUsage(usage);
              request.onUsage?.(usage);
            },
          });
        } finally {
          await made.end();
        }
      },
    };
  };
}
