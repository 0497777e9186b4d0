import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readConfig, variables } from '../src/config.ts';
import { InvalidConfiguration } from '../src/domain/errors.ts';

const example = readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8').split('\n');
const assignments = example.flatMap((line, at) => {
  const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name ? [{ name, value, before: example[at - 1] ?? '' }] : [];
});

const faultOf = (environment: Record<string, string>): InvalidConfiguration => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfiguration);
    return error as InvalidConfiguration;
  }
  throw new Error('a fault was expected');
};

describe('.env.example', () => {
  test('has every variable that is read, in the same order, and no other', () => {
    expect(assignments.map(({ name }) => name)).toEqual(Object.keys(variables.shape));
  });

  test.each(assignments)('explains $name in the line above it', ({ before }) => {
    expect(before).toMatch(/^# \S.{10,}/);
  });

  test('holds the defaults: copied as it is, it changes nothing', () => {
    const copied = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
    // The example shows OpenAI's address, which is the default and asks for no server of one's own.
    expect(readConfig({ ...copied, OPENAI_BASE_URL: '' })).toEqual(readConfig({}));
    expect(variables.parse(Object.fromEntries(Object.entries(copied).filter(([, value]) => value)))).toEqual(
      variables.parse({}),
    );
  });

  test('copied as it is can be started with', () => {
    const copied = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
    expect(readConfig(copied).model).toBeUndefined();
  });
});

describe('the settings', () => {
  it('need nothing: without any there is a terminal, no model, and a folder for data', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ dataFolder: 'data', libraryUri: 'data/library', noColours: false });
    expect(config.model).toBeUndefined();
    expect(config.discord.token).toBeUndefined();
  });

  it('take an empty value as a missing one', () => {
    const empty = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, '  ']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('put the library into the data folder, or wherever it is told to be', () => {
    expect(readConfig({ DATA_FOLDER: '/srv/papers' }).libraryUri).toBe('/srv/papers/library');
    expect(readConfig({ DATA_FOLDER: '/srv', LIBRARY_URI: 's3://bucket/papers' }).libraryUri).toBe(
      's3://bucket/papers',
    );
  });

  it('use a model when there is a key, or a server with the name of its model', () => {
    expect(readConfig({ OPENAI_API_KEY: 'k' }).model).toMatchObject({ apiKey: 'k', model: expect.any(String) });
    expect(readConfig({ OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'm' }).model).toEqual({
      baseUrl: 'http://localhost:11434/v1',
      apiKey: '',
      model: 'm',
    });
  });

  it('name every problem at once, one a line, with what to do', () => {
    const fault = faultOf({
      DISCORD_API_URL: 'ftp://discord',
      DISCORD_DEVELOPMENT_GUILD: 'my server',
      OPENAI_BASE_URL: 'http://localhost:11434/v1',
      ANSWER_DEADLINE_SECONDS: 'soon',
      HUGGING_FACE_URL: 'huggingface.co',
      SOURCE_TIMEOUT_SECONDS: '0',
      LOG_LEVEL: 'loud',
    });
    const named = fault.message.split('\n').map((line) => line.split(' ')[0]);
    expect(named).toEqual([
      'DISCORD_API_URL',
      'DISCORD_DEVELOPMENT_GUILD',
      'ANSWER_DEADLINE_SECONDS',
      'HUGGING_FACE_URL',
      'SOURCE_TIMEOUT_SECONDS',
      'LOG_LEVEL',
      'OPENAI_MODEL',
    ]);
    expect(fault.help).toContain('.env.example');
  });

  it('never repeat a secret in a problem', () => {
    expect(
      faultOf({ DISCORD_TOKEN: 'secret-token', OPENAI_API_KEY: 'sk-secret', LOG_LEVEL: 'loud' }).message,
    ).not.toContain('secret');
  });

  it('cannot be changed once they are read', () => {
    const config = readConfig({ OPENAI_API_KEY: 'k' });
    for (const part of [config, config.discord, config.model, config.huggingFace, config.arxiv])
      expect(Object.isFrozen(part)).toBe(true);
  });
});
