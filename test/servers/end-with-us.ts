/** A process that a test started ends with the process that runs the test, however that ends. */
import type { ChildProcess } from 'node:child_process';

export function endWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
}
