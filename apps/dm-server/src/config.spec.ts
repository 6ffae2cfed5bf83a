import { ConfigError, loadConfig } from '@dm2/service';
import { describe, expect, it } from 'vitest';
import { serverConfig } from './config.js';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const good = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1/x',
  DM_API_TOKEN: 'x'.repeat(16),
  DM_SECRET_KEY: key(1),
  INTERNAL_EVENTS_SECRET: `whsec_${key(2)}`,
  WSC_URL: 'http://wsc.example/',
  WSC_API_TOKEN: 'x'.repeat(16),
  REPOSITORY_PUBLIC_URL: 'http://repository.example',
  REPOSITORY_URL_KEY: key(3),
};

describe('the configuration', () => {
  it('has defaults for all that is no secret and no address', () => {
    expect(loadConfig(serverConfig, good)).toMatchObject({
      PORT: 8081,
      DATABASE_SCHEMA: 'dm_server',
      DM_BODY_LIMIT: 8_388_608,
      DM_HOLD_MS: 8000,
      DM_PACKAGE2_STATUS: true,
      WSC_URL: 'http://wsc.example',
    });
  });

  it('takes several keys, so that they can be rotated', () => {
    const { DM_SECRET_KEY } = loadConfig(serverConfig, { ...good, DM_SECRET_KEY: `${key(4)}, ${key(1)}` });
    expect(DM_SECRET_KEY.map((bytes) => bytes[0])).toEqual([4, 1]);
  });

  it('lists all that is wrong with it at once', () => {
    const wrong = {
      ...good,
      DM_SECRET_KEY: 'short',
      DM_HOLD_MS: '-1',
      WSC_URL: 'ftp://x',
      DATABASE_SCHEMA: 'A"',
    };
    expect(() => loadConfig(serverConfig, wrong)).toThrow(ConfigError);
    try {
      loadConfig(serverConfig, wrong);
    } catch (error) {
      const lines = (error as Error).message.split('\n').map((line) => line.split(':', 1)[0]);
      expect(lines.toSorted()).toEqual(['DATABASE_SCHEMA', 'DM_HOLD_MS', 'DM_SECRET_KEY', 'WSC_URL']);
    }
  });
});
