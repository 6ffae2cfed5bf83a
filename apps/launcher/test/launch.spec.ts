import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { root } from '../src/places.js';

function launch(
  args: string[],
  before: string[] = [],
): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, NODE_OPTIONS: '' };
  return spawnSync(process.execPath, [...before, path.join(root, 'tools/launch.cjs'), ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
}

describe('tools/launch.cjs', () => {
  it('says in one line that Node.js is too old', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'dm2-launch-'));
    try {
      const old = path.join(folder, 'old-node.cjs');
      writeFileSync(old, "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });");
      const { status, stdout, stderr } = launch(['start'], ['--require', old]);
      expect(stderr).toBe(
        'Node.js 18.20.4 is too old: install Node.js 20.19 or newer from https://nodejs.org.\n',
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('hands the command line over and the exit code back', () => {
    const { status, stderr } = launch(['demo', '--without', 'everything']);
    expect(stderr).toMatch(/Allowed choices are udp, browser, wsc, feedback, repository/);
    expect(status).toBe(1);
  });

  it('refuses a public URL that has a port or a path', () => {
    const { status, stderr } = launch(['start', '--public-url', 'http://192.0.2.10:8081']);
    expect(stderr).toContain('It must look like http://192.0.2.10; the ports are added.');
    expect(status).toBe(1);
  });
});
