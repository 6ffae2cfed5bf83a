import type { StackFacts } from './stack.js';

const TYPE = {
  initiation: 'application/vnd.oma.dm.initiation+json',
  request: 'application/vnd.oma.dm.request+json',
  response: 'application/vnd.oma.dm.response+json',
} as const;

/** A DM Client of a few lines, written from the specification: it shares nothing with ours. */
export class RawDevice {
  private constructor(
    private readonly stack: StackFacts,
    readonly devId: string,
  ) {}

  static async register(stack: StackFacts, devId: string, more: object = {}): Promise<RawDevice> {
    const device = new RawDevice(stack, devId);
    await device.manage('devices', { devId, auth: { scheme: 'none' }, ...more });
    return device;
  }

  async queue(steps: readonly object[]): Promise<void> {
    await this.manage(`devices/${encodeURIComponent(this.devId)}/tasks`, { name: 'e2e', steps });
  }

  /** Package#1; with a NOTIFICATION-ID it says which Package#0 it follows. */
  open(notificationId?: number): Promise<string[][]> {
    const alert =
      notificationId === undefined
        ? { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }
        : {
            AlertType: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
            DataType: 'application/json',
            Data: { 'NOTIFICATION-ID': notificationId },
          };
    return this.post(TYPE.initiation, { Alert: [alert] });
  }

  answer(statuses: readonly number[], alerts?: readonly object[]): Promise<string[][]> {
    return this.post(TYPE.response, {
      Status: statuses.map((sc) => ({ sc })),
      ...(alerts ? { Alert: alerts } : {}),
    });
  }

  /** Answers one GET with a bare value (TS App. F). */
  answerWithText(value: string): Promise<string[][]> {
    return this.answerWithPart('text/plain', value);
  }

  /** Answers one GET with data of an object and its cache validator (TS 7.2.1.4, 11). */
  answerWithData(item: object): Promise<string[][]> {
    return this.answerWithPart('application/dmmo+json', JSON.stringify([item]));
  }

  private answerWithPart(type: string, text: string): Promise<string[][]> {
    const body = [
      `--b\r\nContent-Disposition: form-data\r\nContent-Type: ${TYPE.response}\r\n\r\n{"Status":[{"sc":200}]}\r\n`,
      `--b\r\nContent-Disposition: form-data; name="0"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`,
      '--b--\r\n',
    ].join('');
    return this.send('multipart/form-data; boundary=b', body);
  }

  /** Sends a Package#3 that the server has to refuse, and gives the status of its answer. */
  async answerWrongly(statuses: readonly number[]): Promise<number> {
    const body = JSON.stringify({ Status: statuses.map((sc) => ({ sc })) });
    const response = await this.request(TYPE.response, body);
    await response.body?.cancel();
    return response.status;
  }

  /** The newest session of this device. */
  async sessionId(): Promise<string> {
    const path = `sessions?limit=1&devId=${encodeURIComponent(this.devId)}`;
    const response = await fetch(`${this.stack.urls.dmServer}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${this.stack.token}` },
    });
    const { items } = (await response.json()) as { items: { id: string }[] };
    const [newest] = items;
    if (!newest) throw new Error(`${this.devId} has had no session`);
    return newest.id;
  }

  private post(type: string, body: object): Promise<string[][]> {
    return this.send(type, JSON.stringify(body));
  }

  private async send(type: string, body: string): Promise<string[][]> {
    const response = await this.request(type, body);
    if (response.status !== 200)
      throw new Error(`the DM Server answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { CMD: string[][] }).CMD;
  }

  private request(type: string, body: string): Promise<Response> {
    return fetch(this.stack.urls.dmEndpoint, {
      method: 'POST',
      headers: { 'content-type': type, accept: TYPE.request, 'omadm-devid': this.devId },
      body,
    });
  }

  private async manage(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.stack.urls.dmServer}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.stack.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  }
}
