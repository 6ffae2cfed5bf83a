import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from '../src/secrets.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dm2-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the secrets', () => {
  it('are made once, kept for their owner only, and found again', () => {
    const made = loadSecrets(folder, {});
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(loadSecrets(folder, {})).toEqual(made);
    expect(made.eventsSecret).toMatch(/^whsec_/);
    expect(Buffer.from(made.secretKey, 'base64')).toHaveLength(32);
  });

  it('take the token from DM_API_TOKEN and keep it', () => {
    const first = loadSecrets(folder, {});
    const changed = loadSecrets(folder, { DM_API_TOKEN: 'my-token' });
    expect(changed).toEqual({ ...first, apiToken: 'my-token' });
    expect(loadSecrets(folder, {}).apiToken).toBe('my-token');
  });

  it('say in one sentence that the file is damaged, and leave it alone', () => {
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, '{"apiToken":');
    expect(() => loadSecrets(folder, {})).toThrow(/secrets\.json is damaged; restore it, or remove/);
    expect(readFileSync(file, 'utf8')).toBe('{"apiToken":');
  });
});
