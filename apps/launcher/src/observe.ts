import { decodePackage2, type RawCommand } from '@dm2/protocol';
import type { ComponentTitle, Observation, StepName } from './steps.js';
import type { ObjectAccess, PackageRecord, Records } from './records.js';

/** A record that proves a step, with what to say about it. */
interface Evidence {
  component: ComponentTitle;
  id: string;
  at: string;
  text: string;
}

type Finding = Evidence | { component: ComponentTitle; missing: string };

/** A package; of a Package#2 the commands, decoded. */
interface Entry extends PackageRecord {
  commands: readonly RawCommand[] | undefined;
}

interface OutPackage extends Entry {
  commands: readonly RawCommand[];
}

/**
 * Tells for each step of the basic flow (CR 6.2, Figure 3) whether the components' own records prove it. Pure: the same records
 * give the same answer, and nothing is taken from what the launcher asked for.
 */
export function observe(records: Records): Observation[] {
  const flow = packagesOf(records);
  const findings: [StepName, Finding][] = [
    ['0', notification(records)],
    ['1', packageFinding(flow.package1, 'DM Server', 'a Package#1')],
    ['2', packageFinding(flow.package2, 'DM Server', 'a Package#2 in answer to Package#1')],
    ['3', packageFinding(flow.package3, 'DM Server', 'the Package#3 that answers step 2')],
    ['4', packageFinding(flow.show, 'DM Server', 'a Package#2 with SHOW')],
    ['4.1', browserStarted(records, flow.show)],
    ['4.2', pageServed(records, flow.show)],
    ['4.3', feedback(records)],
    ['5', packageFinding(flow.showAnswer, 'DM Server', 'the Package#3 that answers step 4')],
    ['6', packageFinding(flow.transfer, 'DM Server', 'a Package#2 with HGET, HPUT or HPOST')],
    ['6.1', transferred(records, flow.transfer)],
    ['7', packageFinding(flow.transferAnswer, 'DM Server', 'the Package#3 that answers step 6')],
    ['8', ended(records, flow)],
  ];
  return findings.map(([step, finding]) => {
    if ('missing' in finding) {
      return {
        step,
        observed: false,
        detail: { component: finding.component, text: `no record of ${finding.missing}` },
      };
    }
    const { component, id, at, text } = finding;
    return { step, observed: true, at, detail: { component, record: id, text } };
  });
}

interface Flow {
  all: readonly Entry[];
  package1: Entry | undefined;
  package2: OutPackage | undefined;
  package3: Entry | undefined;
  show: OutPackage | undefined;
  showAnswer: Entry | undefined;
  transfer: OutPackage | undefined;
  transferAnswer: Entry | undefined;
  end: OutPackage | undefined;
}

const transfers = ['HGET', 'HPUT', 'HPOST'];

function packagesOf(records: Records): Flow {
  const all = records.sessions.flatMap((session) => session.packages.map(entryOf));
  const outAfter = (from: Entry, wanted: (names: string[]) => boolean) =>
    after(all, from)
      .filter(isOut)
      .find((item) => wanted(namesOf(item)));
  const answerTo = (sent: OutPackage | undefined) => {
    const next = sent && after(all, sent)[0];
    return next?.direction === 'in' && next.number === 3 ? next : undefined;
  };
  const package1 = all.find((item) => item.direction === 'in' && item.number === 1);
  const package2 = package1 && outAfter(package1, (names) => !names.includes('END'));
  const show = package1 && outAfter(package1, (names) => names.includes('SHOW'));
  const transfer =
    package1 &&
    outAfter(package1, (names) => !names.includes('END') && names.some((name) => transfers.includes(name)));
  return {
    all,
    package1,
    package2,
    package3: answerTo(package2),
    show,
    showAnswer: answerTo(show),
    transfer,
    transferAnswer: answerTo(transfer),
    end: package1 && outAfter(package1, (names) => names.includes('END')),
  };
}

function entryOf(record: PackageRecord): Entry {
  const isPackage2 = record.direction === 'out' && record.number === 2;
  return { ...record, commands: isPackage2 ? commandsOf(record) : undefined };
}

function isOut(entry: Entry): entry is OutPackage {
  return entry.commands !== undefined;
}

function commandsOf(record: PackageRecord): readonly RawCommand[] {
  if (!record.body) return [];
  try {
    return decodePackage2(Buffer.from(record.body, record.encoding === 'base64' ? 'base64' : 'utf8')).CMD;
  } catch {
    return []; // not a package: it proves nothing
  }
}

function after(all: readonly Entry[], from: Entry): readonly Entry[] {
  return all.slice(all.findIndex((item) => item.id === from.id) + 1);
}

function namesOf(item: OutPackage): string[] {
  return item.commands.map((command) => command[0] ?? '');
}

function packageFinding(record: Entry | undefined, component: ComponentTitle, missing: string): Finding {
  if (!record) return { component, missing };
  const text = isOut(record)
    ? `Package#2 · ${namesOf(record).join(' ') || 'no command'}`
    : describeIn(record);
  return { component, id: record.id, at: record.at, text };
}

