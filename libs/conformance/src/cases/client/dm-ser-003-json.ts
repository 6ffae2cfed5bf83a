import type { Checker } from '../../case.js';
import { DEV_INFO, SESSION_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF, trialData } from './trial.js';

const ITEM = { item: 'DM-SER-003-C-M', clause: 'TS 7.2.1' } as const;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isOptional = (value: unknown, type: string): boolean => value === undefined || typeof value === type;

/** The schema of an alert (TS 7.2.1.5). */
function isAlert(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['AlertType'] === 'string' &&
    ['SourceURI', 'TargetURI', 'Mark', 'DataType'].every((name) => isOptional(value[name], 'string')) &&
    (value['Data'] === undefined || isObject(value['Data']))
  );
}

/** The schemas of TS 7.2.1.1 and 7.2.1.3. */
function checkPackage(json: unknown, kind: 1 | 3, check: Checker): void {
  const clause = kind === 1 ? 'TS 7.2.1.1' : 'TS 7.2.1.3';
  check.must(isObject(json), `Package#${kind} is an object`, json, clause);
  const { MOS, Alert, Status } = isObject(json) ? json : {};
  check.must(
    Alert === undefined || (Array.isArray(Alert) && Alert.every(isAlert)),
    'Alert is an array of alerts, each of the form of its schema',
    Alert,
    'TS 7.2.1.5',
  );
  if (kind === 1)
    check.must(
      MOS === undefined ||
        (Array.isArray(MOS) &&
          MOS.every(
            (entry: unknown) =>
              isObject(entry) &&
              isStrings(entry['MIID']) &&
              isOptional(entry['DDF'], 'string') &&
              isOptional(entry['MOID'], 'string'),
          )),
      'MOS is an array of {DDF, MOID, MIID[]}',
      MOS,
      clause,
    );
  else
    check.must(
      Array.isArray(Status) &&
        Status.every(
          (item: unknown) =>
            isObject(item) &&
            typeof item['sc'] === 'number' &&
            (item['URI'] === undefined || isStrings(item['URI'])),
        ),
      'Status is an array of {sc, URI[]}',
      Status,
      clause,
    );
}

const written = played(
  {
    ...ITEM,
    title: 'Packages, alerts and management data are JSON of the form of their schemas, in UTF-8',
    negative: false,
    needs: ['descriptions', 'event'],
  },
  async ({ session, server, check }) => {
    const talk = session({
      descriptions: [TRIAL_DDF],
      event: {
        AlertType: 'urn:x:event',
        Mark: 'minor',
        DataType: 'application/json',
        Data: { grüße: '日本' },
      },
    });
    const opened = await talk.package();
    checkPackage(opened.json, 1, check);
    const alerts = [...opened.alerts];
    const [uri = ''] = await plant(talk, server, 'grün 日本 "\\ 🎉');
    const answer = await talk.send(
      ['GET', `${uri}`],
      ['GET', `${DEV_INFO}//`],
      ['GET', `${SESSION_INFO}//CBT`],
    );
    alerts.push(...answer.alerts);
    checkPackage(answer.json, 3, check);
    const items = [...answer.items(0), ...answer.items(1)];
    check.must(
      items.length === 2 &&
        items.every(
          (item) =>
            typeof item.ClientURI === 'string' && isObject(item.MOData) && isOptional(item.CV, 'string'),
        ),
      'management data is an array of {ClientURI, CV?, MOData}',
      items,
      'TS 7.2.1.4',
    );
    check.must(
      JSON.parse(answer.part(1)?.body.toString('utf8') ?? 'null') instanceof Array,
      'it is an array, also for one node',
      answer.part(1)?.body.toString('utf8'),
      'TS 7.2.1.4',
    );
    const [trial] = answer.items(0);
    check.must(
      isObject(trial?.MOData['Trial']) && trial.MOData['Trial']['Label'] === 'grün 日本 "\\ 🎉',
      'text is UTF-8',
      trial,
      'TS 7.2.1.4',
    );
    check.must(
      isObject(trial?.MOData['Trial']) && trial.MOData['Trial']['Count'] === 1,
      'a leaf has the type that its description says',
      trial,
      'TS 7.2.1.4',
    );
    await talk.end();
  },
);

