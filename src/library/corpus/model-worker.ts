/** The thread in which a corpus model is computed; started by `make-model-in-worker.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEdition } from '../editions.ts';
import { connectEngine } from '../engine.ts';
import { makeModel } from './make-model.ts';

const { uri, now } = workerData as { readonly uri: string; readonly now: number };
const connection = await connectEngine(uri);
const tables = await openEdition(connection);
if (tables) await makeModel(tables, now);
connection.close();
parentPort?.postMessage('done');
