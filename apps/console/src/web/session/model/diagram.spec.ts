import { describe, expect, it } from 'vitest';
import type { SessionDetail, UiSession } from '../../api/types.js';
import { BROWSER, CLIENT, REPOSITORY, SERVER, WEB_SERVER } from '../../components.js';
import { belongsTo, secondsInto, toDiagram } from './diagram.js';
import { notification, Recorder, uiSession } from './recorded.fixture.js';

const URI = 'http://127.0.0.1:8082/ui/abc';
const OBJECT = 'http://127.0.0.1:8083/objects/firmware-2.1?d=x&e=1&m=GET&s=y';

function arrowsOf(session: SessionDetail, uiSessions: readonly UiSession[] = []) {
  return toDiagram({ ...session, notifications: [notification()], uiSessions: [...uiSessions] }).arrows;
}

/** The basic flow as the components record it. */
function basicFlow(): Recorder {
  const recorder = new Recorder();
  recorder.package(1, { MOS: [{}, {}], Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt' }] });
  recorder.commands(['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']);
  recorder.statuses(200);
  recorder.commands(['SHOW', URI], ['GET', 'urn:x:1.0//CBT']);
  recorder.ui('opened');
  recorder.statuses(200, 200);
  recorder.commands(['GET', 'urn:x:1.0//Lang']);
  recorder.ui('answered', 'u1', { answers: { choice: 'accept' } });
  recorder.ui('finished', 'u1', { outcome: 'completed' });
  recorder.statuses(200);
  recorder.commands(['HGET', OBJECT, 'urn:oma:mo:oma-fumo:1.0//Update/PkgData']);
  const data = { method: 'GET', object: 'firmware-2.1', status: 200, bytes: 50_000_000, complete: true };
  recorder.wait(4200).event('repository.read', data, 'data-repository');
  recorder.statuses(200);
  recorder.commands(['HPOST', OBJECT.replace('firmware-2.1', 'inventory'), 'urn:x:1.0//'], ['END']);
  return recorder;
}

describe('the diagram of a session', () => {
  it('numbers the steps of the basic flow as the specification does, and tells what comes again', () => {
    const arrows = arrowsOf(basicFlow().session());
    expect(arrows.map(({ step, repeated }) => (repeated ? `(${step})` : step)).join(' ')).toBe(
      '0 1 2 3 4 4.1 4.2 4.3 5 (2) (4.2) (4.3) (4.3) (3) 6 6.1 7 8',
    );
  });

  it('draws a package that was refused, which is no step and changes none', () => {
    const recorder = new Recorder();
    recorder.package(1, {});
    recorder.commands(['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']);
    recorder.event('session.refused', { status: 400, code: 'status-count', clause: 'TS 5.2.4' });
    recorder.statuses(200);
    const arrows = toDiagram(recorder.session()).arrows;
    expect(arrows.map(({ step }) => step)).toEqual(['1', '2', undefined, '3']);
    expect(arrows[2]).toMatchObject({
      kind: 'refused',
      from: CLIENT,
      to: SERVER,
      label: 'refused 400 · status-count',
      good: false,
      repeated: false,
    });
  });

  it('draws each arrow between the components that take part', () => {
    const ends = new Map(arrowsOf(basicFlow().session()).map(({ step, from, to }) => [step, [from, to]]));
    expect(Object.fromEntries(ends)).toEqual({
      '0': [SERVER, CLIENT],
      '1': [CLIENT, SERVER],
      '2': [SERVER, CLIENT],
      '3': [CLIENT, SERVER],
      '4': [SERVER, CLIENT],
      '4.1': [CLIENT, BROWSER],
      '4.2': [BROWSER, WEB_SERVER],
      '4.3': [WEB_SERVER, SERVER],
      '5': [CLIENT, SERVER],
      '6': [SERVER, CLIENT],
      '6.1': [CLIENT, REPOSITORY],
      '7': [CLIENT, SERVER],
      '8': [SERVER, CLIENT],
    });
  });

  it('says on each arrow what it carries', () => {
    const labels = arrowsOf(basicFlow().session()).map(({ label }) => label);
    expect(labels).toEqual([
      'Package#0 · id 7 · REQ-MOS',
      'Package#1 · 2 MOs',
      'GET',
      '200',
      'SHOW GET',
      'starts browser',
      'opens consent',
      'consent opened',
      '200 200',
      'GET',
      'sends the answer',
      'choice=accept',
      'consent finished',
      '200',
      'HGET',
      'GET firmware-2.1 · 50.0 MB · 200',
      '200',
      'HPOST END',
    ]);
  });

  it('counts alerts, but not the one that every session begins with, and groups what repeats', () => {
    const recorder = new Recorder();
    recorder.package(1, {
      Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }, { AlertType: 'urn:a' }],
    });
    recorder.commands(['GET', 'a'], ['GET', 'b'], ['GET', 'c'], ['EXEC', 'd']);
    recorder.package(3, { Status: [{ sc: 200 }, [200, 'urn:a'], 200, { sc: 405 }], Alert: [{}, {}] });
    const [one, two, three] = toDiagram(recorder.session()).arrows;
    expect([one?.label, two?.label, three?.label]).toEqual([
      'Package#1 · 0 MOs · 1 alert',
      'GET ×3 EXEC',
      '200 ×3 405 · 2 alerts',
    ]);
    expect(three?.good).toBe(false);
  });

  it('shows the browser started as soon as its page is opened, or when the status of SHOW says so', () => {
    const reported = new Recorder();
    reported.commands(['SHOW', URI]);
    const answer = reported.statuses(200);
    const [, start] = toDiagram(reported.session()).arrows;
    expect([start?.step, start?.at]).toEqual(['4.1', answer.at]);

    const opened = new Recorder();
    opened.commands(['SHOW', URI]);
    const page = opened.ui('opened');
    const steps = toDiagram(opened.session({ state: 'open' })).arrows;
    expect(steps.map(({ step, at }) => [step, at === page.at])).toEqual([
      ['4', false],
      ['4.1', true],
      ['4.2', true],
      ['4.3', true],
    ]);
  });

  it('has no arrow to the browser when the device could not start it, and marks the failure', () => {
    const recorder = new Recorder();
    recorder.commands(['SHOW', URI]);
    recorder.statuses(501);
    const { arrows, bands } = toDiagram(recorder.session());
    expect(arrows.map(({ step, good }) => [step, good])).toEqual([
      ['4', true],
      ['5', false],
    ]);
    expect(bands).toEqual([]);
  });

  it('spans a band over the time in which a UI session is open', () => {
    const { bands, arrows } = toDiagram(basicFlow().session());
    expect(bands).toHaveLength(1);
    expect(arrows[bands[0]?.from ?? 0]?.step).toBe('4.1');
    expect(arrows[bands[0]?.to ?? 0]?.label).toBe('consent finished');
    expect(bands[0]).toMatchObject({ uiSessionId: 'u1', page: 'consent', lane: 0 });
  });

  it('lays UI sessions that are open at the same time into lanes, and leaves open what is not finished', () => {
    const recorder = new Recorder();
    recorder.commands(['SHOW', URI], ['SHOW', `${URI}2`]);
    recorder.ui('opened', 'u1');
    recorder.ui('opened', 'u2');
    recorder.ui('finished', 'u1');
    recorder.commands(['SHOW', `${URI}3`]);
    recorder.ui('opened', 'u3');
    const { bands } = toDiagram(recorder.session({ state: 'open' }));
    expect(bands.map(({ uiSessionId, lane, to }) => [uiSessionId, lane, to !== undefined])).toEqual([
      ['u1', 0, true],
      ['u2', 1, false],
      ['u3', 0, false],
    ]);
  });

  it('knows which SHOW a UI session belongs to by the order in which they were made', () => {
    const recorder = new Recorder();
    recorder.commands(['SHOW', URI]);
    recorder.statuses(501);
    recorder.commands(['GET', 'a'], ['SHOW', `${URI}2`]);
    recorder.ui('opened', 'second');
    const own = [uiSession('first', '2026-01-01T00:00:00Z'), uiSession('second', '2026-01-01T00:00:01Z')];
    const opened = arrowsOf(recorder.session(), own).find(({ step }) => step === '4.2');
    expect([opened?.exchange, opened?.command]).toEqual([1, 1]);
  });

  it('lights up with a command its packages, its side exchange and its feedback', () => {
    const { arrows } = toDiagram(basicFlow().session());
    const of = (exchange: number, command?: number) =>
      arrows.filter((arrow) => belongsTo(arrow, exchange, command)).map(({ step }) => step);
    expect(of(1, 0)).toEqual(['4', '4.1', '4.2', '4.3', '5', '4.2', '4.3', '4.3']);
    expect(of(1, 1)).toEqual(['4', '5']);
    expect(of(3, 0)).toEqual(['6', '6.1', '7']);
  });

  it('gives a transfer that was cut off, or that no command explains, its own place', () => {
    const recorder = new Recorder();
    recorder.commands(['GET', 'a']);
    const data = { method: 'PUT', object: 'other', status: 200, bytes: 12, complete: false };
    recorder.event('repository.written', data, 'data-repository');
    const transfer = toDiagram(recorder.session()).arrows[1];
    expect(transfer).toMatchObject({ label: 'PUT other · 12 B · cut off', good: false });
    expect(transfer?.exchange).toBeUndefined();
  });

  it('folds time in which nothing happened, and says how long it was', () => {
    const { rows } = toDiagram(basicFlow().session());
    expect(rows.filter(({ kind }) => kind === 'gap')).toEqual([expect.objectContaining({ ms: 4210 })]);
  });

  it('says how a session stands, and how it ended if not by END', () => {
    const recorder = new Recorder();
    recorder.package(1, {});
    recorder.event('session.aborted', { reason: 'a new session was opened' });
    const last = (state: SessionDetail['state']) => toDiagram(recorder.session({ state })).rows.at(-1);
    expect(last('aborted')).toMatchObject({
      kind: 'mark',
      text: 'session aborted: a new session was opened',
    });
    expect(last('open')).toMatchObject({ kind: 'mark', text: 'open: it is the server’s turn' });
    expect(last('ended')).toMatchObject({ kind: 'arrow' });
  });

  it('counts time from the first arrow', () => {
    const diagram = toDiagram(basicFlow().session({ notifications: [notification()] }));
    expect(secondsInto(diagram, diagram.arrows[1]?.at ?? '')).toBe('0.060');
  });

  it('draws the Package#0 that calls the device back to another session, after all that it came from', () => {
    const { arrows } = toDiagram(
      basicFlow().session({
        notifications: [
          notification(),
          notification({ id: 'n2', sessionId: 's2', sentAt: '2026-01-01T00:01:00.000Z', reqMos: false }),
        ],
      }),
    );
    expect(arrows.at(-1)).toMatchObject({
      step: '0',
      repeated: true,
      label: 'calls back · Package#0 · id 7',
    });
  });

  it('marks where the server waits for the user, where nobody answered in time, and what that led to', () => {
    const recorder = new Recorder();
    recorder.commands(['SHOW', URI]);
    recorder.ui('opened');
    recorder.event('task.waiting', { await: 'consent', until: '2026-01-01T00:00:05.000Z' });
    const open = recorder.session({ state: 'open' });
    recorder.wait(6000).event('task.failed', { reason: 'ui-timeout' });
    recorder.statuses(200);
    const marks = (session: SessionDetail) =>
      toDiagram(session).rows.flatMap((row) => (row.kind === 'mark' ? [row.text] : []));
    expect(marks(open)).toEqual(['waits for consent, 5 s at most', 'open: it is the device’s turn']);
    expect(marks(recorder.session())).toEqual([
      'waits for consent, 5 s at most',
      'consent: nobody answered in time',
      'a task failed: nobody answered in time',
    ]);
    expect(
      toDiagram(recorder.session())
        .rows.map(({ kind }) => kind)
        .join(' '),
    ).toBe('arrow arrow arrow arrow mark gap mark mark arrow');
  });

  it('does not say that nobody answered when somebody did', () => {
    const recorder = new Recorder();
    recorder.event('task.waiting', { await: 'consent', until: '2026-01-01T00:00:05.000Z' });
    recorder.ui('finished', 'u1', { outcome: 'completed' });
    recorder.wait(6000).commands(['END']);
    const rows = toDiagram(recorder.session()).rows.filter(({ kind }) => kind === 'mark');
    expect(rows).toHaveLength(1);
  });

  it('survives what is broken', () => {
    const recorder = new Recorder();
    recorder.package(2, 'rubbish');
    recorder.package(2, { CMD: [null, 'GET', [], [1, {}], ['HGET', 'not a URI']] });
    recorder.package(3, { Status: 'none' }, { contentType: 'multipart/form-data; boundary=b' });
    recorder.event('ui-session.answered', { answers: null });
    recorder.event('repository.read', {});
    const { arrows } = toDiagram(recorder.session());
    expect(arrows.map(({ step }) => step)).toEqual(['2', '6', '7', '4.2', '4.3', '6.1']);
  });
});
