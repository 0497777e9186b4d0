/**
 * apache-arrow, in the very instance that LanceDB uses: it loads the CommonJS build and tells tables from rows by
 * `instanceof`, which the classes of the other build never pass.
 */
import { createRequire } from 'node:module';
import type * as Arrow from 'apache-arrow';

export const arrow = createRequire(import.meta.url)('apache-arrow') as typeof Arrow;
