import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { toCurl } from './curl.js';
import type { RecordedRequest } from './session-record.js';

const URL = 'http://dm.example/dm';

function request(body: string | Buffer, headers: Record<string, string> = {}): RecordedRequest {
  const isText = typeof body === 'string';
  return {
    id: 'p1',
    at: '2026-01-01T00:00:00.000Z',
    headers,
    contentType: 'application/vnd.oma.dm.response+json',
    body: {
      text: isText ? body : body.toString('base64'),
      encoding: isText ? 'utf8' : 'base64',
      bytes: Buffer.byteLength(body),
    },
    whole: true,
  };
}

/** What a shell hands to curl: its arguments, and its input if it reads one. */
function runInShell(command: string, variables: Record<string, string> = {}) {
  const script = `curl() { printf '%s\\0' "$#" "$@"; case "$*" in *@-) cat ;; esac; }\n${command}`;
  const printed = execFileSync('/bin/sh', ['-c', script], { env: { PATH: '/usr/bin:/bin', ...variables } });
  const [count = '', ...printedArgs] = printed.toString('latin1').split('\0');
  const args = printedArgs.slice(0, Number(count)).map((arg) => Buffer.from(arg, 'latin1').toString());
  const before = [count, ...printedArgs.slice(0, Number(count))].join('\0').length + 1;
  return { args, input: printed.subarray(before) };
}

const valuesOf = (args: readonly string[], option: string) =>
  args.filter((_arg, i) => args[i - 1] === option);

describe('a request as a curl command', () => {
  it('has the URL, the headers and the body as they were sent', () => {
    const { args } = runInShell(
      toCurl(request('{"Status":[{"sc":200}]}', { accept: 'x/y', 'omadm-devid': 'IMEI:1' }), URL),
    );
    expect(args.slice(0, 4)).toEqual(['-sS', '-X', 'POST', URL]);
    expect(valuesOf(args, '-H')).toEqual([
      'content-type:',
      'user-agent:',
      'accept: x/y',
      'omadm-devid: IMEI:1',
    ]);
    expect(valuesOf(args, '--data-binary')).toEqual(['{"Status":[{"sc":200}]}']);
  });

  it.each([`it's "quoted" $HOME \`id\` \\ !`, "''", 'two\r\nlines\r\n', 'ü €', '-H evil'])(
    'keeps whatever the body holds from the shell: %j',
    (body) => {
      expect(valuesOf(runInShell(toCurl(request(body), URL)).args, '--data-binary')).toEqual([body]);
    },
  );

  it('pipes bytes that are no text, and text that curl would take for the name of a file', () => {
    const bytes = Buffer.from([0, 255, 10, 39, 128]);
    expect(runInShell(toCurl(request(bytes), URL)).input).toEqual(bytes);
    expect(runInShell(toCurl(request("@/etc/passwd '"), URL)).input.toString()).toBe("@/etc/passwd '");
  });

  it('leaves a variable in the place of credentials', () => {
    const headers = { authorization: 'Basic [redacted]', cookie: '[redacted]' };
    const command = toCurl(request('{}', headers), URL);
    expect(command).not.toContain('redacted');
    const variables = { DM_AUTHORIZATION: 'ZGV2OnB3', DM_COOKIE: 'dm=1' };
    const sent = valuesOf(runInShell(command, variables).args, '-H');
    expect(sent).toContain('authorization: Basic ZGV2OnB3');
    expect(sent).toContain('cookie: dm=1');
  });

  it('leaves to curl what belongs to the connection, and sends an empty header as one', () => {
    const headers = { host: 'a', connection: 'keep-alive', 'content-length': '2', 'x-empty': '' };
    const sent = valuesOf(runInShell(toCurl(request('{}', headers), URL)).args, '-H');
    expect(sent.filter((header) => !header.endsWith(':'))).toEqual(['x-empty;']);
  });
});
