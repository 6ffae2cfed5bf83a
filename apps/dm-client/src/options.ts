import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option, type Command } from 'commander';

/** A wrong option, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options of `run` and `session`, as commander reads them. */
export interface RawOptions {
  readonly server?: string;
  readonly devId?: string;
  readonly user?: string;
  readonly password?: string;
  readonly passwordFile?: string;
  readonly serverId?: string;
  readonly bootstrap?: string;
  readonly notify?: string;
  readonly notifySecret?: string;
  readonly notifySecretFile?: string;
  readonly allowUnsigned?: boolean;
  readonly notificationMaxAge?: string;
  readonly screen?: string;
  readonly screenNames?: string;
  readonly browser: string;
  readonly answers?: string;
  readonly answerAfter: string;
  readonly think: string;
  readonly acceptLanguage?: string;
  /** `--no-play` */
  readonly play: boolean;
  readonly alert?: string;
  readonly lang?: string;
  readonly bearers: string;
  readonly roaming?: boolean;
  readonly homeNetwork?: string;
  readonly currentNetwork?: string;
  readonly provider?: string;
  readonly state?: string;
  readonly storage: string;
  readonly resetSwitches?: boolean;
  readonly ddf?: string;
  readonly refuse?: string;
  readonly ask?: string;
  readonly consent: string;
  readonly consentTimeout: string;
  /** `--no-access-control` */
  readonly accessControl: boolean;
  readonly timeout: string;
  readonly repositoryTimeout: string;
  readonly json?: boolean;
}

export const DEFAULT_DEV_ID = 'IMEI:490154203237518';
export const DEFAULT_SERVER_ID = 'dm2.example';

/** Each option is also an environment variable: `--dev-id` is `DM_CLIENT_DEV_ID`. */
export function option(flags: string, description: string, fallback?: string): Option {
  const made = new Option(flags, description).env(
    `DM_CLIENT_${/--([a-z-]+)/.exec(flags)?.[1]?.replaceAll('-', '_').toUpperCase() ?? ''}`,
  );
  return fallback === undefined ? made : made.default(fallback);
}

/** The options of a device, in groups. */
export function withDeviceOptions(command: Command): Command {
  const groups: Record<string, Option[]> = {
    'DM Server:': [
      option('--server <url>', 'the DM endpoint, whole, used as it is'),
      option(
        '--server-id <id>',
        `SrvID of its DM Account, or of which one of several (default: "${DEFAULT_SERVER_ID}")`,
      ),
      option('--user <name>', 'user name of HTTP Basic'),
      option('--password <password>', 'its password'),
      option('--password-file <file>', 'a file that holds the password'),
      option('--bootstrap <file>', 'DM Accounts as application/dmmo+json, instead of these'),
      option('--timeout <ms>', 'how long an answer of the DM Server may take', '60000'),
      option('--repository-timeout <ms>', 'how long a Data Repository may be silent', '30000'),
    ],
    'Notifications:': [
      option('--notify-secret <base64>', 'Auth/Noti/Secret of the DM Account'),
      option('--notify-secret-file <file>', 'a file that holds it'),
      option('--allow-unsigned', 'take notifications without digest although there is a secret'),
      option('--notification-max-age <s>', 'drop notifications whose TIMESTAMP is older'),
    ],
    'Device:': [
      option('--dev-id <id>', `DevInfo/DevID (default: "${DEFAULT_DEV_ID}")`),
      option('--lang <tag>', 'DevInfo/Lang (default: "en")'),
      option(
        '--bearers <list>',
        'of cellular, wlan, wireline; the preferred first',
        'wlan,cellular,wireline',
      ),
      option('--roaming', 'the device is not in its home network'),
      option('--home-network <mcc-mnc>', '[MCC] and [MNC] of ServerURIs'),
      option('--current-network <mcc-mnc>', '[CMCC] and [CMNC] of ServerURIs'),
      option('--provider <name>', '[SPName] of ServerURIs'),
      option('--alert <json>', 'a device event: a generic alert for the next session'),
      option('--state <dir>', 'where the device keeps its state; without it nothing is kept'),
      option('--reset-switches', 'begins as the options say, whatever was switched on the screen before'),
      option('--storage <bytes>', 'room for values', String(4 * 1024 ** 3)),
      option('--ddf <files>', 'descriptions (DDF) of more management objects, separated by commas'),
      option('--refuse <commands>', 'DM commands that the user does not allow, such as EXEC,DELETE'),
      option('--ask <commands>', 'DM commands about which the user is asked first'),
      option('--consent <answer>', 'what a scripted user says then: allow or refuse', 'allow'),
      option('--consent-timeout <ms>', 'how long a person on the screen is waited for', '60000'),
      option('--no-access-control', 'a new device grants everything to every DM Server it knows'),
    ],
    'Browser:': [
      option(
        '--browser <adapter>',
        'screen, system, chromium, scripted, none, broken or forbidden',
        'scripted',
      ),
      option(
        '--screen <host:port>',
        "the device's screen; port 0 for a free one, a port alone is one of 127.0.0.1",
      ),
      option(
        '--screen-names <hosts>',
        'names under which the screen is opened beside localhost, with commas',
      ),
      option('--answers <json>', 'what a scripted user answers: JSON by field name, or a file of it'),
      option('--answer-after <n>', 'exchanges after SHOW that go by before a scripted user answers', '0'),
      option('--think <ms>', 'after which a scripted user answers anyhow', '2000'),
      option('--accept-language <tags>', 'Accept-Language of the browser'),
      option('--no-play', 'chromium: only open the page, somebody else drives it'),
    ],
  };
  for (const [heading, options] of Object.entries(groups))
    for (const each of options) command.addOption(each.helpGroup(heading));
  return command.addOption(option('--json', 'one JSON object on standard output'));
}

