import { CLIENT, SERVER } from '../../components.js';
import type { LoggedPackage, Notification } from '../../api/types.js';
import type { Arrow, Step } from './arrow.js';
import { isGood, type Exchange } from './exchanges.js';
import { listOf, statusesOf } from './package-content.js';

/** An arrow before its place among the others is known. */
export type LooseArrow = Omit<Arrow, 'repeated'>;

const TRANSFERS = ['HGET', 'HPUT', 'HPOST'];
const ANSWERED: Partial<Record<Step, Step>> = { '2': '3', '4': '5', '6': '7' };
const SESSION_ALERT = /:(?:Server|Client)InitiatedMgmt$/;

/** Package#0 (step 0): the one that led to the session, or one that calls the device back to another. */
export function notificationArrow(notification: Notification, sessionId: string): LooseArrow {
  const isCallBack = notification.sessionId !== sessionId;
  return {
    id: notification.id,
    kind: 'notification',
    at: notification.sentAt ?? notification.createdAt,
    from: SERVER,
    to: CLIENT,
    step: '0',
    label: `${isCallBack ? 'calls back · ' : ''}Package#0 · id ${notification.notificationId}${notification.reqMos ? ' · REQ-MOS' : ''}`,
    good: notification.state !== 'failed' && notification.state !== 'expired',
    remarks: 0,
    ends: false,
    notification,
  };
}

/** The packages of a session, numbered by what they carry: SHOW is step 4, a transfer step 6, END step 8, all else step 2. */
export function packageArrows(
  packages: readonly LoggedPackage[],
  exchanges: readonly Exchange[],
): LooseArrow[] {
  const byPackage = new Map<LoggedPackage, number>();
  exchanges.forEach(({ request, response }, i) => {
    byPackage.set(request, i);
    if (response) byPackage.set(response, i);
  });
  return packages.map((logged) => {
    const index = byPackage.get(logged);
    const exchange = index === undefined ? undefined : exchanges[index];
    const base = {
      id: logged.id,
      kind: 'package' as const,
      at: logged.at,
      remarks: logged.remarks.length,
      package: logged,
      ...(index === undefined ? {} : { exchange: index }),
    };
    if (logged.number === 2) {
      const names = exchange?.commands.map(({ name }) => name) ?? [];
      const label = grouped(names) || 'no commands';
      return {
        ...base,
        from: SERVER,
        to: CLIENT,
        step: stepOf(names),
        label,
        good: true,
        ends: names.includes('END'),
      };
    }
    const common = { ...base, from: CLIENT, to: SERVER, ends: false } as const;
    if (logged.number === 1) {
      const objects = listOf(logged, 'MOS').length;
      const label = `Package#1 · ${objects} MO${objects === 1 ? '' : 's'}${alertsOf(logged)}`;
      return { ...common, step: '1', label, good: true };
    }
    const codes = statusesOf(logged).map(({ code }) => code);
    const answered = stepOf(exchange?.commands.map(({ name }) => name) ?? []);
    const label = `${grouped(codes.map(String)) || 'no statuses'}${alertsOf(logged)}`;
    return { ...common, step: ANSWERED[answered] ?? '3', label, good: codes.every(isGood) };
  });
}

function stepOf(names: readonly string[]): Step {
  if (names.includes('END')) return '8';
  if (names.includes('SHOW')) return '4';
  return names.some((name) => TRANSFERS.includes(name)) ? '6' : '2';
}

/** Alerts, but not the one that every session begins with. */
function alertsOf(logged: LoggedPackage): string {
  const alerts = listOf(logged, 'Alert').filter(({ AlertType }) => !SESSION_ALERT.test(String(AlertType)));
  return alerts.length === 0 ? '' : ` · ${alerts.length} alert${alerts.length === 1 ? '' : 's'}`;
}

/** `GET GET GET EXEC` as `GET ×3 EXEC`. */
function grouped(words: readonly string[]): string {
  const groups: { word: string; count: number }[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.word === word) last.count += 1;
    else groups.push({ word, count: 1 });
  }
  return groups
    .map(({ word, count }) => (count > 2 ? `${word} ×${count}` : Array(count).fill(word).join(' ')))
    .join(' ');
}
