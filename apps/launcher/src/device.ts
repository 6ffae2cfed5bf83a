import path from 'node:path';
import type { Registration } from './basic-flow.js';
import type { Secrets } from './secrets.js';
import { reachable, serverId, type Endpoints, type StackOptions } from './stack.js';

/** How the simulated device is run. */
export interface DeviceOptions {
  devId: string;
  /** `screen`: a person plays the user; `scripted`: a scripted user does. */
  browser: 'screen' | 'scripted';
}

/** Exchanges that the scripted user lets go by after SHOW before it answers: the DM session visibly goes on meanwhile. */
const answerAfter = 2;
const thinkMs = 5000;

/** Command line and environment of the device. Secrets go through the environment: a command line can be read by anybody. */
export function devicePrograms(
  options: StackOptions,
  endpoint: string,
  ports: { screen: number; udp: number },
): { args: string[]; env: Record<string, string> } {
  const { device, secrets, without, host, publicUrl } = options;
  const address = reachable(host);
  const args = [
    ['run'],
    ['--server', endpoint],
    ['--dev-id', device.devId],
    ['--user', secrets.device.user],
    ['--server-id', serverId],
    without === 'udp' ? [] : ['--notify', `udp://${address}:${ports.udp}`],
    ['--screen', `${address}:${ports.screen}`],
    publicUrl === undefined ? [] : ['--screen-names', new URL(publicUrl).hostname],
    ['--browser', without === 'browser' ? 'none' : device.browser],
    device.browser === 'scripted' ? ['--answer-after', String(answerAfter), '--think', String(thinkMs)] : [],
    ['--state', path.join(options.folder, 'device')],
    // The basic flow is run at each start: a device that was left offline would not take part in it.
    ['--reset-switches'],
  ];
  return {
    args: args.flat(),
    env: {
      DM_CLIENT_PASSWORD: secrets.device.password,
      DM_CLIENT_NOTIFY_SECRET: secrets.device.notifySecret,
    },
  };
}

/** What the DM Server is told of the device that {@link devicePrograms} runs. A device without a listener has an address where nobody is. */
export function registrationOf(devId: string, secrets: Secrets, endpoints: Endpoints): Registration {
  const notify = endpoints.notify ? new URL(endpoints.notify) : undefined;
  return {
    devId,
    user: secrets.device.user,
    password: secrets.device.password,
    notifySecret: secrets.device.notifySecret,
    notify: { host: notify?.hostname ?? '127.0.0.1', port: Number(notify?.port ?? 9) },
  };
}
