import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { ReplyHandle } from '../servers/discord/reply-handle.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import type { ToolScript } from '../servers/openai-tools.ts';
import { answered, expectCited, expectNoPing } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const question = 'how do agents decide when to search?';
const looksUp: ToolScript = (_, turn) =>
  turn ? 'done' : { calls: [{ name: 'search_papers', arguments: { query: 'search agents' } }] };

/** Of the reply and all that follows it. */
const filesOf = ({ reply, followUps }: ReplyHandle) =>
  [reply, ...followUps].flatMap((one) => one?.attachments.map(({ filename }) => filename) ?? []);

let quoting: LoopbackDiscord;
let writing: LoopbackDiscord;
beforeAll(async () => {
  quoting = await openDiscord({}, inTheEnd);
  await startBotProcess(quoting, await dataFolder(inTheEnd), {}, inTheEnd);
  writing = await openDiscord({}, inTheEnd);
  const openAi = await startOpenAi({
    respond: (request) =>
      request.response_format?.json_schema?.name === 'review_plan'
        ? { sub_questions: ['When do agents search?'] }
        : writeFromEvidence(request),
    tools: looksUp,
  });
  inTheEnd(() => openAi.close());
  await startBotProcess(writing, await dataFolder(inTheEnd), modelSettings(openAi), inTheEnd);
});

describe('a person starts a research on Discord', () => {
  it('and without a model gets quoted parts, a table, and two files to keep', async () => {
    const reply = await quoting.driver.slash('research', { question, depth: 'quick' });
    const text = await answered(reply);
    expectCited(text);
    expect(text).toContain('## Open questions');
    expect(text).toContain('no language model is set up');
    expect(filesOf(reply)).toEqual([
      expect.stringMatching(/^research-.*\.md$/),
      expect.stringMatching(/^research-.*\.bib$/),
    ]);
  });

  it('and with a model sees its steps, and then the same checked by code', async () => {
    const reply = await writing.driver.slash('research', { question, depth: 'quick', private: true });
    const text = await answered(reply);
    expectCited(text);
    expect(text).toContain('An agent looked up the papers in 1 step.');
    expect(reply.ephemeral).toBe(true);
    expect(filesOf(reply)).toHaveLength(2);
  });

  it('and nobody is pinged or left waiting', () => {
    for (const discord of [quoting, writing]) {
      expectNoPing(discord);
      expect(discord.unfinished()).toEqual([]);
    }
  });
});
