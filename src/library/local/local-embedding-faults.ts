/** In: what went wrong with a local model. Out: a fault that says what to do. */
import { InvalidConfiguration, ModelFault } from '../../domain/errors.ts';
import type { LocalModelReply, LocalModelSettings } from './local-embedding-messages.ts';

export const INSTALL_COMMAND = 'npm run install:local-embeddings';

export function packagesMissing(cause?: unknown): InvalidConfiguration {
  return new InvalidConfiguration(
    'EMBEDDINGS=local needs packages that are not installed.',
    `Run "${INSTALL_COMMAND}" (about 400 MB), or leave EMBEDDINGS empty.`,
    { cause },
  );
}

export function processEnded(model: string, cause: unknown): ModelFault {
  return new ModelFault(
    `The process of the local model ${model} ended while it was asked.`,
    'The log has its last words; often it is too little memory, and a smaller model in EMBEDDINGS_MODEL helps.',
    { cause, retryable: true },
  );
}

export function tookTooLong(model: string): ModelFault {
  return new ModelFault(
    `The local model ${model} took too long.`,
    'Try again when this machine has less to do, or set a smaller model in EMBEDDINGS_MODEL.',
    { retryable: true },
  );
}

export function notAVector(model: string): ModelFault {
  return new ModelFault(
    `The local model ${model} gave something that is no vector.`,
    'Set another model in EMBEDDINGS_MODEL.',
  );
}

export function localModelFault(
  { trouble, reason }: Extract<LocalModelReply, { readonly trouble: unknown }>,
  { model, folder, cacheFolder, hubUrl }: LocalModelSettings,
): ModelFault | InvalidConfiguration {
  const cause = new Error(reason);
  const files = 'config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx';
  switch (trouble) {
    case 'packages':
      return packagesMissing(cause);
    case 'unreachable':
      return new ModelFault(
        `The local model ${model} could not be downloaded from ${hubUrl}.`,
        'Check the network and HUGGING_FACE_URL and try again, or set EMBEDDINGS_MODEL to the path of a folder that ' +
          `holds the model's ${files}.`,
        { cause, retryable: true },
      );
    case 'missing':
      return folder
        ? new ModelFault(`There is no model in ${model}.`, `The folder needs ${files}.`, { cause })
        : new ModelFault(
            `There is no model ${model} at ${hubUrl} that could be used here.`,
            `Check EMBEDDINGS_MODEL: a model needs ${files}, as those called Xenova/… have.`,
            { cause },
          );
    case 'unreadable':
      return new ModelFault(
        `The files of the local model ${model} cannot be used.`,
        folder
          ? `Check what is in the folder: it needs ${files}.`
          : `Delete ${cacheFolder} and try again, or set another model in EMBEDDINGS_MODEL.`,
        { cause },
      );
    case 'failing':
      return new ModelFault(
        `The local model ${model} failed on a text.`,
        'The log names the reason; try another model in EMBEDDINGS_MODEL.',
        { cause },
      );
  }
}
