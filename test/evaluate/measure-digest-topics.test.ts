import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import { plainText } from '../../src/domain/message.ts';
import { measureDigestTopics } from '../../src/evaluate/measure-digest-topics.ts';
import { readRecordedDays } from '../../src/evaluate/recorded-days.ts';
import { renderReport } from '../../src/evaluate/report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const DOCUMENTS = [
  { id: '2606.00001', title: 'Robots that Grasp Mugs', text: 'Robots grasp mugs. Robots lift mugs with two hands.' },
  { id: '2606.00002', title: 'Mugs in the Kitchen', text: 'Mugs are counted. Microbots are not meant here.' },
  { id: '2606.00003', title: 'Proteins and Ligands', text: 'Proteins fold when ligands come near.' },
  { id: '2606.00004', title: 'Speech in Quiet Rooms', text: 'Speech is recognised in quiet rooms.' },
];

describe('the measurement of topics in digests', () => {
  it('counts what digests of a month have, beside substrings, over the months that have something', async () => {
    const list = DOCUMENTS.map(({ id, title, text }, at) => ({ paper: { id, title, summary: text, upvotes: at } }));
    await writeFile(join(folder, '2026-06-01.json'), JSON.stringify(list.slice(0, 2)));
    await writeFile(join(folder, '2026-07-01.json'), JSON.stringify(list));
    const report = await measureDigestTopics(
      { documents: DOCUMENTS, duplicateIds: 0, withoutTitle: 0, withoutText: 0 },
      {
        queries: [{ id: 't1', text: 'robots', judgments: new Map([['2606.00001', 1]]) }],
        withoutRelevant: 0,
        unknownQueries: 0,
      },
      await readRecordedDays(folder),
      { clock: systemClock, onProgress: () => {} },
    );
    expect(report).toMatchObject({ papers: 4, topics: 1, digests: 1, judged: 1 });
    const [own, ...others] = report.ways;
    expect(own).toMatchObject({ way: 'retrieval', chosen: 1, right: 1, precision: 1, recall: 1 });
    // "Microbots" holds "robots".
    expect(others.find(({ way }) => way === 'any word')).toMatchObject({ chosen: 2, right: 1, precision: 0.5 });
    expect(plainText(renderReport(report))).toContain('retrieval | 1 | 1 | 1.000 | 1.000');
  });

  it('says where there are no recorded days', async () => {
    await expect(readRecordedDays(join(folder, 'nowhere'))).rejects.toThrow(InvalidInput);
    const empty = await mkdtemp(join(tmpdir(), 'recorded-'));
    await expect(readRecordedDays(empty)).rejects.toThrow('There are no recorded days');
    await rm(empty, { recursive: true });
  });
});
