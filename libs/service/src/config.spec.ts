import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  baseConfig,
  ConfigError,
  databaseConfig,
  describeConfig,
  key32,
  loadConfig,
  webhookSecret,
} from './config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'dm2-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = baseConfig.extend(databaseConfig.shape).extend({
  PORT: baseConfig.shape.PORT.default(8081),
  KEY: key32().describe('a key'),
  SECRET: webhookSecret().describe('a secret'),
});
const right = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/d',
  KEY: Buffer.alloc(32, 1).toString('base64'),
  SECRET: `whsec_${Buffer.alloc(24).toString('base64')}`,
};

test('what is given is read, what is not has its default, an empty value is none', () => {
  const config = loadConfig(schema, { ...right, HOST: '', PUBLIC_URL: 'https://dm.example/base/' });
  expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 8081, PUBLIC_URL: 'https://dm.example/base' });
  expect(config.KEY).toHaveLength(32);
});

test('a value can come from a file', () => {
  const file = path.join(folder, 'key');
  writeFileSync(file, `${right.KEY}\n`);
  const { KEY: _key, ...others } = right;
  expect(loadConfig(schema, { ...others, KEY_FILE: file }).KEY).toHaveLength(32);
});

test('all problems are listed at once, each with its variable and what it is', () => {
  const given = {
    DATABASE_URL: 'mysql://x',
    KEY: 'AAAA',
    SECRET_FILE: path.join(folder, 'none'),
    PORT: '70000',
  };
  const problems = () => loadConfig(schema, given);
  expect(problems).toThrow(ConfigError);
  expect(problems).toThrow(/SECRET_FILE: .*none can't be read \(ENOENT\)/);
  expect(problems).toThrow(/PORT: .*\(port to listen on; 0 for any free one\)/);
  expect(problems).toThrow(/DATABASE_URL: /);
  expect(problems).toThrow(/KEY: must be 32 bytes in base64 \(a key\)/);
  expect(() => loadConfig(schema, {})).toThrow(
    /^DATABASE_URL: is not set .*\nKEY: is not set .*\nSECRET: is not set/,
  );
});

test('no value is told', () => {
  expect(() => loadConfig(schema, { ...right, SECRET: 'hunter2' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }) as Error,
  );
});

test('the configuration describes itself', () => {
  const table = describeConfig(schema.extend({ LIMIT: z.coerce.number().default(3).describe('a limit') }));
  expect(table).toContain('| `PORT` | `8081` | port to listen on; 0 for any free one |');
  expect(table).toContain('| `KEY` | (required) | a key |');
  expect(table).toContain('| `LIMIT` | `3` | a limit |');
});
