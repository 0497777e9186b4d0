/** The calibration that a library was given when it was last refreshed. */
import { z } from 'zod';
import type { PaperIndex } from '../domain/ports.ts';
import { type InCorpusCalibration, UNCALIBRATED } from './in-corpus.ts';

const NAME = 'in-corpus';
const schema = z.object({ leastScore: z.number(), questions: z.number() });

export async function keepCalibration(index: PaperIndex, calibration: InCorpusCalibration): Promise<void> {
  await index.keep(NAME, JSON.stringify(calibration));
}

export async function isCalibrated(index: PaperIndex): Promise<boolean> {
  return (await index.kept(NAME)) !== undefined;
}

/** `UNCALIBRATED` for a library that was not, or by a version that wrote something else. */
export async function calibrationOf(index: PaperIndex): Promise<InCorpusCalibration> {
  const text = await index.kept(NAME);
  if (text === undefined) return UNCALIBRATED;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return UNCALIBRATED;
  }
}
