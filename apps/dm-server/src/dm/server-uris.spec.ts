import { verifyObjectUrl } from '@dm2/service';
import { describe, expect, it } from 'vitest';
import { checkPlaceholders, expandCommand } from './server-uris.js';

const KEY = Buffer.alloc(32, 1);
const NOW = Date.parse('2026-01-01T00:00:00Z');
const device = { devId: 'IMEI:1', profile: 'cr', holdMs: 0, cache: true } as const;
const options = {
  repositoryUrl: 'http://repository.example',
  repositoryKey: KEY,
  publicUrl: () => 'http://server.example',
  now: () => NOW,
  validMs: { transfer: 3600_000, standing: 200 * 86_400_000 },
};
const expand = (...command: string[]) => expandCommand(command, device, options);

describe('{repository} and {server}', () => {
  it.each([
    ['HGET', 'GET', 3600_000],
    ['HPUT', 'PUT', 3600_000],
    ['HPOST', 'POST', 3600_000],
    ['SUB', 'PUT', 200 * 86_400_000],
    ['DEFAULT', 'GET', 200 * 86_400_000],
  ])('in %s become a URL signed for %s, for as long as it is used', (name, method, life) => {
    const url = new URL(expand(name, '{repository}/objects/a%20b', 'x')[1] ?? '');
    expect(url.pathname).toBe('/objects/a%20b');
    const request = { method, object: 'a b', query: Object.fromEntries(url.searchParams) };
    const { devId, expiresAt } = verifyObjectUrl(request, KEY, new Date(NOW));
    expect(devId).toBe('IMEI:1');
    expect(expiresAt.getTime() - NOW).toBe(life);
  });

  it('become the public URL of this server', () => {
    expect(expand('CONT', '{server}/dm')).toEqual(['CONT', 'http://server.example/dm']);
  });

  it('leave everything else as the task wrote it', () => {
    const command = ['HGET', 'http://x/[DevID]', 'urn:x//{repository}'];
    expect(expand(...command)).toEqual(command);
  });

  it.each([
    [['HGET', '{repository}/objects/a', 'urn:x//y'], undefined],
    [['HGET', '{repository}', 'urn:x//y'], 's/0/1'],
    [['HGET', '{repository}/objects/a/b', 'urn:x//y'], 's/0/1'],
    [['HGET', '{repository}/objects/%zz', 'urn:x//y'], 's/0/1'],
    [['SHOW', '{repository}/objects/a'], 's/0/1'],
    [['CONT', '{repository}/objects/a'], 's/0/1'],
    [['EXEC', 'urn:x//y', '{repository}/objects/a'], 's/0/2'],
    [['EXEC', 'urn:x//y', '{server}/dm'], undefined],
    [['CONT', '{server}/dm'], undefined],
    [['GET', '{what}'], 's/0/1'],
  ])('%j: what is wrong is %s', (command, field) => {
    expect(checkPlaceholders([command], 's')[0]?.field).toBe(field);
  });
});
