import { describe, expect, it } from 'vitest';
import type { LoggedPackage, SessionDetail } from '../api/types.js';
import { gapBefore, toDiagram } from './diagram-model.js';

let clock = 0;
const at = () => new Date(Date.UTC(2026, 0, 1) + (clock += 10)).toISOString();
function logged(number: number, body: unknown): LoggedPackage {
  return {
    id: `p${clock}`,
    number,
    direction: number === 2 ? 'out' : 'in',
    contentType: 'application/json',
    headers: {},
    body: JSON.stringify(body),
    encoding: 'utf8',
    at: at(),
    remarks: [],
  };
}
function session(packages: LoggedPackage[], events: SessionDetail['events'] = []): SessionDetail {
  return {
    id: 's',
    devId: 'IMEI:1',
    state: 'ended',
    initiator: 'server',
    openedAt: at(),
    closedAt: at(),
    exchanges: 1,
    commands: { ok: 1, failed: 0 },
    packages,
    events,
  };
}

describe('the diagram of a session', () => {
  it('numbers the steps of the basic flow as the specification does', () => {
    const packages = [
      logged(1, { MOS: [{}] }),
      logged(2, { CMD: [['GET', 'a']] }),
      logged(3, { Status: [{ sc: 200 }] }),
      logged(2, {
        CMD: [
          ['SHOW', 'u'],
          ['GET', 'b'],
        ],
      }),
      logged(3, { Status: [{ sc: 200 }, { sc: 200 }] }),
      logged(2, { CMD: [['HGET', 'r', 'c']] }),
      logged(3, { Status: [{ sc: 200 }] }),
      logged(2, { CMD: [['HPOST', 'r', 'c'], ['END']] }),
    ];
    expect(toDiagram(session(packages), []).arrows.map((arrow) => arrow.step)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '4.1',
      '6',
      '7',
      '8',
    ]);
  });

  it('has no arrow to the browser when the device could not start it, and marks the failure', () => {
    const packages = [logged(2, { CMD: [['SHOW', 'u']] }), logged(3, { Status: [{ sc: 501 }] })];
    const { arrows } = toDiagram(session(packages), []);
    expect(arrows.map(({ step, good }) => [step, good])).toEqual([
      ['4', true],
      ['5', false],
    ]);
  });

  it('shows a second GET package without a number, as the figure has only one', () => {
    const packages = [
      logged(2, { CMD: [['GET', 'a']] }),
      logged(3, { Status: [{ sc: 200 }] }),
      logged(2, { CMD: [['GET', 'b']] }),
    ];
    expect(toDiagram(session(packages), []).arrows.map((arrow) => arrow.step)).toEqual(['2', '3', null]);
  });

  it('opens the band with the browser and closes it with the end of the UI session', () => {
    const packages = [logged(2, { CMD: [['SHOW', 'u']] }), logged(3, { Status: [{ sc: 200 }] })];
    const events = ['opened', 'answered', 'finished'].map((what) => ({
      id: what,
      type: `ui-session.${what}`,
      source: 'web-server-component',
      at: at(),
      data: { page: 'consent', answers: { choice: 'accept' } },
    }));
    expect(toDiagram(session(packages, events), []).band).toEqual({ from: 2, to: 5 });
  });

  it('reads the statuses of a multipart Package#3 and survives what is broken', () => {
    const multipart: LoggedPackage = {
      ...logged(3, {}),
      contentType: 'multipart/form-data; boundary=b',
      body: '--b\r\nContent-Type: x\r\n\r\n{"Status":[{"sc":200}]}\r\n--b\r\nname="0"\r\n\r\nx\r\n--b--',
    };
    expect(toDiagram(session([multipart]), []).arrows[0]?.label).toBe('200');
    expect(toDiagram(session([{ ...multipart, body: 'rubbish' }]), []).arrows[0]?.label).toBe('no statuses');
  });

  it('tells of gaps of a second and more', () => {
    const arrows = toDiagram(session([logged(1, {}), logged(2, { CMD: [] })]), []).arrows.map((arrow, i) => ({
      ...arrow,
      at: new Date(i * 2500).toISOString(),
    }));
    expect(gapBefore(arrows, 1)).toBe(2.5);
    expect(gapBefore(arrows, 0)).toBeUndefined();
  });
});