const read = played(
  {
    ...ITEM,
    title: 'Members that a schema does not name mean nothing; JSON of another form is not taken',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    await talk.package();
    talk.reply({
      body: `\n {"x": {"CMD": []}, "CMD" : [ ["GET" , ${JSON.stringify(`${DEV_INFO}//Man`).replace('M', '\\u004d')}] ] }\n`,
    });
    const spaced = await talk.package();
    check.must(
      same(spaced.codes, [200]),
      'spaces, escapes and unknown members are JSON as any other',
      spaced.codes,
      'TS 7.2.1.2',
    );
    const item = trialData('left') as Json;
    const dmmo = (body: string) => ({
      headers: { 'content-type': 'application/dmmo+json; charset=utf-8' },
      body,
    });
    const sources = {
      more: server.put(
        '/more',
        dmmo(JSON.stringify([{ 'x-vendor': 1, DDF: 'http://x/y', CV: 'z', ...item }])),
      ),
      empty: server.put('/empty', dmmo('[]')),
      text: server.put('/text', dmmo('"text"')),
      missing: server.put('/missing', dmmo(JSON.stringify([{ ClientURI: `${TRIAL}//` }]))),
      nameless: server.put('/nameless', dmmo(JSON.stringify([{ MOData: item['MOData'] }]))),
      list: server.put('/list', dmmo(JSON.stringify([{ ClientURI: `${TRIAL}//`, MOData: { Trial: [1] } }]))),
      latin: server.put('/latin', {
        headers: { 'content-type': 'application/dmmo+json' },
        body: Buffer.from(JSON.stringify([trialData('gr\u00fcn')]), 'latin1'),
      }),
    };
    const answer = await talk.send(...Object.values(sources).map((source) => ['HGET', source]));
    check.must(
      answer.codes[0] === 200,
      'management data with members that the schema does not name is taken',
      answer.codes[0],
      'TS 7.2.1.4',
    );
    for (const [i, name] of Object.keys(sources).entries())
      if (i > 0)
        check.must(
          answer.codes[i] === 415,
          `management data that is ${name} is 415`,
          answer.codes[i],
          'TS App. C',
        );
    const [uri] = answer.uris(0);
    const only = await talk.send(['GET', `${TRIAL}//Label`]);
    check.must(uri !== undefined && only.text(0) === 'left', 'nothing else was made', only.codes);
    await talk.end();
  },
);

const bare = played(
  {
    item: 'DM-SER-004-C-O',
    clause: 'TS 7.2.2',
    title: 'A leaf may travel as its bare value, to and from a repository that wants it so',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    await talk.send([
      'HGET',
      server.put('/value', { headers: { 'content-type': 'text/plain' }, body: 'bare' }),
      `${uri}Label`,
    ]);
    talk.reply({
      headers: { 'omadm-accept': 'text/plain' },
      body: JSON.stringify({ CMD: [['HPUT', server.put('/put'), `${uri}Label`]] }),
    });
    const answer = await talk.package();
    check.should(same(answer.codes, [200]), 'HPUT is 200', answer.codes, 'TS 5.5');
    const [sent] = server.at('/put');
    check.should(sent?.body.toString() === 'bare', 'the value travels as it is', sent?.body.toString());
    check.should(
      sent?.headers['content-type']?.startsWith('text/plain') === true,
      'under the media type that was asked for',
      sent?.headers['content-type'],
    );
    talk.reply({
      headers: { 'omadm-accept': 'text/plain' },
      body: JSON.stringify({ CMD: [['HPUT', server.put('/never'), `${uri}Items`]] }),
    });
    const interior = await talk.package();
    check.must(
      same(interior.codes, [406]),
      'an interior node has no such form: 406',
      interior.codes,
      'TS 5.5',
    );
    check.must(server.at('/never').length === 0, 'it is not sent then', server.at('/never').length, 'TS 5.5');
    await talk.end();
  },
);

export const cases = [written, read, bare];
