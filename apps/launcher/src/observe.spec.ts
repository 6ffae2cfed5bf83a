import { describe, expect, it } from 'vitest';
import { observe } from './observe.js';
import type { PackageRecord, Records } from './records.js';
import type { StepName } from './steps.js';

const page = 'http://127.0.0.1:8082/ui/secret?x=1';
const objects = 'http://127.0.0.1:8083/objects';

let clock = 0;
const at = () => new Date(Date.UTC(2026, 0, 1, 0, 0, 0, (clock += 10))).toISOString();

function incoming(number: 1 | 3, statuses: number[] = []): PackageRecord {
  const body = number === 1 ? '{}' : JSON.stringify({ Status: statuses.map((sc) => ({ sc })) });
  const contentType = `application/vnd.oma.dm.${number === 1 ? 'initiation' : 'response'}+json`;
  return { id: `p${clock}`, at: at(), number, direction: 'in', contentType, body, encoding: 'utf8' };
}

function outgoing(...CMD: string[][]): PackageRecord {
  return {
    id: `p${clock}`,
    at: at(),
    number: 2,
    direction: 'out',
    contentType: 'application/vnd.oma.dm.request+json',
    body: JSON.stringify({ CMD }),
    encoding: 'utf8',
  };
}

/** What the components record of a whole flow. */
function wholeFlow(): Records {
  clock = 0;
  const packages = [
    incoming(1),
    outgoing(['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']),
    incoming(3, [200]),
    outgoing(['SHOW', page], ['GET', 'urn:oma:mo:oma-sessioninfomo:1.0//CBT']),
    incoming(3, [200, 200]),
    outgoing(['GET', 'urn:oma:mo:oma-fumo:1.0//State']),
    incoming(3, [200]),
    outgoing(['HGET', `${objects}/firmware-2.1?s=1`, 'urn:oma:mo:oma-fumo:1.0//Update/PkgData']),
    incoming(3, [200]),
    outgoing(['END'], ['HPOST', `${objects}/inventory?s=2`, 'urn:oma:mo:oma-dm-devinfo:1.2//']),
  ];
  const event = { id: 'e1', at: at(), type: 'ui-session.answered', source: 'web-server-component', data: {} };
  return {
    device: [
      { id: 'd1', at: at(), type: 'notification.received', data: { bytes: 90 } },
      { id: 'd2', at: at(), type: 'browser.started', data: { url: page, adapter: 'scripted' } },
      { id: 'd3', at: at(), type: 'session.ended', data: { outcome: 'end' } },
    ],
    sessions: [{ id: 's1', devId: 'IMEI:1', state: 'ended', openedAt: at(), packages, events: [event] }],
    pages: [{ id: 'w1', at: at(), method: 'GET', path: '/ui/secret', status: 200 }],
    objects: [
      { id: 'r1', at: at(), method: 'GET', object: 'firmware-2.1', status: 200, bytes: 5e7, complete: true },
      { id: 'r2', at: at(), method: 'POST', object: 'inventory', status: 201, bytes: 900, complete: true },
    ],
  };
}

function missing(records: Records): StepName[] {
  return observe(records)
    .filter(({ observed }) => !observed)
    .map(({ step }) => step);
}

function inSession(records: Records, change: (packages: PackageRecord[]) => PackageRecord[]): Records {
  const sessions = records.sessions.map((session) => ({
    ...session,
    packages: change([...session.packages]),
  }));
  return { ...records, sessions };
}

