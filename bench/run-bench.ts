/** placeholder */
import type { Tools } from '../src/app.ts';
export async function runBench(_argv: readonly string[], _tools: Tools): Promise<number> { throw new Error('not yet'); }
