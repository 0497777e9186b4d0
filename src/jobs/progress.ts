/** Progress of jobs that go through a whole library. */
import { say } from './say.ts';

const PAPERS_A_LINE = 10_000;

/** @returns a listener that says every ten thousandth paper */
export function everyTenThousand(done: string): (papers: number) => void {
  return (papers) => {
    if (papers % PAPERS_A_LINE === 0) say(`  ${papers.toLocaleString('en-US')} papers ${done}`);
  };
}
