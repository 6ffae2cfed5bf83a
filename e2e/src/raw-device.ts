import type { StackFacts } from './stack.js';

/** A DM Client of a few lines, written from the specification: it shares nothing with ours. */
export class RawDevice {
  private constructor(
    private readonly stack: StackFacts,
    private readonly devId: string,
  ) {}

  static async register(stack: StackFacts, devId: string): Promise<RawDevice> {
    const device = new RawDevice(stack, devId);
    await device.manage('devices', { devId, auth: { scheme: 'none' } });
    return device;
  }

  async queue(steps: readonly object[]): Promise<void> {
    await this.manage(`devices/${encodeURIComponent(this.devId)}/tasks`, { name: 'e2e', steps });
  }

  open(): Promise<string[][]> {
    return this.post('application/vnd.oma.dm.initiation+json', {
      Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }],
    });
  }

  answer(statuses: readonly number[]): Promise<string[][]> {
    return this.post('application/vnd.oma.dm.response+json', { Status: statuses.map((sc) => ({ sc })) });
  }

  /** Answers one GET with a bare value (TS App. F). */
  answerWithText(value: string): Promise<string[][]> {
    const body = [
      '--b\r\nContent-Disposition: form-data\r\nContent-Type: application/vnd.oma.dm.response+json\r\n\r\n{"Status":[{"sc":200}]}\r\n',
      `--b\r\nContent-Disposition: form-data; name="0"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n`,
      '--b--\r\n',
    ].join('');
    return this.send('multipart/form-data; boundary=b', body);
  }

  private post(type: string, body: object): Promise<string[][]> {
    return this.send(type, JSON.stringify(body));
  }

  private async send(type: string, body: string): Promise<string[][]> {
    const response = await fetch(this.stack.urls.dmEndpoint, {
      method: 'POST',
      headers: {
        'content-type': type,
        accept: 'application/vnd.oma.dm.request+json',
        'omadm-devid': this.devId,
      },
      body,
    });
    if (response.status !== 200)
      throw new Error(`the DM Server answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { CMD: string[][] }).CMD;
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
