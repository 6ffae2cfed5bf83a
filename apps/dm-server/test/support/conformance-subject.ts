import {
  RawClient,
  type AlertReport,
  type CommandReport,
  type NotificationAddress,
  type NotificationWish,
  type ServerSubject,
} from '@dm2/conformance';
import { describeDdf } from './conformance-ddf.js';
import type { Operator, TaskAnswer } from './operator.js';

/** The values of PREFERRED-CON-TYPE as the management API names them. */
const CONNECTION_TYPES = ['any', 'cellular', 'wlan', 'wireline'] as const;

/** Where our server is, and whoever tells it what to do. */
export interface ServerUnderTest {
  readonly operator: Operator;
  readonly endpoint: string;
  /** The endpoint of another instance of the same server. */
  readonly elsewhere: string;
  readonly serverId: string;
  readonly bodyLimit: number;
  /** `REPOSITORY_ACCEPTED_TYPES` beyond `application/dmmo+json`. */
  readonly dataFormats: readonly string[];
  readonly nextDevId: () => string;
}

/** Our server as the cases see it: everything goes over its endpoint and its management API. */
export async function conformanceSubject(server: ServerUnderTest): Promise<ServerSubject> {
  const { operator, endpoint, elsewhere, serverId, bodyLimit, dataFormats } = server;
  const devId = server.nextDevId();
  const credentials = { user: devId.replaceAll(':', '-'), password: 'secret' };
  await operator.register(devId);
  const device = `/devices/${encodeURIComponent(devId)}`;
  const tasks: string[] = [];
  const change = async (body: object): Promise<void> => {
    const { status } = await operator.request('PATCH', device, body);
    if (status !== 200) throw new Error(`changing ${devId} was answered ${status}`);
  };
  return {
    devId,
    credentials,
    bodyLimit,
    dataFormats,
    // It shows alerts of every type.
    alertType: 'urn:conformance:at:sample:1.0:OperationComplete',
    serverId,
    elsewhere,
    client: () => new RawClient(endpoint, devId, credentials),
    clientWith: (other, otherId = devId) => new RawClient(endpoint, otherId, other),
    another: () => conformanceSubject(server),
    queue: async (packages, final) => {
      const steps = [
        ...packages.map((commands) => ({ commands })),
        ...(final ? [{ final: true, commands: final }] : []),
      ];
      tasks.push(await operator.queue(devId, steps));
    },
    reports: async () => (await Promise.all(tasks.map((id) => operator.task(id)))).flatMap(commandReports),
    outcome: async () => {
      const { state } = await operator.task(tasks.at(-1) ?? '');
      if (state === 'succeeded' || state === 'failed') return state;
      return 'pending';
    },
    alerts: async () => {
      const answer = await operator.request('GET', `/alerts?devId=${encodeURIComponent(devId)}`);
      return answer.body<{ items: AlertView[] }>().items.reverse().map(alertReport);
    },
    strict: () => change({ profile: 'ts' }),
    describe: (xml) => describeDdf(operator, xml),
    notify: async (address, wish) => {
      await change({ notification: notificationAddress(address) });
      const asked = await operator.request('POST', `${device}/notifications`, notificationRequest(wish));
      if (asked.status !== 202) throw new Error(`notifying was answered ${asked.status}`);
      const { id } = asked.body<{ id: string }>();
      return {
        answered: async () => {
          const { items } = (await operator.request('GET', `${device}/notifications`)).body<{
            items: { id: string; state: string }[];
          }>();
          return items.some((one) => one.id === id && one.state === 'answered');
        },
      };
    },
  };
}

interface DetailedTask extends TaskAnswer {
  readonly definition: { readonly steps: readonly { readonly commands?: readonly (readonly string[])[] }[] };
  readonly results: readonly (TaskAnswer['results'][number] & { readonly alert?: ReportedAlert })[];
}

function commandReports(task: TaskAnswer): CommandReport[] {
  const { definition, results } = task as DetailedTask;
  return definition.steps.flatMap(({ commands = [] }, step) =>
    commands.map((command, index): CommandReport => {
      const result = results.find((one) => one.step === step && one.index === index);
      return {
        command,
        status: result?.status ?? null,
        ...(result?.uris === undefined ? {} : { uris: result.uris }),
        ...(result?.data === undefined ? {} : { data: result.data.value }),
        ...(result?.alert
          ? { alerts: [alertReport({ ...result.alert, alertType: result.alert.type })] }
          : {}),
      };
    }),
  );
}

/** An alert as the management API shows it. */
interface AlertView {
  readonly alertType: string;
  readonly sourceUri: string | null;
  readonly targetUri?: string | null;
  readonly mark: string | null;
  readonly dataType: string | null;
  readonly data: unknown;
}

/** The same beside the result of the EXEC that it reports on. */
interface ReportedAlert extends Omit<AlertView, 'alertType'> {
  readonly type: string;
}

function alertReport({ alertType, sourceUri, targetUri, mark, dataType, data }: AlertView): AlertReport {
  return {
    AlertType: alertType,
    ...(sourceUri ? { SourceURI: sourceUri } : {}),
    ...(targetUri ? { TargetURI: targetUri } : {}),
    ...(mark ? { Mark: mark } : {}),
    ...(dataType ? { DataType: dataType } : {}),
    ...(data ? { Data: data } : {}),
  };
}

function notificationAddress({ host, port, secret, authData }: NotificationAddress): object {
  return {
    transport: 'udp',
    host,
    port,
    ...(secret ? { secret: Buffer.from(secret).toString('base64') } : {}),
    ...(authData ? { data: Buffer.from(authData).toString('base64') } : {}),
  };
}

function notificationRequest({ reqMos = false, preferredConTypes }: NotificationWish = {}): object {
  return {
    reqMos,
    ...(preferredConTypes
      ? { preferredConTypes: preferredConTypes.map((type) => CONNECTION_TYPES[type]) }
      : {}),
  };
}
