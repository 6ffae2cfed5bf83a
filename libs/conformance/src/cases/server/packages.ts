import { defineCase } from '../../case.js';
import { TYPES } from '../../peers/raw-client.js';
import type { ServerSubject } from '../../subjects.js';

const GET = ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//'];

function type(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  return String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';
}

export const package1 = defineCase<ServerSubject>({
  item: 'DM-PACK-011-S-M',
  side: 'server',
  clause: 'TS 5.2.2',
  title: 'Package#1 opens a session',
  negative: false,
  async run(subject, check) {
    const client = subject.client();
    const full = await client.send({
      contentType: TYPES.initiation,
      body: JSON.stringify({
        MOS: [{ DDF: 'urn:x', MOID: 'urn:oma:mo:oma-dm-devinfo:1.2', MIID: ['a'] }],
        Alert: [
          { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' },
          { AlertType: 'urn:x:unknown', DataType: 'text/plain', Data: { a: 1 } },
        ],
        More: true,
      }),
    });
    check.must(full.status === 200, 'objects, alerts of any type and unknown members are taken', full.status);
    const empty = await client.send({ contentType: TYPES.initiation, body: '{}' });
    check.must(empty.status === 200, '{} is a Package#1 by its schema', empty.status, 'TS 7.2.1.1');
  },
});

export const package2 = defineCase<ServerSubject>({
  item: 'DM-PACK-012-S-M',
  side: 'server',
  clause: 'TS 7.2.1.2',
  title: 'Package#2 is JSON with CMD, an array of arrays of strings',
  negative: false,
  async run(subject, check) {
    await subject.queue([[GET]]);
    const client = subject.client();
    const answer = await client.open();
    check.must(
      type(answer.headers) === TYPES.request,
      `its media type is ${TYPES.request}`,
      answer.headers['content-type'],
      'TS 5.2.3',
    );
    const { CMD } = JSON.parse(answer.body) as { CMD: unknown[] };
    check.must(
      Array.isArray(CMD) &&
        CMD.every((command) => Array.isArray(command) && command.every((part) => typeof part === 'string')),
      'each command is an array of strings',
      CMD,
    );
    check.must(
      JSON.stringify(CMD[0]) === JSON.stringify(GET),
      'a command is its name and its parameters in order',
      CMD[0],
    );
    await client.toEnd(answer);
  },
});

export const package3 = defineCase<ServerSubject>({
  item: 'DM-PACK-013-S-M',
  side: 'server',
  clause: 'TS App. F',
  title: 'Package#3 is taken as JSON and, with data, as multipart',
  negative: false,
  async run(subject, check) {
    await subject.queue([[GET, GET]]);
    const client = subject.client();
    await client.open();
    const part = (headers: string, body: string) => `--b\r\n${headers}\r\n\r\n${body}\r\n`;
    const data = JSON.stringify([
      { ClientURI: 'urn:oma:mo:oma-dm-devinfo:1.2/a/', MOData: { DevInfo: { Lang: 'en' } } },
    ]);
    const answer = await client.send({
      contentType: 'multipart/form-data; boundary=b',
      body: `${part(`Content-Disposition: form-data\r\nContent-Type: ${TYPES.response}`, '{"Status":[{"sc":404},{"sc":200}]}')}${part('Content-Disposition: form-data; name="1"\r\nContent-Type: application/dmmo+json', data)}--b--\r\n`,
    });
    check.must(answer.status === 200, 'a part for a GET is named by the index of its command', answer.status);
    await client.toEnd(answer);
  },
});
