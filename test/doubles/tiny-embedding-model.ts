/** A sentence model of a few words in the files of Hugging Face, which the real ONNX runtime opens. */
import { floatOutput, floatTensor, int64Input, node, onnxModel } from './onnx.ts';

export interface TinyModel {
  /** Their subject: words of one subject have vectors close to each other. */
  readonly subjects: readonly (readonly string[])[];
  readonly dimensions: number;
  /** A word whose vector holds NaN. */
  readonly notANumber?: string;
}

/** The files by their path in the repository of the model. */
export function tinyEmbeddingModel({ subjects, dimensions, notANumber }: TinyModel): Map<string, string | Uint8Array> {
  const words = ['[UNK]', '[PAD]', ...subjects.flat(), ...(notANumber ? [notANumber] : [])];
  const table = new Float32Array(words.length * dimensions);
  words.forEach((word, row) => {
    const subject = subjects.findIndex((members) => members.includes(word));
    table[row * dimensions + (subject + 1)] = 1;
    // Words of one subject still differ.
    table[row * dimensions + dimensions - 1] = row / words.length / 2;
    if (word === notANumber) table[row * dimensions] = Number.NaN;
  });
  const tokens = ['batch', 'sequence'];
  const graph = onnxModel({
    nodes: [node('Gather', ['table', 'input_ids'], 'last_hidden_state')],
    tensors: [floatTensor('table', [words.length, dimensions], table)],
    inputs: [int64Input('input_ids', tokens), int64Input('attention_mask', tokens)],
    outputs: [floatOutput('last_hidden_state', [...tokens, dimensions])],
  });
  const special = (id: number, content: string) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(0, '[UNK]'), special(1, '[PAD]')],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: Object.fromEntries(words.map((word, id) => [word, id])), unk_token: '[UNK]' },
  };
  const settings = {
    tokenizer_class: 'PreTrainedTokenizer',
    model_max_length: 128,
    unk_token: '[UNK]',
    pad_token: '[PAD]',
  };
  return new Map<string, string | Uint8Array>([
    ['config.json', JSON.stringify({ model_type: 'bert', architectures: ['BertModel'], hidden_size: dimensions })],
    ['tokenizer.json', JSON.stringify(tokenizer)],
    ['tokenizer_config.json', JSON.stringify(settings)],
    ['onnx/model.onnx', graph],
  ]);
}
