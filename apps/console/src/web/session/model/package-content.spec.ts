import { describe, expect, it } from 'vitest';
import { exchangesOf, isGood, statusWords } from './exchanges.js';
import { contentOf, statusesOf } from './package-content.js';
import { Recorder } from './recorded.fixture.js';

const MULTIPART = [
  '--b',
  'Content-Disposition: form-data',
  'Content-Type: application/vnd.oma.dm.response+json',
  '',
  '{"Status":[{"sc":200,"URI":["urn:a:1.0/i1/"]},{"sc":200}]}',
  '--b',
  'Content-Disposition: form-data; name="0"',
  'Content-Type: application/dmmo+json',
  '',
  '[{"ClientURI":"urn:a:1.0/i1/","MOData":{"A":{"B":"ü"}}}]',
  '--b',
  'Content-Disposition: form-data; name="1"',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'en',
  '--b--',
  '',
].join('\r\n');
const multipart = { contentType: 'multipart/form-data; boundary=b' };

describe('what a logged package says', () => {
  it('takes a multipart Package#3 apart: first the package, then the data by index (TS App. F)', () => {
    const { json, parts } = contentOf(new Recorder().package(3, MULTIPART, multipart));
    expect(json).toEqual({ Status: [{ sc: 200, URI: ['urn:a:1.0/i1/'] }, { sc: 200 }] });
    expect(parts.map(({ name, text }) => [name, text])).toEqual([
      ['0', '[{"ClientURI":"urn:a:1.0/i1/","MOData":{"A":{"B":"ü"}}}]'],
      ['1', 'en'],
    ]);
  });

  it('reads the same from bytes', () => {
    const bytes = { ...multipart, encoding: 'base64' as const };
    const body = Buffer.from(MULTIPART).toString('base64');
    const [mo] = contentOf(new Recorder().package(3, body, bytes)).parts;
    expect(mo?.json).toEqual([{ ClientURI: 'urn:a:1.0/i1/', MOData: { A: { B: 'ü' } } }]);
  });

  it('reads the looser statuses of the examples too', () => {
    const logged = new Recorder().package(3, { Status: [200, [200, 'urn:a'], { sc: 404 }, null] });
    expect(statusesOf(logged).map(({ code, uris }) => [code, uris])).toEqual([
      [200, []],
      [200, ['urn:a']],
      [404, []],
      [NaN, []],
    ]);
  });
});

describe('an exchange', () => {
  it('gives each command its clause, its parameters by name, its status and its data', () => {
    const recorder = new Recorder();
    recorder.commands(['GET', 'urn:a:1.0//'], ['GET', 'urn:b:1.0//Lang']);
    recorder.package(3, MULTIPART, multipart);
    const [exchange] = exchangesOf(recorder.packages);
    expect(exchange?.commands[0]).toMatchObject({
      name: 'GET',
      clause: 'TS 5.3.6',
      parameters: [{ name: 'ClientURI', value: 'urn:a:1.0//' }],
      status: 200,
      uris: ['urn:a:1.0/i1/'],
    });
    expect(exchange?.commands[1]?.data?.text).toBe('en');
  });

  it('names what is wrong with a command, and waits for the status of one that is not answered', () => {
    const recorder = new Recorder();
    recorder.commands(['HPUT', 'http://r'], ['JUMP', 'a', 'b'], ['HPOST', 'http://r', 'urn:a', 'urn:b']);
    const [malformed, unknown, several] = exchangesOf(recorder.packages)[0]?.commands ?? [];
    expect(malformed?.problem).toContain('at least 2 parameters');
    expect(unknown?.problem).toBe('no command of the specification');
    expect(unknown?.clause).toBeUndefined();
    expect(several?.parameters.map(({ name }) => name)).toEqual(['ServerURI', 'ClientURI', 'ClientURI']);
    expect(several?.status).toBeUndefined();
  });

  it('says a status in words', () => {
    expect(statusWords(507).meaning).toBe('the user of the device refused');
    expect(statusWords(1234).name).toBe('Application specific');
    expect(statusWords(299).name).toBe('Not a status of the specification');
    expect([200, 304, 1200, 404, 1400, NaN].map(isGood)).toEqual([true, true, true, false, false, false]);
  });
});
