import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice, TYPE } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_negotiation');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function newDevice(more: Record<string, unknown> = {}): Promise<RawDevice> {
  const devId = `urn:test:negotiation:${(devices += 1)}`;
  await operator.register(devId, more);
  return new RawDevice(server.url, devId);
}

describe('a package', () => {
  it('remarks on everything that was tolerated, at the package and with its clause', async () => {
    const devId = 'IMEI:490154203237519';
    await operator.register(devId);
    const device = new RawDevice(server.url, devId);
    await operator.queue(devId, [
      {
        commands: [
          ['GET', 'oma:mo:oma-dm-devinfo:1.0//'],
          ['DELETE', 'urn:x:1.0//a'],
          ['GET', 'urn:x:1.0//'],
          ['EXEC', 'urn:x:1.0//a'],
        ],
      },
    ]);
    await device.open({
      MOS: [
        { DDF: 'd:d', MOID: 'urn:oma:mo:oma-dm-dmacc:2.0', MIID: [] },
        { MOID: 'oma:mo:oma-sessioninfomo:1.0', MIID: ['a'] },
      ],
      Alert: [{ AlertType: 'urn:x', DataType: 'int', Data: {} }],
    });
    const one = { ClientURI: 'oma:mo:oma-dm-devinfo:1.0//', MOData: { DevInfo: { Lang: 'pt-BR' } } };
    const part = (index: number, type: string, text: string) =>
      `--b\r\nContent-Disposition: form-data; name="${index}"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const statuses = '{"Status":[200,[200,"urn:x:1.0/a/a"],{"sc":200},{"sc":204}]}';
    await device.post(
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="x"\r\nContent-Type: ${TYPE.response}\r\n\r\n${statuses}\r\n${part(0, 'application/dmmo+json', JSON.stringify(one))}--b--\r\n`,
    );
    const { packages } = await operator.session(devId);
    const told = (index: number) =>
      packages[index]?.remarks.map(({ clause, text }) => `${clause}: ${text}`) ?? [];
    for (const [index, wanted] of [
      [0, /^TS 12\.1: the check digit of the IMEI is wrong/],
      [0, /^TS 12\.2: MOS\/0\/MOID: "urn:oma:mo:oma-dm-dmacc:2\.0" instead of/],
      [0, /^TS 12\.4: MOS\/1\/MOID: .*has no "urn:"/],
      [0, /^TS 5\.2\.2: MOS\/1\/DDF must be given/],
      [0, /^TS 5\.2\.2: Alert: no alert says who initiated/],
      [0, /^TS 5\.4: Alert\/0: DataType "int" is no media type/],
      [2, /^TS 7\.2\.1\.3: Status\/0: a bare number/],
      [2, /^TS 7\.2\.1\.3: Status\/1: an array/],
      [2, /^TS App\. C: Status\/3: 204 is no status of EXEC/],
      [2, /^TS App\. F: the first part has a name/],
      [2, /^TS App\. F: command 2 is a GET answered 200, but its data is missing/],
      [2, /^TS 7\.2\.1\.4: one object instead of an array/],
      [2, /^TS 12\.1: 0\/ClientURI: .*has no "urn:"/],
    ] as const) {
      expect(told(index)).toContainEqual(expect.stringMatching(wanted));
    }
    expect(told(1)).toEqual([]);
    // Read all the same, from whatever version of DevInfo.
    expect((await operator.request('GET', `/devices/${devId}`)).body()).toMatchObject({ lang: 'pt-BR' });
  });
});

describe('OMADM-Accept of Package#2 (TS 5.5)', () => {
  it('names what the repositories of HPUT and HPOST take beside what the specification mandates', async () => {
    const device = await newDevice();
    const { headers } = await device.open();
    expect(headers.get('omadm-accept')).toBe(
      'application/dmmo+json, application/octet-stream, application/json, text/plain',
    );
    const { packages } = await operator.session(device.devId);
    expect(packages[1]?.headers).toMatchObject({ 'omadm-accept': headers.get('omadm-accept') });
  });

  it('is left out when they take nothing else', async () => {
    const silent = await startServer(database, { REPOSITORY_ACCEPTED_TYPES: 'application/dmmo+json' });
    const { devId } = await newDevice();
    const { status, headers } = await new RawDevice(silent.url, devId).open();
    await silent.close();
    expect([status, headers.get('omadm-accept')]).toEqual([200, null]);
  });
});

describe('ServerURIs of the repository', () => {
  it('hold as long as a device keeps a SUB or DEFAULT, which is configured', async () => {
    const patient = await startServer(database, {
      REPOSITORY_URL_MINUTES: '5',
      REPOSITORY_STANDING_URL_DAYS: '700',
    });
    const { devId } = await newDevice();
    await operator.queue(devId, [
      {
        commands: [
          ['HGET', '{repository}/objects/a', 'urn:x:1.0//a'],
          ['SUB', '{repository}/objects/a', 'urn:x:1.0//a'],
          ['DEFAULT', '{repository}/objects/a', 'urn:x:1.0'],
        ],
      },
    ]);
    const { commands } = await new RawDevice(patient.url, devId).open();
    await patient.close();
    const seconds = commands.map(
      ([, uri]) => Number(new URL(uri ?? '').searchParams.get('e')) - Date.now() / 1000,
    );
    [300, 700 * 86_400, 700 * 86_400].forEach((life, i) => {
      expect(seconds[i]).toBeLessThanOrEqual(life);
      expect(seconds[i]).toBeGreaterThan(life - 60);
    });
  });

  it('are signed for the method, the object and the device as the package leaves', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [
      {
        commands: [
          ['HGET', '{repository}/objects/firmware-2.1', 'urn:x:1.0//a'],
          ['HPUT', '{repository}/objects/state', DEV_INFO],
        ],
      },
    ]);
    const { commands } = await device.open();
    const [hget, hput] = commands.map(([, uri]) => new URL(uri ?? ''));
    expect(hget?.pathname).toBe('/objects/firmware-2.1');
    expect(Object.fromEntries(hget?.searchParams ?? [])).toMatchObject({ d: device.devId, m: 'GET' });
    expect(hput?.searchParams.get('m')).toBe('PUT');
    await device.answer(200, 200);
    expect((await operator.task(id)).results[0]?.command[1]).toBe('{repository}/objects/firmware-2.1');
  });
});
