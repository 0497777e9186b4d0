/** placeholder */
import type { Tools } from '../app.ts';
export async function runEval(_argv: readonly string[], _tools: Tools): Promise<number> { throw new Error('not yet'); }