describe('observe', () => {
  it('sees every step of a whole flow and names component and record', () => {
    const steps = observe(wholeFlow());
    expect(steps.map(({ step }) => step).join(' ')).toBe('0 1 2 3 4 4.1 4.2 4.3 5 6 6.1 7 8');
    expect(steps.every(({ observed, at: when }) => observed && when !== undefined)).toBe(true);
    const named = Object.fromEntries(
      steps.map(({ step, detail }) => [step, `${detail.component} ${detail.record}`]),
    );
    expect(named).toMatchObject({
      '0': 'DM Client d1',
      '4.1': 'DM Client d2',
      '4.2': 'Web Server Component w1',
      '4.3': 'DM Server e1',
      '6.1': 'Data Repository r1',
    });
  });

  it('sees nothing in no records', () => {
    expect(missing({ device: [], sessions: [], pages: [], objects: [] })).toHaveLength(13);
  });

  it('misses step 0 without a notification, and nothing else', () => {
    const records = wholeFlow();
    expect(missing({ ...records, device: records.device.slice(1) })).toEqual(['0']);
  });

  it('misses what hangs on the browser when it did not start', () => {
    const records = wholeFlow();
    const sessions = records.sessions.map((session) => ({ ...session, events: [] }));
    const device = records.device.filter(({ type }) => type !== 'browser.started');
    expect(missing({ ...records, device, sessions, pages: [] })).toEqual(['4.1', '4.2', '4.3']);
  });

  it('does not take a browser that was started on another page', () => {
    const records = wholeFlow();
    const device = records.device.map((record) =>
      record.type === 'browser.started' ? { ...record, data: { url: 'http://127.0.0.1/other' } } : record,
    );
    expect(missing({ ...records, device })).toEqual(['4.1']);
  });

  it('does not take a page that was answered with an error, or another one', () => {
    const records = wholeFlow();
    const refused = records.pages.map((record) => ({ ...record, status: 503 }));
    const other = records.pages.map((record) => ({ ...record, path: '/ui/another' }));
    expect(missing({ ...records, pages: refused })).toEqual(['4.2']);
    expect(missing({ ...records, pages: other })).toEqual(['4.2']);
  });

  it('misses the UI session and its package without SHOW', () => {
    const records = inSession(wholeFlow(), (packages) => [...packages.slice(0, 3), ...packages.slice(5)]);
    const sessions = records.sessions.map((session) => ({ ...session, events: [] }));
    expect(missing({ ...records, sessions, pages: [] })).toEqual(['4', '4.1', '4.2', '4.3', '5']);
  });

  it('misses the feedback when no answer was fed back', () => {
    const records = wholeFlow();
    const sessions = records.sessions.map((session) => ({
      ...session,
      events: session.events.map((event) => ({ ...event, type: 'ui-session.opened' })),
    }));
    expect(missing({ ...records, sessions })).toEqual(['4.3']);
  });

  it('misses the transfers that the repository did not see, and END beside one of them', () => {
    expect(missing({ ...wholeFlow(), objects: [] })).toEqual(['6.1', '8']);
  });

  it('does not take a transfer that was cut off or refused', () => {
    const records = wholeFlow();
    const [first, last] = records.objects;
    if (!first || !last) throw new Error('no records');
    expect(missing({ ...records, objects: [{ ...first, complete: false }, last] })).toEqual(['6.1']);
    expect(missing({ ...records, objects: [{ ...first, status: 403 }, last] })).toEqual(['6.1']);
  });

  it('misses step 8 when a package followed END, or the device did not end by it', () => {
    const records = wholeFlow();
    expect(missing(inSession(records, (packages) => [...packages, incoming(3, [200])]))).toEqual(['8']);
    expect(missing({ ...records, device: records.device.slice(0, 2) })).toEqual(['8']);
  });

  it('misses the answer of a package that none followed', () => {
    const records = wholeFlow();
    expect(missing(inSession(records, (packages) => packages.slice(0, 8)))).toEqual(['7', '8']);
  });

  it('takes a body that is no package as proof of nothing', () => {
    const records = inSession(wholeFlow(), (packages) =>
      packages.map((record) => (record.direction === 'out' ? { ...record, body: 'no JSON' } : record)),
    );
    expect(missing(records)).toEqual(['4', '4.1', '4.2', '5', '6', '6.1', '7', '8']);
  });
});
