import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJson, ScriptedServer } from '@dm2/conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dmClient, session } from './support/dm-client.js';

const MO = 'urn:example:mo:thermostat:1.0';
const node = (name: string, access: string, format: string, more: string, children = '') =>
  `<Node>${name === '' ? '<NodeName/>' : `<NodeName>${name}</NodeName>`}<DFProperties><AccessType>${access
    .split(' ')
    .map((type) => `<${type}/>`)
    .join('')}</AccessType><DFFormat><${format}/></DFFormat>${more}</DFProperties>${children}</Node>`;
const many = '<Occurrence><ZeroOrMore/></Occurrence>';
const DDF = `<?xml version="1.0"?><MgmtTree><VerDTD>1.3</VerDTD>${node(
  'Thermostat',
  'Add Get Delete',
  'node',
  `${many}<DFType><DDFName>${MO}</DDFName></DFType>`,
  node('Target', 'Get Replace', 'float', '<DefaultValue>19.5</DefaultValue>') +
    node('Key', 'Replace', 'bin', '') +
    node('Serial', 'Get', 'chr', '<DefaultValue>T-1</DefaultValue><Scope><Permanent/></Scope>') +
    node('Plan', 'Get', 'node', '', node('', 'Add Get Replace Delete', 'time', many)),
)}</MgmtTree>`;

let folder: string;
let server: ScriptedServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dm2-objects-'));
});

afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an object whose description is loaded (TS 6.3, 6.4): --ddf', () => {
  it('is shown, created with its defaults, read, changed and deleted by a server, and kept over a restart', async () => {
    const ddf = join(folder, 'thermostat.xml');
    writeFileSync(ddf, DDF);
    const there = `${MO}//`;
    server = await ScriptedServer.start((base) => ({
      script: [
        {
          commands: [
            ['HGET', `${base}/new`],
            ['HGET', `${base}/degrees`, `${there}Target`],
            ['HGET', `${base}/time`, `${there}Plan/morning`],
            ['HGET', `${base}/degrees`, `${there}Serial`],
            ['DELETE', `${there}Serial`],
            ['GET', `${there}Key`],
            ['EXEC', there],
          ],
        },
        { commands: [['END']] },
        {
          commands: [
            ['GET', there],
            ['DELETE', `${there}Plan/morning`],
            ['DELETE', there],
            ['GET', there],
          ],
        },
        { commands: [['END']] },
      ],
      resources: {
        '/new': {
          status: 200,
          contentType: 'application/dmmo+json',
          body: JSON.stringify([{ ClientURI: there, MOData: { Thermostat: { Key: 'c2VjcmV0' } } }]),
        },
        '/degrees': { status: 200, body: '21.5' },
        '/time': { status: 200, body: '06:30:00' },
      },
    }));
    const options = ['--server', server.endpoint, '--state', folder, '--ddf', ddf];
    const first = await session(...options);
    expect(first.commands.map(({ status }) => status)).toEqual([200, 200, 200, 403, 405, 403, 405]);
    const [uri = ''] = first.commands[0]?.uris ?? [];
    const [package1] = server.packages;
    expect(package1 && packageJson(package1).MOS).toContainEqual({
      DDF: expect.any(String) as string,
      MOID: MO,
      MIID: [],
    });

    const tree = await dmClient('tree', '--state', folder, '--ddf', ddf);
    expect(tree.stdout).toContain(`${uri}\n  Thermostat\n    Key  (not readable)\n`);
    const without = await dmClient('tree', '--state', folder);
    expect(without.stdout).toContain('not described');
    expect(tree.stdout + without.stdout).not.toContain('c2VjcmV0');

    const second = await session(...options);
    expect(second.commands.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    const got = server.packages[3]?.body.toString('utf8') ?? '';
    expect(got).toContain('{"Thermostat":{"Target":21.5,"Serial":"T-1","Plan":{"morning":"06:30:00"}}}');
  });
});
