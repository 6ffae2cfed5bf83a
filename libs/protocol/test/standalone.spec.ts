import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const library = fileURLToPath(new URL('..', import.meta.url));

it(
  'can be used alone: packed, installed in an empty folder, imported under plain Node.js',
  { timeout: 120_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dm2-protocol-'));
    const run = (cwd: string, command: string, ...args: string[]) =>
      execFileSync(command, args, {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    try {
      run(library, 'npm', 'run', 'build', '--silent');
      run(library, 'npm', 'pack', '--silent', '--pack-destination', folder);
      const [tarball = ''] = readdirSync(folder);
      writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
      run(folder, 'npm', 'install', '--silent', '--no-audit', '--no-fund', join(folder, tarball));
      const program = `
      import { readFileSync } from 'node:fs';
      import { createRequire } from 'node:module';
      import { buildClientUri, decodeRequest, encodePackage3, jsonSchema, parseDdf, STANDARD_DDFS } from '@dm2/protocol';
      const shipped = (name) => readFileSync(createRequire(import.meta.url).resolve('@dm2/protocol/' + name), 'utf8');
      const data = new Map([[0, { contentType: 'text/plain', bytes: new TextEncoder().encode('x') }]]);
      const package3 = await decodeRequest(encodePackage3({ Status: [{ sc: 200 }], data }));
      console.log(JSON.stringify([package3.Status, package3.data.size, buildClientUri({ moid: 'urn:x' }), STANDARD_DDFS.size > 0,
        parseDdf(shipped('ddf/fumo-1.0.xml')).roots[0].ddfName,
        JSON.parse(shipped('schemas/package1.schema.json')).title === jsonSchema('package1').title]));`;
      writeFileSync(join(folder, 'program.mjs'), program);
      expect(JSON.parse(run(folder, process.execPath, 'program.mjs'))).toEqual([
        [{ sc: 200 }],
        1,
        'urn:x//',
        true,
        'urn:oma:mo:oma-fumo:1.0',
        true,
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
