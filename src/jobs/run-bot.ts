/** placeholder */
import type { Tools } from '../app.ts';
export async function runBot(_tools: Tools, _signal: AbortSignal): Promise<number> {
  throw new Error('not yet');
}
export async function runDeploy(_tools: Tools): Promise<number> {
  throw new Error('not yet');
}
