import { describe, expect, it } from 'vitest';
import { createActionDrawer } from '../../../src/discord/components/action-rows.ts';
import { type Payload, readCustomId, readPayload, writeCustomId } from '../../../src/discord/components/custom-id.ts';
import { createStoredActions } from '../../../src/discord/components/stored-actions.ts';
import type { Action } from '../../../src/domain/actions.ts';
import { createRecordingLog } from '../../doubles/recording-log.ts';
import { memoryCache } from '../start-bot.ts';

const asker = '1573801414998622210';

describe('the id of a button', () => {
  it('is read as it was written', () => {
    const payload: Payload = ['search', { query: 'robots: “why?” 🤖', page: 2 }, { fresh: 1 }];
    const id = writeCustomId({ verb: 'replace', asker, body: JSON.stringify(payload) }, 7);
    const press = readCustomId(id ?? '');
    expect(press).toMatchObject({ verb: 'replace', asker });
    expect(readPayload(press?.body)).toEqual(payload);
  });

  it.each(['', 'v2:r:1:0:x', 'v1:z:1:0:["ask",{}]', 'page-2', 'v1:r::0:x'])('%j is nobody’s of ours', (id) => {
    expect(readCustomId(id)).toBeUndefined();
  });

  it.each(['', '{', '[]', '["ask"]', '["ask",{"question":null}]', '["ask",{},{"window":{}}]'])(
    '%j is no action',
    (body) => {
      expect(readPayload(body)).toBeUndefined();
    },
  );

  it('is never longer than Discord takes, whatever it stands for, and never there twice', async () => {
    const cache = memoryCache();
    const drawer = createActionDrawer({ asker, actions: createStoredActions(cache, createRecordingLog()) });
    const args = ['', 'short', 'é'.repeat(60), '"'.repeat(40), '👩‍🚀'.repeat(400)];
    const actions = args.flatMap((question): Action[] => [
      { kind: 'button', label: 'One', do: 'run', command: 'ask', args: { question } },
      { kind: 'button', label: 'The same', do: 'run', command: 'ask', args: { question } },
    ]);
    const ids = actions.map((action) => String(drawer.draw(action).custom_id));
    await drawer.stored();
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