export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${name} is a whole number, not "${text}"`);
  return Number(text);
}

/** The whole DM endpoint, used as it is. */
export function endpoint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // A ServerURI may hold [DevID] and its like, which no URL parser takes in a host.
  if (!/^https?:\/\/[^\s]+$/.test(text))
    throw new UsageError(
      `--server is the URL of a DM endpoint, such as http://127.0.0.1:8081/dm, not "${text}"`,
    );
  return text;
}

/** `DevInfo/DevID` goes into a header. */
export function deviceIdOf(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[!-~]{1,255}$/.test(text))
    throw new UsageError('--dev-id is 1 to 255 visible ASCII characters');
  return text;
}

/** A secret given as it is or by the file that holds it. */
export function secretOf(
  name: string,
  value: string | undefined,
  file: string | undefined,
): string | undefined {
  if (value !== undefined || file === undefined) return value;
  return readTextFile(name, file).trim();
}

export function readTextFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name}: ${file} can't be read (${code ?? 'unknown error'})`);
  }
}

export function base64(name: string, text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) throw new UsageError(`${name} is base64`);
  return Buffer.from(text, 'base64');
}

/** JSON, or a file of it. */
export function jsonObject(name: string, text: string): Record<string, unknown> {
  const source = text.trim().startsWith('{') ? text : readTextFile(name, text);
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    throw new UsageError(`${name} is a JSON object, or a file of one`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UsageError(`${name} is a JSON object`);
  return json as Record<string, unknown>;
}

/** Answers of the scripted user. */
export function answersOf(text: string | undefined): Record<string, string | string[]> {
  if (text === undefined) return { choice: 'accept' };
  return Object.fromEntries(
    Object.entries(jsonObject('--answers', text)).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  );
}

/** The state folder; without one, a folder that is removed at the end. */
export function stateDirectory(given: string | undefined): { directory: string; remove: () => void } {
  if (given !== undefined) return { directory: given, remove: () => undefined };
  const directory = mkdtempSync(join(tmpdir(), 'dm-client-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export function hostAndPort(name: string, text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) throw new UsageError(`${name} is HOST:PORT, not "${text}"`);
  return { host: match[1] ?? match[2] ?? '', port };
}

/** Where the screen is to be: on this machine alone, unless another address of it is named. */
export function screenAddress({
  screen = '0',
  screenNames = '',
}: Pick<RawOptions, 'screen' | 'screenNames'>): {
  host: string;
  port: number;
  names: string[];
} {
  const names = screenNames.split(',').map((name) => name.trim());
  return {
    ...hostAndPort('--screen', /^\d+$/.test(screen) ? `127.0.0.1:${screen}` : screen),
    names: names.filter((name) => name !== ''),
  };
}

/** One of the words that an option takes. */
export function oneOf<Word extends string>(name: string, words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new UsageError(`${name} is one of ${words.join(', ')}, not "${text}"`);
  return word;
}

/** `MCC-MNC`, as parameters of ServerURIs. */
export function network(name: string, text: string | undefined): { mcc: string; mnc: string } | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{3})-(\d{2,3})$/.exec(text);
  if (!match) throw new UsageError(`${name} is MCC-MNC, such as 234-15, not "${text}"`);
  return { mcc: match[1] ?? '', mnc: match[2] ?? '' };
}
