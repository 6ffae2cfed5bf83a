import type { Checker } from '../../case.js';
import type { WireAlert } from '../../peers/client-package.js';
import { DEV_INFO, SESSION_ALERT } from './objects.js';
import { played, same } from './played.js';

const ITEM = { item: 'DM-PACK-026-C-M', clause: 'TS 5.4' } as const;
const MARKS = ['fatal', 'critical', 'minor', 'warning', 'informational', 'harmless', 'indeterminate'];

/** What every alert must be. */
export function checkAlerts(alerts: readonly WireAlert[], check: Checker): void {
  check.must(
    alerts.every(({ AlertType }) => typeof AlertType === 'string'),
    'each alert has an AlertType',
    alerts,
    'TS 5.4',
  );
  check.must(
    alerts.every(({ Mark }) => Mark === undefined || MARKS.includes(Mark)),
    'a Mark is one of those that are defined',
    alerts,
    'TS 5.4',
  );
  check.must(
    alerts.every(
      ({ Data, DataType }) =>
        Data === undefined || (typeof Data === 'object' && Data !== null && DataType?.includes('/') === true),
    ),
    'Data is an object and has a DataType that is a media type',
    alerts,
    'TS 5.4',
  );
}

const event = played(
  {
    ...ITEM,
    title: 'An event of the device travels as an alert, with all its properties, once',
    negative: false,
    needs: ['event', 'device'],
  },
  async ({ session, check }) => {
    const happened = {
      AlertType: 'urn:oma:at:scomo:1.0:OperationComplete',
      SourceURI: `${DEV_INFO}//SwV`,
      TargetURI: `${DEV_INFO}//HwV`,
      Mark: 'warning',
      DataType: 'text/xml',
      Data: { DM1x: '<ResultCode>1200</ResultCode><!-- success --><Identifier>A &amp; B</Identifier>' },
    };
    const first = session({ device: 'alerting', event: happened });
    let { alerts } = await first.package();
    if (!alerts.some(({ AlertType }) => AlertType === happened.AlertType))
      alerts = [...alerts, ...(await first.send(['GET', `${DEV_INFO}//Man`])).alerts];
    const found = alerts.filter(({ AlertType }) => AlertType === happened.AlertType);
    check.must(found.length === 1, 'it is sent in a Package#1 or Package#3', alerts);
    const [alert] = found;
    check.must(
      alert !== undefined &&
        Object.entries(happened).every(([name, value]) => same(alert[name as keyof WireAlert], value)),
      'its properties are those of the event; data of DM 1.x goes verbatim into DM1x',
      alert,
      'TS 13.1',
    );
    checkAlerts(alerts, check);
    const more = await first.send(['GET', `${DEV_INFO}//Man`]);
    check.must(more.alerts.length === 0, 'the next package does not have it again', more.alerts);
    await first.end();
    const second = session({ device: 'alerting' });
    const later = await second.package();
    check.must(
      later.alerts.every(({ AlertType }) => AlertType !== happened.AlertType),
      'the next session does not have it again',
      later.alerts,
    );
    await second.end();
  },
);

const silent = played(
  {
    ...ITEM,
    title: 'Alerts are no answers: a Package#3 has none unless something happened, and no status is expected',
    negative: true,
  },
  async ({ session, check }) => {
    const talk = session();
    const opened = await talk.package();
    checkAlerts(opened.alerts, check);
    check.must(
      opened.alerts.filter(({ AlertType }) => Object.values<string>(SESSION_ALERT).includes(AlertType))
        .length <= 2,
      'who wanted the session is said once',
      opened.alerts,
      'TS 5.2.2',
    );
    const answer = await talk.send(['GET', `${DEV_INFO}//Man`], ['GET', `${DEV_INFO}//Nothing`]);
    check.must(
      answer.alerts.every(({ AlertType }) => !Object.values<string>(SESSION_ALERT).includes(AlertType)),
      'alerts of the session itself go with Package#1 alone',
      answer.alerts,
      'TS 5.2.2',
    );
    await talk.end();
  },
);

export const cases = [event, silent];
