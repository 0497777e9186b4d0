import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { form, option, question, row, select, text } from './component-bot.ts';
import { componentIssues } from './discord/component-rules.ts';
import { modalIssues } from './discord/modal-rules.ts';
import type { MessageBody } from './discord/wire.ts';

const { IsComponentsV2 } = MessageFlags;

describe('components that Discord would refuse', () => {
  const v2 = (...components: readonly object[]) => ({ flags: IsComponentsV2, components }) as MessageBody;
  const classic = (...components: readonly object[]) => ({ content: 'x', components }) as MessageBody;
  const buttons = (...parts: readonly object[]) => classic({ type: 1, components: parts });
  const button = { type: 2, style: 2, custom_id: 'a', label: 'A' };
  const choose = (changes: object) => buttons({ ...select, ...changes });

  test('good ones pass', () => {
    const good = [v2(text('x'), { type: 17, components: [row('a')] }), buttons(button), choose({ max_values: 2 })];
    expect(good.flatMap((body) => componentIssues(body, false))).toEqual([]);
  });

  test.each<[string, MessageBody, RegExp]>([
    ['layout without the flag', classic(text('x')), /need the IS_COMPONENTS_V2 flag/],
    ['content beside layout', { ...v2(text('x')), content: 'y' }, /excludes content/],
    ['41 components', v2(...Array(41).fill(text('x'))), /41 components in all, 40/],
    ['nested components count, too', v2({ type: 17, components: Array(40).fill(text('x')) }), /41 components/],
    ['4,001 characters in all texts', v2(text('x'.repeat(4000)), text('y')), /4001 characters, 4000/],
    ['a button by itself', v2(button), /type 2 cannot stand by itself/],
    ['a thumbnail by itself', v2({ type: 11, media: { url: 'https://a.b' } }), /type 11 cannot stand/],
    [
      'a container in a container',
      v2({ type: 17, components: [{ type: 17, components: [text('x')] }] }),
      /type 17 cannot stand in one of type 17/,
    ],
    ['an empty container', v2({ type: 17, components: [] }), /holds something/],
    [
      'a section of four texts',
      v2({ type: 9, components: Array(4).fill(text('x')), accessory: button }),
      /1 to 3 texts/,
    ],
    ['a section with nothing beside it', v2({ type: 9, components: [text('x')] }), /a button or a thumbnail/],
    ['eleven pictures', v2({ type: 12, items: Array(11).fill({ media: { url: 'https://a.b' } }) }), /1 to 10 pictures/],
    ['a file from elsewhere', v2({ type: 13, file: { url: 'https://a.b/c' } }), /attachment:\/\/name/],
    ['an empty text', v2(text('')), /1 to 4000 characters, not 0/],
    ['a sixth row', classic(...Array.from('abcdef', (label) => row(label))), /5 rows at most/],
    ['a sixth button', classic(row(...'abcdef')), /5 buttons or one select/],
    ['a select beside a button', buttons(select, button), /5 buttons or one select/],
    ['one custom id twice', classic(row('a'), row('a')), /"a" is there twice/],
    ['one id twice', buttons({ ...button, id: 3 }, { ...button, custom_id: 'b', id: 3 }), /id 3 is there twice/],
    [
      'a custom id of 101 characters',
      buttons({ ...button, custom_id: 'x'.repeat(101) }),
      /1 to 100 characters, not 101/,
    ],
    ['a button that says nothing', buttons({ ...button, label: undefined }), /a label or an emoji/],
    ['a label of 81 characters', buttons({ ...button, label: 'x'.repeat(81) }), /80 characters/],
    ['a link with a custom id', buttons({ ...button, style: 5, url: 'https://a.b' }), /no custom_id/],
    ['a button with an address', buttons({ ...button, url: 'https://a.b' }), /no url/],
    [
      '26 options',
      choose({ options: Array.from({ length: 26 }, (_, index) => option(`o${index}`)) }),
      /1 to 25 options/,
    ],
    ['no options', choose({ options: [] }), /1 to 25 options/],
    ['one value twice', choose({ options: [option('a'), option('a')] }), /option "a" is there twice/],
    ['an option of 101 characters', choose({ options: [option('x'.repeat(101))] }), /1 to 100 characters, not 101/],
    ['more choices than options', choose({ max_values: 3 }), /3 of 2 options/],
    ['at least more than at most', choose({ min_values: 2 }), /at least 2 and at most 1/],
    [
      'two defaults of one choice',
      choose({ options: ['a', 'b'].map((value) => ({ ...option(value), default: true })) }),
      /more than 1 options/,
    ],
    ['a text input in a message', buttons(question), /belongs into a modal/],
  ])('%s', (_, body, problem) => {
    expect(
      componentIssues(body, false)
        .map(({ message }) => message)
        .join('\n'),
    ).toMatch(problem);
  });

  test.each<[string, object, RegExp]>([
    ['a title of 46 characters', { title: 'x'.repeat(46) }, /a title has 1 to 45/],
    ['no parts', { components: [] }, /1 to 5 parts/],
    ['six parts', { components: Array(6).fill(text('x')) }, /1 to 5 parts/],
    ['a custom id of 101 characters', { custom_id: 'x'.repeat(101) }, /1 to 100/],
    ['a field twice', { components: Array(2).fill({ type: 18, label: 'A', component: question }) }, /there twice/],
    ['a label of 46 characters', { components: [{ type: 18, label: 'x'.repeat(46), component: question }] }, /1 to 45/],
    ['a label for nothing', { components: [{ type: 18, label: 'A' }] }, /for one field/],
    ['a label for a button', { components: [{ type: 18, label: 'A', component: button }] }, /for one field/],
    ['a button in a form', { components: [row('a')] }, /holds one text input/],
    [
      'from 5 to 4 characters',
      { components: [{ type: 18, label: 'A', component: { ...question, min_length: 5, max_length: 4 } }] },
      /5 to 4 characters/,
    ],
    [
      'a preset that is too long',
      { components: [{ type: 18, label: 'A', component: { ...question, value: 'x'.repeat(21) } }] },
      /0 to 20 characters, not 21/,
    ],
  ])('a form with %s', (_, changes, problem) => {
    expect(modalIssues(form as never)).toEqual([]);
    expect(
      modalIssues({ ...form, ...changes } as never)
        .map(({ message }) => message)
        .join('\n'),
    ).toMatch(problem);
  });
});
