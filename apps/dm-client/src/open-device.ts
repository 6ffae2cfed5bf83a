import { readFileSync } from 'node:fs';
import {
  applyBootstrap,
  type Bearer,
  BootstrapError,
  type Descriptions,
  type NewAccount,
  type StoredDevice,
  withDescriptions,
} from '@dm2/client-engine';
import { ALERT, type Alert, type ServerUriValues } from '@dm2/protocol';
import { BROWSERS, type BrowserName } from './adapters/browser.js';
import { commandsOf, descriptionsOf } from './device-options.js';
import { makeBrowser } from './adapters/make-browser.js';
import { Device } from './device.js';
import { newDevice, withAccount, withFacts } from './objects/factory.js';
import * as read from './options.js';
import type { RawOptions } from './options.js';
import type { ScreenParts } from './screen/screen-state.js';
import { BEARERS, type Switches } from './switches/switches.js';
import { scriptedConsent } from './user/consent.js';

/** Browsers that a scripted user plays, who is asked about commands too. */
const PLAYED: readonly BrowserName[] = ['scripted', 'chromium'];

/** Opens the device that the options describe. `srvId` is the server they name, if they name one. */
export async function openDevice(
  options: RawOptions,
  stateDirectory: string,
  screen: ScreenParts | undefined,
): Promise<{ device: Device; srvId: string | undefined }> {
  const account = accountFrom(options);
  const devId = read.deviceIdOf(options.devId);
  const bootstrap = options.bootstrap === undefined ? undefined : readBootstrap(options.bootstrap);
  const alert = options.alert === undefined ? undefined : alertOf(options.alert);
  const browserName = read.oneOf('--browser', BROWSERS, options.browser);
  const browser = {
    answers: read.answersOf(options.answers),
    answerAfter: read.wholeNumber('--answer-after', options.answerAfter),
    thinkMs: read.wholeNumber('--think', options.think),
    play: options.play,
    ...(options.acceptLanguage === undefined ? {} : { acceptLanguage: options.acceptLanguage }),
    ...(screen ? { screen: screen.browser } : {}),
  };
  const scripted = scriptedConsent(read.oneOf('--consent', ['allow', 'refuse'] as const, options.consent));
  const descriptions = descriptionsOf(options.ddf);
  const prepare = (stored: StoredDevice | undefined, { lang }: Switches): StoredDevice => {
    const facts = { devId, lang };
    const made =
      stored ??
      newDevice(
        { devId: devId ?? read.DEFAULT_DEV_ID, lang: lang ?? 'en' },
        { accessControl: options.accessControl },
      );
    const current = withFacts(made, definedOf(facts));
    const bootstrapped = bootstrap
      ? applied(current, bootstrap, options.bootstrap ?? '', descriptions)
      : current;
    const known = account ? withAccount(bootstrapped, account) : bootstrapped;
    return withDescriptions(known, descriptions);
  };
  const device = await Device.open({
    stateDirectory,
    makeBrowser: (name, log, network) => makeBrowser(name, log, { ...browser, network }),
    user: (name) => (screen && !PLAYED.includes(name) ? screen.consent : scripted),
    timeoutMs: read.wholeNumber('--timeout', options.timeout),
    repositoryTimeoutMs: read.wholeNumber('--repository-timeout', options.repositoryTimeout),
    descriptions,
    storageBytes: read.wholeNumber('--storage', options.storage),
    resetSwitches: options.resetSwitches === true,
    switches: {
      browser: browserName,
      refuse: commandsOf('--refuse', options.refuse),
      ask: commandsOf('--ask', options.ask),
      storageFull: false,
      offline: false,
      roaming: options.roaming === true,
      bearers: bearersOf(options.bearers),
      ...(options.lang === undefined ? {} : { lang: options.lang }),
    },
    serverUriValues: serverUriValuesOf(options),
    allowUnsigned: options.allowUnsigned === true,
    maxNotificationAge:
      options.notificationMaxAge === undefined
        ? undefined
        : read.wholeNumber('--notification-max-age', options.notificationMaxAge),
    prepare,
  });
  if (alert) await device.raise(alert);
  return { device, srvId: account?.srvId ?? options.serverId ?? device.state.bootstrapped[0] };
}

function definedOf(facts: { devId: string | undefined; lang: string | undefined }) {
  return {
    ...(facts.devId === undefined ? {} : { devId: facts.devId }),
    ...(facts.lang === undefined ? {} : { lang: facts.lang }),
  };
}

/** The DM Account that `--server` and its companions describe: all MOIDs. */
function accountFrom(options: RawOptions): NewAccount | undefined {
  const srvUri = read.endpoint(options.server);
  const password = read.secretOf('--password-file', options.password, options.passwordFile);
  const secret = read.base64(
    '--notify-secret',
    read.secretOf('--notify-secret-file', options.notifySecret, options.notifySecretFile),
  );
  if (srvUri === undefined) return undefined;
  if (options.bootstrap !== undefined)
    throw new read.UsageError('--server and --bootstrap exclude each other');
  if (options.user === undefined && password !== undefined)
    throw new read.UsageError('--password needs --user');
  return {
    srvId: options.serverId ?? read.DEFAULT_SERVER_ID,
    srvUri,
    moids: ['*'],
    ...(options.user === undefined ? {} : { user: options.user, password: password ?? '' }),
    ...(secret === undefined ? {} : { notificationSecret: secret }),
  };
}

function readBootstrap(file: string): Uint8Array {
  read.readTextFile('--bootstrap', file);
  return readFileSync(file);
}

function applied(
  device: StoredDevice,
  content: Uint8Array,
  file: string,
  descriptions: Descriptions,
): StoredDevice {
  try {
    return applyBootstrap(device, content, descriptions);
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    throw new read.UsageError(`--bootstrap: ${file}: ${error.message}`);
  }
}

/** @throws UsageError */
export function alertOf(text: string): Alert {
  const { AlertType, SourceURI, TargetURI, Mark, DataType, Data } = read.jsonObject('--alert', text);
  if (typeof AlertType !== 'string' || Object.values<string>(ALERT).includes(AlertType))
    throw new read.UsageError('--alert needs the AlertType of a device event');
  const strings = { SourceURI, TargetURI, Mark, DataType };
  const known = Object.entries(strings).filter(([, value]) => value !== undefined);
  if (known.some(([, value]) => typeof value !== 'string'))
    throw new read.UsageError(`--alert: ${Object.keys(strings).join(', ')} are strings`);
  if (Data !== undefined && (typeof Data !== 'object' || Data === null || typeof DataType !== 'string'))
    throw new read.UsageError('--alert: Data is an object, and DataType its media type');
  return { AlertType, ...Object.fromEntries(known), ...(Data ? { Data } : {}) } as Alert;
}

function bearersOf(text: string): Bearer[] {
  return text.split(',').map((word) => read.oneOf('--bearers', BEARERS, word.trim()));
}

function serverUriValuesOf(options: RawOptions): ServerUriValues {
  const home = read.network('--home-network', options.homeNetwork);
  const current = read.network('--current-network', options.currentNetwork) ?? home;
  return {
    ...(home ? { MCC: home.mcc, MNC: home.mnc } : {}),
    ...(current ? { CMCC: current.mcc, CMNC: current.mnc } : {}),
    ...(options.provider === undefined ? {} : { SPName: options.provider }),
  };
}
