import { MEDIA, MOID } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { DEMO, ENDPOINT, package2, TestDevice, type Answer } from './support/device.js';

const IN = 'https://repository.example/in';
const demo = (path: string) => `${DEMO}//${path}`;

/** Statuses of one package, whose server names what it takes. */
async function statuses(
  device: TestDevice,
  accept: string | undefined,
  commands: readonly (readonly string[])[],
): Promise<number[]> {
  const headers = accept === undefined ? {} : { 'omadm-accept': accept };
  const answers: Answer[] = [{ headers, body: package2(...commands) }, { body: package2(['END']) }];
  const report = await device.raw(() => answers.shift() ?? { status: 500 });
  expect(report.outcome).toBe('end');
  return report.commands.map(({ status }) => status);
}

describe('formats (TS 5.5)', () => {
  it.each([
    ['none', undefined, 'application/dmmo+json', 200],
    ['MO data', 'application/dmmo+json', 'application/dmmo+json', 200],
    ['text only', 'text/plain', 'text/plain', 200],
    ['text rather, MO data not at all', 'text/*, application/dmmo+json;q=0', 'text/plain', 200],
    ['what the device does not have', 'application/xml, text/csv', undefined, 406],
  ])('an OMADM-Accept of %s decides on HPUT and HPOST', async (_title, accept, sent, status) => {
    for (const name of ['HPUT', 'HPOST']) {
      const device = await TestDevice.create();
      expect(await statuses(device, accept, [[name, IN, demo('Name')]])).toEqual([status]);
      expect(device.repository.uploads.map(({ contentType }) => contentType.split(';')[0])).toEqual(
        sent === undefined ? [] : [sent],
      );
    }
  });

  it('a long leaf goes as its bare value, as MO data where only that is taken, and is 406 if it is too long for it', async () => {
    const device = await TestDevice.create();
    const lengths = [70_000, 5 * 1024 * 1024];
    const sent: [number, string][] = [];
    for (const length of lengths)
      for (const accept of [undefined, MEDIA.mo]) {
        await device.statuses([['HGET', device.offer('long', 'x'.repeat(length)), demo('Name')]]);
        const before = device.repository.uploads.length;
        const [status = 0] = await statuses(device, accept, [['HPUT', IN, demo('Name')]]);
        sent.push([status, device.repository.uploads[before]?.contentType ?? '']);
      }
    expect(sent).toEqual([
      [200, 'text/plain'],
      [200, MEDIA.mo],
      [200, 'text/plain'],
      [406, ''],
    ]);
  });

  it('an OMADM-Accept holds for the rest of the session', async () => {
    const device = await TestDevice.create();
    const answers: Answer[] = [
      { headers: { 'omadm-accept': 'text/csv' }, body: package2() },
      { body: package2(['HPUT', IN, demo('Items')]) },
      { body: package2(['END']) },
    ];
    const report = await device.raw(() => answers.shift() ?? { status: 500 });
    expect(report.commands.map(({ status }) => status)).toEqual([406]);
  });

  it('a repository that wants another format is asked once more, with one that it names', async () => {
    const device = await TestDevice.create();
    device.repository.answer = ({ contentType }) =>
      contentType.startsWith('text/plain')
        ? { status: 201 }
        : { status: 415, headers: { 'omadm-accept': 'text/plain' } };
    expect(await statuses(device, undefined, [['HPOST', IN, demo('Name')]])).toEqual([200]);
    expect(device.repository.uploads).toHaveLength(2);
    // Neither is tried again if it names what the device has not.
    device.repository.answer = () => ({ status: 415, headers: { 'omadm-accept': 'image/png' } });
    expect(await statuses(device, undefined, [['HPOST', IN, demo('Name')]])).toEqual([406]);
    expect(device.repository.uploads).toHaveLength(3);
  });

  it('a remark is made of each deviation that was read all the same, with its clause', async () => {
    const device = await TestDevice.create();
    const one = device.offer(
      'one',
      JSON.stringify({ ClientURI: demo('Level'), MOData: { Level: 3 } }),
      'application/dmmo+json',
    );
    const answers: Answer[] = [
      { body: JSON.stringify({ CMD: [['HGET', one]], Status: [200] }) },
      { body: package2(['END']) },
    ];
    await device.raw(() => answers.shift() ?? { status: 500 });
    expect(device.log.filter((line) => line.startsWith('remark.made'))).toEqual([
      expect.stringMatching(/"about":"Package#2","clause":"(TS 7\.2\.1\.[23]|CR 6\.2)"/),
      expect.stringContaining('"about":"MO data","clause":"TS 7.2.1.4"'),
    ]);
  });
});

describe('what a peer names otherwise (TS 6.1, 12)', () => {
  it('is the object it means, with a remark', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['oma:mo:oma-dm-devinfo:1.0', 'urn:oma:mo:oma-dm-dacmo:1.0', DEMO] },
    });
    const rule = `${MOID.accessControl}//${DEMO}/demo/rule/Permissions/other`;
    const permission = { MAID: 'dms1', AR: 15 };
    expect(
      await device.statuses([
        ['GET', 'oma:mo:oma-dm-devinfo:1.0//Man'],
        ['GET', 'urn:oma:mo:oma-dm-devinfo:2.0//?lv=1'],
        ['HGET', device.offerMo('rule', [{ ClientURI: rule, MOData: { other: permission } }]), rule],
        ['DEFAULT', 'https://repository.example/d', 'oma:mo:oma-dm-devinfo:1.0'],
      ]),
    ).toEqual([200, 200, 200, 200]);
    const remarks = device.log.filter((line) => line.startsWith('remark.made'));
    expect(remarks.map((line) => /"clause":"([^"]*)"/.exec(line)?.[1])).toEqual([
      'TS 12.1',
      'TS 12.1',
      'TS 6.1',
      'TS 12.3',
      'TS 12',
    ]);
    expect(device.state.current.defaults).toMatchObject([{ moid: MOID.devInfo }]);
    // It is shown by the name of its definition.
    expect(device.package1s[0]?.MOS?.map((entry) => entry.MOID)).toContain(MOID.devInfo);
  });
});

