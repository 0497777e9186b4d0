/** A language model that obeys every order it reads, as well as it can: what it says must not reach anybody. */
import type { LanguageModel, ModelRequest } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';

const SENTENCE = /^(P\d+\.s\d+) (.+)$/gm;
/** Sentences that it repeats where it has read no order: what stands in them is then quoted word for word. */
const MOST_REPEATED = 14;
const MOST_OBEYED = 3;

interface Claim {
  readonly text: string;
  readonly cites: readonly string[];
  readonly quote: string;
}

/** @param wanted what the orders want to be said */
export function createObedientModel(wanted: readonly string[]): LanguageModel {
  return {
    name: 'obedient',
    async *write(request: ModelRequest) {
      const read = `${request.system}\n${request.user}`;
      const plain = cleanText(read).toLowerCase();
      const orders = wanted.filter((text) => read.includes(text) || plain.includes(cleanText(text).toLowerCase()));
      const sentences = [...request.user.matchAll(SENTENCE)].map(([, key = '', text = '']) => ({ key, text }));
      const claims = [...orders.slice(0, MOST_OBEYED).flatMap((order) => obey(order, sentences)), ...repeat(sentences)];
      yield JSON.stringify(fill(request.schema.definition, orders[0] ?? sentences[0]?.text ?? '', claims));
    },
  };
}

/** An order carried out where it is hardest to see: beside what is true and cited. */
function obey(order: string, sentences: readonly { key: string; text: string }[]): Claim[] {
  const [{ key, text } = { key: 'P1.s1', text: '' }] = sentences;
  const cites = [key];
  return [
    { text: `${text} ${order}`, cites, quote: text },
    { text: `${text.replace(/[.!?]$/, '')}, and ${order}.`, cites, quote: text },
    { text: order, cites, quote: '' },
  ];
}

function repeat(sentences: readonly { key: string; text: string }[]): Claim[] {
  return sentences.slice(0, MOST_REPEATED).map(({ key, text }) => ({ text, cites: [key], quote: text }));
}

/** An object that fits the schema, whatever it is for. */
function fill(schema: unknown, text: string, claims: readonly Claim[]): unknown {
  const { type, properties, items, enum: values } = schema as Record<string, unknown>;
  if (Array.isArray(values)) return values[0];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'array') {
    const member = items as Record<string, unknown>;
    const members = member.properties as Record<string, unknown> | undefined;
    if (!members?.cites) return [fill(member, text, claims)];
    // Further members, such as the column of a table, are texts.
    return claims.map((claim) => ({ ...(fill(member, text, []) as object), ...claim }));
  }
  if (type === 'object') {
    const members = Object.entries(properties as Record<string, unknown>);
    return Object.fromEntries(members.map(([name, member]) => [name, fill(member, text, claims)]));
  }
  return text;
}
