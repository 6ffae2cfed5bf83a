import { describe, expect, it } from 'vitest';
import { toMermaid } from './mermaid.js';
import { labelOf } from './mermaid-lines.js';
import { SessionRecorder } from './recorded.fixture.js';

/** The statements of Mermaid's grammar for sequence diagrams that may occur; text has no `;`, and `#` only as an entity. */
const TEXT = String.raw`(?:[^#;\n]|#(?:\d+|lt|gt);)+`;
const STATEMENTS = [
  new RegExp(`^title ${TEXT}$`),
  new RegExp(`^participant [CBSWR] as ${TEXT}$`),
  new RegExp(`^[CBSWR](?:->>|--\\)|-->>|-x)[CBSWR]: ${TEXT}$`),
  new RegExp(`^Note over [CBSWR](?:,[CBSWR])?: ${TEXT}$`),
  /^(?:de)?activate [CBSWR]$/,
];

/** Fails where Mermaid would; gives the statements after the participants. */
function checked(text: string): string[] {
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
  expect(head).toBe('sequenceDiagram');
  const active = new Map<string, number>();
  for (const line of lines) {
    expect(
      STATEMENTS.some((statement) => statement.test(line)),
      line,
    ).toBe(true);
    const [, ends, who = ''] = /^(de)?activate (\w)$/.exec(line) ?? [];
    const count = (active.get(who) ?? 0) + (ends === undefined ? 1 : -1);
    if (who !== '') expect(count, `${line}: it is not active`).toBeGreaterThanOrEqual(0);
    active.set(who, count);
  }
  return lines.slice(6);
}

const notification = {
  id: 'n1',
  notificationId: 7,
  state: 'answered' as const,
  reason: null,
  reqMos: true,
  preferredConTypes: null,
  attempts: 2,
  bytes: null,
  createdAt: '2025-12-31T23:59:59.000Z',
  sentAt: '2025-12-31T23:59:59.000Z',
  answeredAt: null,
  expiresAt: '2026-01-02T00:00:00.000Z',
  sessionId: 'd.s1',
  taskId: null,
};

describe('a session as a Mermaid diagram', () => {
  it('numbers the steps of the basic flow as Figure 3 does', async () => {
    const object = 'http://r/objects/firmware';
    const transfer = { method: 'GET', object: 'firmware', status: 200, bytes: 12, complete: true };
    const recorder = new SessionRecorder()
      .open()
      .send(['GET', 'urn:a:1.0//'], ['GET', 'urn:b:1.0//'])
      .answer(200, 200)
      .send(['SHOW', 'http://w/ui/1'])
      .ui('opened')
      .answer(200)
      .send(['GET', 'urn:a:1.0//'])
      .event('task.waiting', { await: 'consent', until: '2026-01-01T00:01:00Z' })
      .wait(4000)
      .ui('answered', { answers: { choice: 'accept' } })
      .ui('finished', { outcome: 'completed' })
      .answer(404)
      .send(['HGET', object, 'urn:a:1.0//'])
      .event('repository.read', transfer, 'data-repository')
      .answer(200)
      .send(['END']);
    expect(checked(await toMermaid(recorder.session({ notifications: [notification] })))).toEqual([
      'S--)C: 0: Package#35;0, id 7, REQ-MOS, sent 2 times',
      'C->>S: 1: Package#35;1, 0 MOs',
      'S->>C: 2: GET ×2',
      'C->>S: 3: 200 ×2',
      'S->>C: 4: SHOW',
      'C-->>B: 4.1: starts the browser',
      'activate B',
      'activate W',
      'B->>W: 4.2: opens consent',
      'W--)S: 4.3: consent opened',
      'C->>S: 5: 200',
      'S->>C: 2: GET',
      'Note over S: waits for consent',
      'Note over C,R: 4.0 s',
      'B->>W: 4.2: sends the answer',
      'W--)S: 4.3: choice=accept',
      'W--)S: 4.3: consent finished',
      'deactivate B',
      'deactivate W',
      'C->>S: 3: 404',
      'S->>C: 6: HGET',
      'C->>R: 6.1: GET firmware, 12 bytes, 200',
      'C->>S: 7: 200',
      'S->>C: 8: END',
      'Note over C,S: END: the session is over',
    ]);
  });

  it('shows the browser started by the status of SHOW, and none where it failed', async () => {
    const url = 'http://w/ui/1';
    const done = new SessionRecorder().send(['SHOW', url]).answer(200).ui('opened').session();
    expect(checked(await toMermaid(done)).filter((line) => line.includes('4.1'))).toHaveLength(1);
    const failed = new SessionRecorder().send(['SHOW', url]).answer(501).session();
    expect(checked(await toMermaid(failed)).filter((line) => line.includes('4.1'))).toEqual([]);
  });

  it('crosses the arrow of a package that was refused, and says how a session was lost', async () => {
    const recorder = new SessionRecorder()
      .open()
      .event('session.refused', { status: 400, code: 'status-count', clause: 'TS 5.2.4' })
      .event('session.aborted', { reason: 'a new session; #1' });
    const lines = checked(await toMermaid(recorder.session({ state: 'aborted' })));
    expect(lines).toContain('C-xS: refused with 400: status-count, TS 5.2.4');
    expect(lines.at(-1)).toBe('Note over C,S: session aborted: a new session#59; #35;1');
  });

  it('is not broken by what users and devices write, nor by feedback of what was never opened', async () => {
    const recorder = new SessionRecorder()
      .ui('finished', { outcome: 'completed' })
      .ui('answered', { answers: { name: 'a;b#c\nend %% <b>', list: [1] } })
      .ui('opened', { page: 'end' });
    const session = recorder.session({ state: 'open', devId: 'urn:x;#%' });
    expect(checked(await toMermaid(session))).toContain(
      'W--)S: 4.3: name=a#59;b#35;c end #37;#37; #lt;b#gt; list=[1]',
    );
  });
});

it('writes a label in one line', () => {
  expect(labelOf(' a\r\n  b\t; ')).toBe('a b #59;');
});