describe('errors of the DM Server (TS 5.6)', () => {
  const ends = { body: package2(['END']) };

  it.each([
    ['400', { status: 400 }],
    ['403', { status: 403 }],
    ['404', { status: 404 }],
    ['406', { status: 406 }],
    ['409', { status: 409 }],
    ['415', { status: 415 }],
    ['500', { status: 500 }],
    ['503', { status: 503, headers: { 'retry-after': '0' } }],
    ['a redirect, of which the specification knows nothing', { status: 307, headers: { location: '/' } }],
    ['204', { status: 204 }],
    ['another media type', { ...ends, headers: { 'content-type': 'application/json' } }],
    ['no media type', { ...ends, headers: { 'content-type': undefined } }],
    ['what is no JSON', { body: 'CMD' }],
    ['a Package#2 without CMD', { body: '{}' }],
    ['a command that is no array of strings', { body: '{"CMD":[["GET",7]]}' }],
  ])('%s aborts the session, at once and later, and nothing more is sent', async (_title, answer) => {
    for (const before of [0, 1]) {
      const device = await TestDevice.create();
      const urls: string[] = [];
      const report = await device.raw(({ url }) => {
        urls.push(url);
        return urls.length > before ? answer : { body: package2(['DELETE', demo('Items/first')]) };
      });
      expect(report).toMatchObject({ outcome: 'aborted', exchanges: before });
      expect(report.reason).toEqual(expect.any(String));
      expect(urls).toHaveLength(before + 1);
      // What was executed before it stays executed.
      expect(report.commands.map(({ status }) => status)).toEqual(before === 1 ? [200] : []);
    }
  });

  it('an exchange without an answer aborts the session', async () => {
    const device = await TestDevice.create();
    let requests = 0;
    const report = await device.raw(() => {
      requests += 1;
      throw new Error('server.example did not answer in time');
    });
    expect(report).toMatchObject({ outcome: 'aborted', reason: 'server.example did not answer in time' });
    expect(requests).toBe(1);
  });

  it('alerts of an aborted session go with the next', async () => {
    const device = await TestDevice.create();
    const alert = { AlertType: 'urn:example:alert' };
    await device.state.change((state) => ({ ...state, pendingAlerts: [{ alert }] }));
    await device.raw(() => ({ status: 503 }));
    await device.restart();
    await device.session([]);
    expect(device.package1s.at(-1)?.Alert).toContainEqual(alert);
    expect(device.state.current.pendingAlerts).toEqual([]);
  });

  it('401 with a challenge is recovered from: elsewhere than at home the credentials are given when asked for', async () => {
    const device = await TestDevice.create();
    const seen: [string, boolean][] = [];
    const elsewhere = 'https://other.example/dm';
    const report = await device.raw(({ url, headers }) => {
      const known = headers['Authorization'] !== undefined;
      seen.push([url, known]);
      if (url !== elsewhere) return { body: package2(['CONT', elsewhere]) };
      return known ? ends : { status: 401, headers: { 'www-authenticate': 'Basic realm="dm"' } };
    });
    expect(report.outcome).toBe('end');
    expect(seen).toEqual([
      [`${ENDPOINT}/dms1`, true],
      [elsewhere, false],
      [elsewhere, true],
    ]);
  });

  it.each([
    ['the credentials were given already', `${ENDPOINT}/dms1`, 'Basic realm="dm"', 1],
    ['it wants another scheme', 'https://other.example/dm', 'Negotiate', 2],
    ['anybody could read them', 'http://other.example/dm', 'Basic realm="dm"', 2],
  ])('401 aborts if %s', async (_title, refusing, challenge, requests) => {
    const device = await TestDevice.create();
    let count = 0;
    const report = await device.raw(({ url }) => {
      count += 1;
      return url === refusing
        ? { status: 401, headers: { 'www-authenticate': challenge } }
        : { body: package2(['CONT', refusing]) };
    });
    expect(report.outcome).toBe('aborted');
    expect(count).toBe(requests);
  });

  it('a SrvURI that is none aborts the session and does no harm', async () => {
    const device = await TestDevice.create();
    const srvUri = `${MOID.dmAccount}//SrvURI`;
    expect(
      await device.statuses([
        ['HGET', device.offer('nonsense', 'no URI'), srvUri],
        ['HGET', device.offer('half', 'https://['), srvUri],
      ]),
    ).toEqual([415, 200]);
    const report = await device.raw(() => ends);
    expect(report).toMatchObject({ outcome: 'aborted', exchanges: 0 });
  });

  it('every package has its media type, Accept and OMADM-DevID', async () => {
    const device = await TestDevice.create();
    const seen: unknown[] = [];
    const answers = [{ body: package2(['GET', demo('Name')]) }, { body: package2() }, ends];
    await device.raw(({ headers }) => {
      const { 'Content-Type': type = '', Accept, 'OMADM-DevID': devId } = headers;
      seen.push([type.split(';')[0], Accept, devId]);
      return answers.shift() ?? { status: 500 };
    });
    expect(seen).toEqual(
      [MEDIA.initiation, MEDIA.multipart, MEDIA.response].map((type) => [type, MEDIA.request, 'urn:uuid:1']),
    );
  });
});
