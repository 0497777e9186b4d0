/** The bundled papers by id, as they stand in `data/sample`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SamplePaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
}

export function loadSample(): ReadonlyMap<string, SamplePaper> {
  const file = join(import.meta.dirname, '..', 'data', 'sample', 'papers.jsonl');
  const papers = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SamplePaper);
  return new Map(papers.map((paper) => [paper.id, paper]));
}
