import { decodePackage2, decodeRequest, type Alert, type RawCommand } from '@dm2/protocol';
import { besideLines, UiSessionsSeen } from './mermaid-beside.js';
import { durationOf, MermaidLines } from './mermaid-lines.js';
import type { RecordedEvent, RecordedPackage, SessionRecord } from './session-record.js';

const TRANSFERS = ['HGET', 'HPUT', 'HPOST'];
const ANSWERED: Readonly<Record<string, string>> = { '2': '3', '4': '5', '6': '7', '8': '3' };
const SESSION_ALERT = /:(?:Server|Client)InitiatedMgmt$/;
/** Nothing for this long is worth a note. */
const GAP_MS = 1000;

type Happening =
  | { readonly kind: 'package'; readonly at: string; readonly package: RecordedPackage }
  | { readonly kind: 'event'; readonly at: string; readonly event: RecordedEvent };

/**
 * A session as the text of a Mermaid sequence diagram: the five components of Figure 3 (CR 6.2), the steps numbered as there, UI
 * sessions as activations, and pauses as notes.
 */
export async function toMermaid(session: SessionRecord): Promise<string> {
  const lines = new MermaidLines(`Session of ${session.devId}`);
  for (const { sessionId, notificationId, sentAt, attempts, reqMos } of session.notifications) {
    if (sessionId !== session.id || sentAt === null) continue;
    const again = attempts > 1 ? `, sent ${attempts} times` : '';
    lines.message('S', '--)', 'C', `0: Package#0, id ${notificationId}${reqMos ? ', REQ-MOS' : ''}${again}`);
  }
  const shown = new UiSessionsSeen();
  const sent: RawCommand[][] = [];
  let before: string | undefined;
  for (const happening of inOrder(session)) {
    const pause = before === undefined ? 0 : Date.parse(happening.at) - Date.parse(before);
    if (pause >= GAP_MS) lines.note('C,R', durationOf(pause));
    before = happening.at;
    if (happening.kind === 'event') besideLines(lines, happening.event, shown);
    else await packageLines(lines, happening.package, sent, shown);
  }
  lines.note(...ending(session));
  return lines.text();
}

/** By time; of what has the same time, what happened beside the session comes first, as it is what a package reports. */
function inOrder({ packages, events }: SessionRecord): Happening[] {
  return [
    ...events.map((event): Happening => ({ kind: 'event', at: event.at, event })),
    ...packages.map((each): Happening => ({ kind: 'package', at: each.at, package: each })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

async function packageLines(
  lines: MermaidLines,
  recorded: RecordedPackage,
  sent: RawCommand[][],
  shown: UiSessionsSeen,
): Promise<void> {
  const body = Buffer.from(recorded.body, recorded.encoding);
  const remarks = recorded.remarks.length > 0 ? `, ${counted(recorded.remarks.length, 'remark')}` : '';
  if (recorded.direction === 'out') {
    const commands = [...decodePackage2(body).CMD];
    sent.push(commands);
    const names = commands.map(([name = '']) => name);
    lines.message('S', '->>', 'C', `${stepOf(names)}: ${grouped(names) || 'no commands'}${remarks}`);
    return;
  }
  const received = await decodeRequest({ contentType: recorded.contentType, body });
  const alerts = alertsOf(received.Alert);
  if (received.kind === 'package1') {
    const objects = counted(received.MOS?.length ?? 0, 'MO');
    lines.message('C', '->>', 'S', `1: Package#1, ${objects}${alerts}${remarks}`);
    return;
  }
  const commands = sent.at(-1) ?? [];
  const codes = received.Status.map(({ sc }) => sc);
  commands.forEach(([name], i) => {
    if (name === 'SHOW' && codes[i] === 200) shown.started(lines);
  });
  const step = ANSWERED[stepOf(commands.map(([name = '']) => name))] ?? '3';
  lines.message(
    'C',
    '->>',
    'S',
    `${step}: ${grouped(codes.map(String)) || 'no statuses'}${alerts}${remarks}`,
  );
}

/** The step of Figure 3 that a Package#2 is, by what it carries. */
function stepOf(names: readonly string[]): string {
  if (names.includes('END')) return '8';
  if (names.includes('SHOW')) return '4';
  return names.some((name) => TRANSFERS.includes(name)) ? '6' : '2';
}

/** Alerts, but not the one that every session begins with. */
function alertsOf(alerts: readonly Alert[] = []): string {
  const count = alerts.filter(({ AlertType }) => !SESSION_ALERT.test(AlertType)).length;
  return count === 0 ? '' : `, ${counted(count, 'alert')}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `GET GET GET EXEC` as `GET ×3 EXEC`. */
function grouped(words: readonly string[]): string {
  const groups: { word: string; count: number }[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.word === word) last.count += 1;
    else groups.push({ word, count: 1 });
  }
  return groups.map(({ word, count }) => (count > 1 ? `${word} ×${count}` : word)).join(' ');
}

/** How the session stands, or ended. */
function ending({ state, events }: SessionRecord): [string, string] {
  if (state === 'ended') return ['C,S', 'END: the session is over'];
  if (state === 'open') return ['C,S', 'the session is open'];
  const reason = events.find(({ type }) => type === `session.${state}`)?.data['reason'];
  return ['C,S', `session ${state}${typeof reason === 'string' ? `: ${reason}` : ''}`];
}
