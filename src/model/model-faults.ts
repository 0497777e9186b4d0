/** In: what the SDK threw or the stream ended with. Out: a ModelFault in sentences that are safe to show. */
import OpenAI from 'openai';
import { ModelFault } from '../domain/errors.ts';
import { isBadKey, isModerated, isTooLong, isUnknownModel, outOfCredit, statusOf } from './complaints.ts';

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

/** The model said no. Asking another one instead would be asking until one says yes. */
export class Declined extends ModelFault {}

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
  if (error instanceof OpenAI.APIError) return describeRefusal(error, fault, setting, retryAfterMilliseconds);
  return fault(`The connection to the model ${model} broke while it was writing.`, 'Try again.', true);
}

/** What the server itself says is wrong, in the order of how sure its words make us. */
function describeRefusal(
  error: InstanceType<typeof OpenAI.APIError>,
  fault: (message: string, help: string, retryable?: boolean) => ModelFault,
  { address, model, names }: ModelSetting,
  retryAfterMilliseconds?: number,
): ModelFault {
  const status = statusOf(error);
  if (isBadKey(error)) return fault(`The ${names.server} does not accept the key.`, `Check ${names.key}.`);
  if (outOfCredit(error)) {
    return fault(`The account at the ${names.server} has no credit left.`, 'Check its plan and billing.');
  }
  if (isTooLong(error)) {
    return fault(
      `The request is too long for the model ${model}.`,
      `Choose a model that reads more at once in ${names.model}.`,
    );
  }
  if (isModerated(error)) return fault(`The filter of the ${names.server} refused the request.`, 'Ask in other words.');
  if (status === 403) {
    return fault(
      `The ${names.server} does not allow this request.`,
      `Check that the account behind ${names.key} may use the model ${model}.`,
    );
  }
  if ((status === 400 || status === 404 || status === 422) && isUnknownModel(error)) {
    return /try pulling it/i.test(error.message)
      ? fault(`The model ${model} is not known there.`, `Run "ollama pull ${model}" there, or check ${names.model}.`)
      : fault(`The model ${model} is not known there.`, `Check ${names.model}; the server is ${address}.`);
  }
  if (status === 404 || status === 405) {
    return fault(`There is no ${names.server} at ${address}.`, `Check ${names.address}: it usually ends in /v1.`);
  }
  if (status === 429) {
    const seconds = retryAfterMilliseconds && Math.ceil(retryAfterMilliseconds / 1000);
    const help = seconds
      ? `Wait ${seconds} second${seconds === 1 ? '' : 's'}, then try again.`
      : 'Wait a minute, then try again.';
    return fault(`The ${names.server} has too many requests.`, help, true);
  }
  if (status === undefined) {
    return fault(`The ${names.server} reported a fault while it was writing.`, serverHelp(names.server), true);
  }
  if (status >= 500)
    return fault(`The ${names.server} has a fault of its own (${status}).`, serverHelp(names.server), true);
  return fault(`The ${names.server} refused the request (${status}).`, 'The log names the reason.');
}

/** How a stream ended, and what was made of it. */
export interface StreamEnd {
  readonly finishReason?: string;
  /** The model said no, in a field of its own. */
  readonly refused: boolean;
  /** `empty`: not a word; `prose`: words, but no answer among them; `broken`: an answer without its end. */
  readonly text: 'whole' | 'empty' | 'prose' | 'broken';
}

/** Reasons for an end that came before the model was done. */
export function isCutShort(finishReason: string): boolean {
  return ['length', 'content_filter', 'error', 'insufficient_system_resource'].includes(finishReason);
}

/** Why a stream that ended is no answer, or `undefined` when it is one: a whole answer stays one, however it ended. */
export function describeEnd(end: StreamEnd, { model, names }: ModelSetting): ModelFault | undefined {
  if (end.refused) return new Declined('The model declined to answer.', 'Ask in other words.');
  if (end.text === 'whole') return undefined;
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
  if (end.text === 'empty')
    return new ModelFault(`The model ${model} wrote nothing.`, 'Try again, or try another model.', { retryable: true });
  if (end.text === 'prose')
    return new ModelFault(
      `The model ${model} did not keep to the form of an answer.`,
      `Try again, or choose another model in ${names.model}.`,
      { retryable: true },
    );
  if (!end.finishReason)
    return new ModelFault(`The connection to the model ${model} broke while it was writing.`, 'Try again.', {
      retryable: true,
    });
  return new ModelFault(`The model ${model} stopped in the middle of its answer.`, 'Try again.', { retryable: true });
}

/** The error as text without the key: servers repeat it, and causes are logged. */
function redactedCause(error: unknown, apiKey: string): Error {
  const chain: string[] = [];
  for (let at = error; at instanceof Error && chain.length < 4; at = at.cause) chain.push(at.message);
  const text = chain.join(': ').slice(0, 2000);
  return new Error(apiKey ? text.replaceAll(apiKey, '[key]') : text);
}
