import { expect, it } from 'vitest';
import { callBacksOf } from './call-backs.js';
import { notification, Recorder, uiSession } from './recorded.fixture.js';

const shown = uiSession('u1', '2026-01-01T00:00:00Z');

it('names the session that an answer has led to', () => {
  const session = new Recorder().session({
    uiSessions: [shown],
    notifications: [notification(), notification({ id: 'n2', sessionId: 's2', taskId: 't1' })],
  });
  expect(callBacksOf(session)).toEqual({ to: [{ sessionId: 's2', page: 'consent' }], from: [] });
});

it('names the session from whose UI session this one came, and none while the device has not come back', () => {
  const session = new Recorder().session({
    id: 's2',
    uiSessions: [shown],
    notifications: [
      notification({ sessionId: 's2', taskId: 't1' }),
      notification({ id: 'n3', sessionId: null }),
    ],
  });
  expect(callBacksOf(session)).toEqual({ to: [], from: [{ sessionId: 's1', page: 'consent' }] });
});
