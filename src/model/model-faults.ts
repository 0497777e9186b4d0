/** In: what the SDK threw or the stream ended with. Out: a ModelFault in sentences that are safe to show. */
import OpenAI from 'openai';
import { ModelFault } from '../domain/errors.ts';

/** How the sentences call the server, and the settings that they send the reader to. */
export interface SettingNames {
  /** Such as `model server`. */
  readonly server: string;
  readonly address: string;
  readonly key: string;
  readonly model: string;
}

/** What the sentences need to know. The key is here only to be kept out of causes. */
export interface ModelSetting {
  /** The address without user, password and query. */
  readonly address: string;
  readonly model: string;
  readonly apiKey: string;
  readonly names: SettingNames;
}

/** The server did not answer, or fell silent, for longer than it may. */
export class ModelSilence extends Error {}

/** An answer of the server that is no stream of events. */
export class WrongContentType extends Error {}

const serverHelp = (server: string) => `Try again in a minute; if it stays so, look at the log of the ${server}.`;

/** The fault for an error of a request or of a stream. `retryAfterMilliseconds`: how long the server asked to wait. */
export function describeModelError(error: unknown, setting: ModelSetting, retryAfterMilliseconds?: number): ModelFault {
  const { address, model, names } = setting;
  const cause = redactedCause(error, setting.apiKey);
  const fault = (message: string, help: string, retryable = false) =>
    new ModelFault(message, help, { cause, retryable });

  if (error instanceof ModelSilence || error instanceof OpenAI.APIConnectionTimeoutError) {
    return fault(
      'The model took too long to answer.',
      `Try again, or check how busy the server at ${address} is.`,
      true,
    );
  }
  if (error instanceof WrongContentType) {
    return fault(
      `The server at ${address} did not answer as a model server does.`,
      `Check ${names.address}: it usually ends in /v1.`,
    );
  }
  if (error instanceof OpenAI.APIConnectionError) {
    return fault(
      `The ${names.server} cannot be reached.`,
      `Is the server at ${address} running? Check ${names.address} and the network.`,
      true,
    );
  }
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    return describeStatus(error, error.status, fault, setting, retryAfterMilliseconds);
  }
  if (error instanceof OpenAI.APIError) {
    return outOfCredit(error)
      ? fault(`The account at the ${names.server} has no credit left.`, 'Check its plan and billing.')
      : fault(`The ${names.server} reported a fault while it was writing.`, serverHelp(names.server), true);
  }
  return fault(`The connection to the model ${model} broke while it was writing.`, 'Try again.', true);
}

function describeStatus(
  error: InstanceType<typeof OpenAI.APIError>,
  status: number,
  fault: (message: string, help: string, retryable?: boolean) => ModelFault,
  { address, model, names }: ModelSetting,
  retryAfterMilliseconds?: number,
): ModelFault {
  if (status === 401) return fault(`The ${names.server} does not accept the key.`, `Check ${names.key}.`);
  if (status === 403) {
    return fault(
      `The ${names.server} does not allow this request.`,
      `Check that the account behind ${names.key} may use the model ${model}.`,
    );
  }
  if (status === 404) {
    return /model/i.test(complaintOf(error))
      ? fault(`The model ${model} is not known there.`, `Check ${names.model}; the server is ${address}.`)
      : fault(`There is no ${names.server} at ${address}.`, `Check ${names.address}: it usually ends in /v1.`);
  }
  if (status === 429 && outOfCredit(error)) {
    return fault(`The account at the ${names.server} has no credit left.`, 'Check its plan and billing.');
  }
  if (status === 429) {
    const seconds = retryAfterMilliseconds && Math.ceil(retryAfterMilliseconds / 1000);
    const help = seconds
      ? `Wait ${seconds} second${seconds === 1 ? '' : 's'}, then try again.`
      : 'Wait a minute, then try again.';
    return fault(`The ${names.server} has too many requests.`, help, true);
  }
  if (status >= 500)
    return fault(`The ${names.server} has a fault of its own (${status}).`, serverHelp(names.server), true);
  if (/context.{0,10}length|too many tokens|maximum context/i.test(complaintOf(error))) {
    return fault(
      `The request is too long for the model ${model}.`,
      `Choose a model that reads more at once in ${names.model}.`,
    );
  }
  return fault(`The ${names.server} refused the request (${status}).`, 'The log names the reason.');
}

/** Why a stream that ended in good order is no answer, or `undefined` when it may be one. */
export function describeEnd(
  end: { readonly finishReason?: string; readonly refused: boolean; readonly empty: boolean },
  { model, names }: ModelSetting,
): ModelFault | undefined {
  if (end.refused) return new ModelFault('The model declined to answer.', 'Ask in other words.');
  switch (end.finishReason) {
    case 'length':
      return new ModelFault('The answer of the model was cut at its length limit.', 'Ask a narrower question.');
    case 'content_filter':
      return new ModelFault(`The filter of the ${names.server} stopped the answer.`, 'Ask in other words.');
    case 'error':
    case 'insufficient_system_resource':
      return new ModelFault(`The ${names.server} gave up while it was writing.`, serverHelp(names.server), {
        retryable: true,
      });
  }
  if (end.empty)
    return new ModelFault(`The model ${model} wrote nothing.`, 'Try again, or try another model.', { retryable: true });
  if (end.finishReason) return undefined;
  return new ModelFault(`The connection to the model ${model} broke while it was writing.`, 'Try again.', {
    retryable: true,
  });
}

/** The server's own words about a refusal, for code to read, never to show. */
export function complaintOf(error: InstanceType<typeof OpenAI.APIError>): string {
  return [error.message, error.param, error.code].filter(Boolean).join(' ');
}

export function outOfCredit(error: InstanceType<typeof OpenAI.APIError>): boolean {
  return error.code === 'insufficient_quota' || error.type === 'insufficient_quota';
}

/** The error as text without the key: servers repeat it, and causes are logged. */
function redactedCause(error: unknown, apiKey: string): Error {
  const chain: string[] = [];
  for (let at = error; at instanceof Error && chain.length < 4; at = at.cause) chain.push(at.message);
  const text = chain.join(': ').slice(0, 2000);
  return new Error(apiKey ? text.replaceAll(apiKey, '[key]') : text);
}
