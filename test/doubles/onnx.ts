/** Writes the few ONNX messages that a test model needs (github.com/onnx/onnx, onnx.proto3), byte by byte. */

type Field = readonly [number: number, value: Uint8Array | string | number];

/** A message of Protocol Buffers: texts, bytes and messages by length, numbers as varints. */
function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
      const bytes = Buffer.from(value as Uint8Array);
      return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const FLOAT = 1;
const INT64 = 7;

/** A tensor of 32-bit floats. */
export function floatTensor(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  const dimensions = shape.map((size): Field => [1, size]);
  return message(...dimensions, [2, FLOAT], [8, name], [9, new Uint8Array(values.buffer)]);
}

export function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return message(...inputs.map((input): Field => [1, input]), [2, output], [4, operator]);
}

export function int64Input(name: string, shape: readonly string[]): Uint8Array {
  return value(name, INT64, shape);
}

export function floatOutput(name: string, shape: readonly (string | number)[]): Uint8Array {
  return value(name, FLOAT, shape);
}

function value(name: string, type: number, shape: readonly (string | number)[]): Uint8Array {
  const sizes = shape.map((size): Field => [1, typeof size === 'number' ? message([1, size]) : message([2, size])]);
  return message([1, name], [2, message([1, message([1, type], [2, message(...sizes)])])]);
}

export interface Graph {
  readonly nodes: readonly Uint8Array[];
  readonly tensors: readonly Uint8Array[];
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

export function onnxModel({ nodes, tensors, inputs, outputs }: Graph): Uint8Array {
  const IR_VERSION = 8;
  const OPERATOR_SET = 13;
  const graph = message(
    ...nodes.map((bytes): Field => [1, bytes]),
    [2, 'graph'],
    ...tensors.map((bytes): Field => [5, bytes]),
    ...inputs.map((bytes): Field => [11, bytes]),
    ...outputs.map((bytes): Field => [12, bytes]),
  );
  return message([1, IR_VERSION], [7, graph], [8, message([1, ''], [2, OPERATOR_SET])]);
}
