/** The same commands without Discord: a console, piped lines, or one command and its answer. */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { commands } from '../../commands/index.ts';
import { type App, createApp, type Tools } from '../app.ts';
import { lookOf } from '../console/console-options.ts';
import { runConsole } from '../console/interactive.ts';
import { runOnce } from '../console/once.ts';
import { Fault } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { LibraryStatistics } from '../domain/ports.ts';
import { runSync } from './run-sync.ts';
import { say } from './say.ts';

/** @param jobs what else can be started from the shell: `sync`, `import`, … */
export async function runOneCommand(
  argv: readonly string[],
  tools: Tools,
  signal: AbortSignal,
  jobs: readonly string[],
): Promise<number> {
  const app = await createApp(tools);
  try {
    return await runOnce({
      commands,
      services: { ...app.services, jobs },
      argv,
      jobs,
      output: process.stdout,
      ...lookOf({ output: process.stdout, noColours: tools.config.noColours }),
      onFault: (error, id) => tools.log.error('command-failed', { id, error }),
      filesFolder: filesFolder(tools),
      signal,
    });
  } finally {
    await app.close();
  }
}

/** @param jobs as above */
export async function runTerminal(tools: Tools, signal: AbortSignal, jobs: readonly string[]): Promise<number> {
  let app = await createApp(tools);
  let statistics = await app.library.statistics();
  if (statistics.sample && process.stdin.isTTY && process.stdout.isTTY && (await offerSync(tools, signal))) {
    await app.close();
    app = await createApp(tools);
    statistics = await app.library.statistics();
  }
  try {
    return await runConsole(consoleOptions(app, statistics, tools, jobs));
  } finally {
    await app.close();
  }
}

function consoleOptions(app: App, statistics: LibraryStatistics, tools: Tools, jobs: readonly string[]) {
  return {
    commands,
    services: { ...app.services, jobs },
    input: process.stdin,
    output: process.stdout,
    historyFile: join(tools.config.dataFolder, 'history'),
    filesFolder: filesFolder(tools),
    welcome: welcome(statistics, tools.config.model?.model),
    onFault: (error: unknown, id: string) => tools.log.error('command-failed', { id, error }),
    noColours: tools.config.noColours,
  };
}

function filesFolder({ config }: Tools): string {
  return join(config.dataFolder, 'files');
}

/** @returns whether papers were fetched */
async function offerSync(tools: Tools, signal: AbortSignal): Promise<boolean> {
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await questions
    .question('Only the bundled sample is here. Fetch the last week of Daily Papers from Hugging Face? [Y/n] ', {
      signal,
    })
    .catch(() => 'n');
  questions.close();
  if (!/^\s*(?:y|yes)?\s*$/i.test(answer)) return false;
  try {
    return (await runSync([], tools, signal)) === 0;
  } catch (error) {
    const why = error instanceof Fault ? `${error.message} ${error.help}` : 'The papers could not be fetched.';
    tools.log.warn('first-sync-failed', { error });
    say(why);
    say('Going on with the sample.');
    say('');
    return false;
  }
}

function welcome(statistics: LibraryStatistics, model: string | undefined): Message {
  const papers = `${statistics.papers.toLocaleString('en-US')} papers${statistics.sample ? ' (the bundled sample)' : ''}`;
  const days = statistics.lastListingDay ? `, the newest listed on ${statistics.lastListingDay}` : '';
  const how = model
    ? `Answers are written by ${model} and checked.`
    : 'Answers are quoted word for word; no language model is set up.';
  return {
    status: 'ok',
    blocks: [
      { kind: 'heading', line: ['Paperboy'] },
      { kind: 'paragraph', line: [`${papers}${days}. ${how}`] },
      {
        kind: 'paragraph',
        line: [
          'Ask in plain words, or start with a slash: ',
          { kind: 'command', name: 'help' },
          ' lists what there is, Tab completes, Ctrl+D leaves.',
        ],
      },
    ],
  };
}
