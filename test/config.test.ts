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
      EMBEDDINGS: 'cohere',
      EMBEDDINGS_BASE_URL: 'localhost',
      EMBEDDINGS_DIMENSIONS: 'many',
      HUGGING_FACE_URL: 'huggingface.co',
      SOURCE_TIMEOUT_SECONDS: '0',
      LOG_LEVEL: 'loud',
    });
    const named = fault.message.split('\n').map((line) => line.split(' ')[0]);
    expect(named).toEqual([
      'DISCORD_API_URL',
      'DISCORD_DEVELOPMENT_GUILD',
      'ANSWER_DEADLINE_SECONDS',
      'EMBEDDINGS',
      'EMBEDDINGS_BASE_URL',
      'EMBEDDINGS_DIMENSIONS',
      'HUGGING_FACE_URL',
      'SOURCE_TIMEOUT_SECONDS',
      'LOG_LEVEL',
      'OPENAI_MODEL',
    ]);
    expect(fault.help).toContain('.env.example');
  });

  it('take PostgreSQL and Redis by their addresses, and no other servers', () => {
    const [databaseUrl, redisUrl] = ['postgresql://a:b%40@host:5432/papers?sslmode=verify-full', 'rediss://:c@host/1'];
    expect(readConfig({ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl })).toMatchObject({ databaseUrl, redisUrl });
    const fault = faultOf({ DATABASE_URL: 'mysql://host/papers', REDIS_URL: 'host:6379' });
    expect(fault.message).toMatch(/DATABASE_URL must be an address such as postgres:.*\nREDIS_URL must be an address/);
  });

  it('say how a % in a password is written', () => {
    const { message } = faultOf({
      DATABASE_URL: 'postgres://reader:secret@host/50%papers',
      REDIS_URL: 'redis://:100%secret@host',
      SMTP_URL: 'smtp://reader:secret%@host',
    });
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL']) {
      expect(message).toContain(`${name} has a % that stands for itself: write % as %25.`);
    }
    expect(message).not.toContain('secret');
    expect(readConfig({ REDIS_URL: 'redis://:100%25secret@host' }).redisUrl).toBe('redis://:100%25secret@host');
  });

  it('never repeat a secret in a problem', () => {
    expect(
      faultOf({
        DISCORD_TOKEN: 'secret-token',
        OPENAI_API_KEY: 'sk-secret',
        EMBEDDINGS_API_KEY: 'sk-secret',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://reader:secret@host/papers',
        REDIS_URL: 'no address, but a secret',
      }).message,
    ).not.toContain('secret');
  });

  it('cannot be changed once they are read', () => {
    const config = readConfig({ OPENAI_API_KEY: 'k', EMBEDDINGS: 'openai' });
    for (const part of [config, config.discord, config.model, config.embeddings, config.huggingFace, config.arxiv])
      expect(Object.isFrozen(part)).toBe(true);
  });
});

describe('the settings of embeddings', () => {
  const OPENAI = 'https://api.openai.com/v1';
  const OWN = 'http://localhost:11434/v1';

  it('are none unless they are asked for, whatever else is set', () => {
    expect(readConfig({ OPENAI_API_KEY: 'k', EMBEDDINGS_MODEL: 'm' }).embeddings).toBeUndefined();
  });

  it('take the key and the address of the language model', () => {
    expect(readConfig({ EMBEDDINGS: 'openai', OPENAI_API_KEY: 'k' }).embeddings).toEqual({
      kind: 'openai',
      baseUrl: OPENAI,
      apiKey: 'k',
      model: 'text-embedding-3-small',
    });
    const own = { OPENAI_BASE_URL: OWN, OPENAI_MODEL: 'm', OPENAI_API_KEY: 'k' };
    expect(readConfig({ ...own, EMBEDDINGS: 'openai', EMBEDDINGS_MODEL: 'bge-m3' }).embeddings).toEqual({
      kind: 'openai',
      baseUrl: OWN,
      apiKey: 'k',
      model: 'bge-m3',
    });
  });

  it('may have a server, a key, a model and dimensions of their own', () => {
    const config = readConfig({
      OPENAI_API_KEY: 'k',
      EMBEDDINGS: 'openai',
      EMBEDDINGS_BASE_URL: OPENAI,
      EMBEDDINGS_API_KEY: 'e',
      EMBEDDINGS_MODEL: 'text-embedding-3-large',
      EMBEDDINGS_DIMENSIONS: '512',
    });
    expect(config.embeddings).toEqual({
      kind: 'openai',
      baseUrl: OPENAI,
      apiKey: 'e',
      model: 'text-embedding-3-large',
      dimensions: 512,
    });
  });

  it('never send the key of one server to another', () => {
    const other = { OPENAI_API_KEY: 'k', EMBEDDINGS: 'openai', EMBEDDINGS_BASE_URL: OWN, EMBEDDINGS_MODEL: 'bge-m3' };
    expect(readConfig(other).embeddings).toMatchObject({ baseUrl: OWN, apiKey: '' });
    const fault = faultOf({ ...other, OPENAI_BASE_URL: OWN, OPENAI_MODEL: 'm', EMBEDDINGS_BASE_URL: OPENAI });
    expect(fault.message).toContain('EMBEDDINGS_API_KEY is missing');
  });

  it('of OpenAI need a key, those of another server the name of a model', () => {
    expect(faultOf({ EMBEDDINGS: 'openai' }).message).toMatch(/^EMBEDDINGS_API_KEY is missing: .*OPENAI_API_KEY/);
    expect(faultOf({ EMBEDDINGS: 'openai', EMBEDDINGS_BASE_URL: OWN }).message).toMatch(/^EMBEDDINGS_MODEL is missing/);
  });

  it('of a local model need nothing else', () => {
    expect(readConfig({ EMBEDDINGS: 'local' }).embeddings).toEqual({ kind: 'local', model: 'Xenova/all-MiniLM-L6-v2' });
    expect(readConfig({ EMBEDDINGS: 'local', EMBEDDINGS_MODEL: '/srv/model' }).embeddings).toMatchObject({
      model: '/srv/model',
    });
  });
});
