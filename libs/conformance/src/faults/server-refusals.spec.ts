import { describe } from 'vitest';
import { basic } from '../peers/raw-client.js';
import type { AlertReport } from '../subjects.js';
import { itCatches, writing, type ServerFault } from './server-faults.js';
import type { ModelDevice } from './server-model-device.js';
import { Refusal } from './server-model-endpoint.js';
import { ServerModel } from './server-model.js';

const ALERTS: readonly ServerFault[] = [
  [
    'refuses alerts of types that it does not know',
    class extends ServerModel {
      protected override takeAlerts(device: ModelDevice, alerts: unknown): void {
        if ((alerts as AlertReport[]).some(({ AlertType }) => AlertType.startsWith('urn:x:')))
          throw new Refusal(400);
        super.takeAlerts(device, alerts);
      }
    },
    /^An alert of a type that nobody knows|^Package#2 is the same/,
  ],
  [
    'loses alerts of Package#3',
    class extends ServerModel {
      protected override takeAlerts(device: ModelDevice, alerts: unknown): void {
        if (device.all.some(({ state }) => state === 'answered')) return;
        super.takeAlerts(device, alerts);
      }
    },
    /^An alert in Package#1 and one in Package#3/,
  ],
  [
    'takes any alert for the result of the last EXEC',
    class extends ServerModel {
      protected override takeAlerts(device: ModelDevice, alerts: unknown): void {
        super.takeAlerts(device, alerts);
        device.all.at(-1)?.alerts.push(...(alerts as AlertReport[]));
      }
    },
    /^The result of an EXEC|^An alert whose SourceURI names no command/,
  ],
  [
    'keeps the session open until an accepted EXEC is done',
    writing((body, device) =>
      device.all.some(({ status, alerts }) => status === 202 && alerts.length === 0)
        ? { ...body, CMD: [] }
        : body,
    ),
    /^The result of an EXEC/,
  ],
];

const SECURITY: readonly ServerFault[] = [
  [
    'lets anybody in',
    class extends ServerModel {
      protected override admit(devId: string): ModelDevice {
        const device = this.devices.get(devId);
        if (!device) throw new Refusal(401);
        return device;
      }
    },
    /^With .* no package is taken$|^Credentials of one device/,
  ],
  [
    'does not look at the password',
    class extends ServerModel {
      protected override admit(devId: string, authorization: string | undefined): ModelDevice {
        const text = Buffer.from((authorization ?? '').replace(/^Basic /i, ''), 'base64').toString();
        const password = this.devices.get(devId)?.password ?? '';
        return super.admit(devId, authorization && basic(text.split(':', 1)[0] ?? '', password));
      }
    },
    /^With (a wrong password|an empty password|a password cut short)/,
  ],
  [
    'names no realm',
    class extends ServerModel {
      protected override challenge(): Record<string, string> {
        return { 'www-authenticate': 'Basic' };
      }
    },
    /^With no credentials/,
  ],
  [
    'takes a DevID that is not the credentials’ own',
    class extends ServerModel {
      protected override admit(devId: string, authorization: string | undefined): ModelDevice {
        try {
          return super.admit(devId, authorization);
        } catch (error) {
          const device = this.devices.get(devId);
          if (device && error instanceof Refusal && error.status === 403) return device;
          throw error;
        }
      }
    },
    /^Credentials of one device/,
  ],
  [
    'refuses a package without Accept',
    class extends ServerModel {
      protected override checkAccept(accept: string | undefined): void {
        super.checkAccept(accept ?? 'text/html');
      }
    },
    /^A package without Accept/,
  ],
  [
    'does not look at Accept',
    class extends ServerModel {
      protected override checkAccept(): void {
        return;
      }
    },
    /^A package whose Accept (takes no|refuses)|^A format that the server does not have/,
  ],
  [
    'takes any media type for its own',
    class extends ServerModel {
      protected override kindOf(): 'initiation' {
        return 'initiation';
      }
    },
    /^A package (of another media type|without a media type)|^OMADM-Accept names|^A format that/,
  ],
  [
    'does not tell what its repositories take',
    class extends ServerModel {
      protected override taken(): Record<string, string> {
        return {};
      }
    },
    /^OMADM-Accept names/,
  ],
  [
    'compares media types by their letters',
    class extends ServerModel {
      protected override kindOf(contentType: string): 'initiation' | 'response' | 'multipart' {
        if (contentType !== contentType.toLowerCase() || contentType.includes('charset'))
          throw new Refusal(415);
        return super.kindOf(contentType);
      }
    },
    /^A package (with parameters of its|whose media type is in capitals)/,
  ],
  [
    'takes packages of any length',
    class extends ServerModel {
      protected override checkLength(): void {
        return;
      }
    },
    /^A package that is too long/,
  ],
  [
    'takes a Package#1 without OMADM-DevID',
    class extends ServerModel {
      protected override devIdOf(): string {
        return [...this.devices.keys()].at(-1) ?? '';
      }
    },
    /(Package#1|Package#3) with(out| an empty) OMADM-DevID/,
  ],
];

describe('a faulty server is caught when it', () => {
  itCatches([...ALERTS, ...SECURITY]);
});