function describeIn(record: PackageRecord): string {
  const kind = (record.contentType ?? '').startsWith('multipart/') ? ' · multipart, with data' : '';
  if (record.number !== 3 || kind !== '' || !record.body) return `Package#${record.number}${kind}`;
  try {
    const { Status } = JSON.parse(record.body) as { Status: { sc: number }[] };
    return `Package#3 · ${Status.map((item) => item.sc).join(' ') || 'no status'}`;
  } catch {
    return 'Package#3';
  }
}

/** Step 0: the device's log says that a notification came and was accepted. */
function notification({ device }: Records): Finding {
  const record = device.find((item) => item.type === 'notification.received');
  if (!record) return { component: 'DM Client', missing: 'a Package#0 received' };
  return {
    component: 'DM Client',
    id: record.id,
    at: record.at,
    text: `Package#0 · ${textOf(record.data, 'bytes')} bytes`,
  };
}

/** Step 4.1: the device's log says that its browser was started on the SHOW's URI. */
function browserStarted({ device }: Records, show: OutPackage | undefined): Finding {
  const uri = showUri(show);
  const record = device.find((item) => item.type === 'browser.started' && item.data['url'] === uri);
  if (!record || uri === undefined)
    return { component: 'DM Client', missing: "the browser's start on the page of SHOW" };
  return {
    component: 'DM Client',
    id: record.id,
    at: record.at,
    text: `browser started (${textOf(record.data, 'adapter')})`,
  };
}

/** Step 4.2: the Web Server Component's access record says that it served the SHOW's page. */
function pageServed({ pages }: Records, show: OutPackage | undefined): Finding {
  const uri = showUri(show);
  const path = uri !== undefined && URL.canParse(uri) ? new URL(uri).pathname : undefined;
  const record = pages.find(
    (item) => path !== undefined && pathOf(item.path) === path && item.status === 200,
  );
  if (!record) return { component: 'Web Server Component', missing: 'a page of the UI session served' };
  return {
    component: 'Web Server Component',
    id: record.id,
    at: record.at,
    text: `${record.method} of the page · ${record.status}`,
  };
}

/** Step 4.3: the DM Server stored an answer that the Web Server Component fed back. */
function feedback({ sessions }: Records): Finding {
  const event = sessions
    .flatMap((session) => session.events)
    .find((item) => item.type === 'ui-session.answered' && item.source === 'web-server-component');
  if (!event) return { component: 'DM Server', missing: "the user's answer fed back" };
  const answers = Object.entries((event.data['answers'] ?? {}) as Record<string, unknown>);
  return {
    component: 'DM Server',
    id: event.id,
    at: event.at,
    text: `feedback · ${answers.map(([name, value]) => `${name}=${String(value)}`).join(' ') || 'answered'}`,
  };
}

/** Step 6.1: the Data Repository's access record says that a transfer of step 6 was carried out whole. */
function transferred(records: Records, transfer: OutPackage | undefined): Finding {
  const record = transfer && objectAccessFor(records, transfer);
  if (!record) return { component: 'Data Repository', missing: 'the transfer of step 6, whole' };
  return { component: 'Data Repository', id: record.id, at: record.at, text: describeAccess(record) };
}

function objectAccessFor({ objects }: Records, sent: OutPackage): ObjectAccess | undefined {
  const wanted = sent.commands
    .filter(([name]) => transfers.includes(name ?? ''))
    .map(([name, uri]) => `${(name ?? '').slice(1)} ${objectOf(uri ?? '')}`);
  return objects.find(
    (item) =>
      wanted.includes(`${item.method} ${item.object}`) &&
      item.complete &&
      item.status >= 200 &&
      item.status < 300,
  );
}

function objectOf(uri: string): string {
  if (!URL.canParse(uri)) return '';
  return decodeURIComponent(new URL(uri).pathname.split('/').at(-1) ?? '');
}

function describeAccess(record: ObjectAccess): string {
  return `${record.method} ${record.object} · ${record.status} · ${sizeOf(record.bytes)}`;
}

/**
 * Step 8: the DM Server sent END beside a transfer, the Data Repository saw that transfer, the device has finished its session, and
 * after END no package came in.
 */
function ended(records: Records, { all, end }: Flow): Finding {
  if (!end) return { component: 'DM Server', missing: 'a Package#2 with END' };
  const late = after(all, end)[0];
  if (late) return { component: 'DM Server', missing: `silence after END: package ${late.id} followed` };
  const last = objectAccessFor(records, end);
  if (!last) return { component: 'Data Repository', missing: 'the transfer that goes with END, whole' };
  const finished = records.device.find(
    (item) => item.type === 'session.ended' && item.data['outcome'] === 'end',
  );
  if (!finished) return { component: 'DM Client', missing: 'the session ended by END' };
  return {
    component: 'DM Server',
    id: end.id,
    at: end.at,
    text: `Package#2 · ${namesOf(end).join(' ')} · ${describeAccess(last)} (Data Repository record ${last.id}) · nothing more sent (DM Client record ${finished.id})`,
  };
}

function showUri(show: OutPackage | undefined): string | undefined {
  return show?.commands.find(([name]) => name === 'SHOW')?.[1];
}

function pathOf(path: string): string {
  return path.split('?', 1)[0] ?? '';
}

function textOf(data: Record<string, unknown>, name: string): string {
  const value = data[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

function sizeOf(bytes: number): string {
  if (bytes < 10_000) return `${bytes} B`;
  return bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
