import { defineCase, type Checker, type ConformanceCase } from '../../case.js';
import {
  codesOf,
  packageJson,
  ScriptedServer,
  type ScriptedAnswer,
  type ScriptedResource,
} from '../../peers/scripted-server.js';
import type { ClientRun, ClientSubject } from '../../subjects.js';

const DEV_INFO = 'urn:oma:mo:oma-dm-devinfo:1.2//';
const END = { commands: [['END']] } as const;

type Script = (base: string) => {
  script: readonly ScriptedAnswer[];
  resources?: Readonly<Record<string, ScriptedResource>>;
};

/** A case that plays a script to the client and judges what came. */
function played(
  definition: Omit<ConformanceCase<ClientSubject>, 'run' | 'side'> & { readonly browser?: boolean },
  script: Script,
  judge: (server: ScriptedServer, run: ClientRun, check: Checker, subject: ClientSubject) => void,
): ConformanceCase<ClientSubject> {
  const { browser, ...rest } = definition;
  return defineCase<ClientSubject>({
    ...rest,
    side: 'client',
    async run(subject, check) {
      const server = await ScriptedServer.start(script);
      try {
        const run = await subject.session(server.endpoint, { browser: browser ?? false });
        judge(server, run, check, subject);
      } finally {
        await server.close();
      }
    },
  });
}

export const packageFlow = played(
  {
    item: 'DM-PACK-001-C-M',
    clause: 'TS 5.2',
    title: 'Package#1, then a Package#3 for each Package#2, and nothing after END',
    negative: false,
  },
  () => ({ script: [{ commands: [['GET', `${DEV_INFO}Man`]] }, { commands: [] }, END] }),
  (server, run, check) => {
    check.must(server.packages.length === 3, 'there are three packages: #1, #3, #3', server.packages.length);
    check.must(
      codesOf(server.packages[2]).length === 0,
      'the answer to a package without commands has an empty Status',
      codesOf(server.packages[2]),
      'TS 5.2.4',
    );
    check.must(run.exitCode === 0, 'a session that END ended has succeeded', run.exitCode);
  },
);

export const package1 = played(
  {
    item: 'DM-PACK-011-C-M',
    clause: 'TS 5.2.2',
    title: 'Package#1 says who the device is, what it has, and who wanted the session',
    negative: false,
  },
  () => ({ script: [END] }),
  (server, _run, check, subject) => {
    const [first] = server.packages;
    if (!first) throw new Error('no package came');
    check.must(
      first.headers['content-type'] === 'application/vnd.oma.dm.initiation+json',
      'its media type is that of Package#1',
      first.headers['content-type'],
    );
    check.must(
      first.headers['omadm-devid'] === subject.devId,
      'OMADM-DevID is the value of DevInfo/DevID',
      first.headers['omadm-devid'],
      'TS 5.2',
    );
    check.should(
      first.headers.accept?.includes('application/vnd.oma.dm.request+json') === true,
      'Accept names Package#2',
      first.headers.accept,
      'TS 5.5',
    );
    const { Alert = [], MOS = [] } = packageJson(first);
    check.must(
      Alert.some(({ AlertType }) => AlertType === 'urn:oma:at:dm:2.0:ClientInitiatedMgmt'),
      'an alert says that the client opened the session',
      Alert,
      'TS 5.4',
    );
    check.must(
      MOS.every((entry) => ['DDF', 'MOID', 'MIID'].every((member) => member in (entry as object))),
      'each entry of MOS has DDF, MOID and MIID',
      MOS,
    );
  },
);

export const order = played(
  {
    item: 'DM-PACK-013-C-M',
    clause: 'TS 5.2.4',
    title: 'There is one status for each command, in their order, and data by index',
    negative: false,
  },
  () => ({
    script: [
      {
        commands: [
          ['DELETE', `${DEV_INFO}Man`],
          ['GET', `${DEV_INFO}DevID`],
          ['NOSUCH', 'x'],
          ['GET'],
          ['GET', `${DEV_INFO}Nothing`],
        ],
      },
      END,
    ],
  }),
  (server, _run, check, subject) => {
    const [, third] = server.packages;
    check.must(
      JSON.stringify(codesOf(third)) === '[405,200,501,400,404]',
      'statuses are 405, 200, 501, 400, 404',
      codesOf(third),
      'TS App. C',
    );
    const body = third?.body.toString('utf8') ?? '';
    check.must(
      third?.headers['content-type']?.startsWith('multipart/form-data') === true,
      'with data of a GET the package is multipart',
      third?.headers['content-type'],
      'TS App. F',
    );
    check.must(
      /name="?1"?/.test(body) && !/name="?0"?/.test(body),
      'the part is named by the index of its command',
      body,
      'TS App. F',
    );
    check.must(body.includes(subject.devId), 'the data is the value of the node', body);
  },
);

export const show = played(
  {
    item: 'DM-PACK-020-C-O',
    clause: 'TS 5.3.7',
    title: 'SHOW starts the browser and the session goes on at once',
    negative: false,
    browser: true,
  },
  (base) => ({
    script: [
      {
        commands: [
          ['SHOW', `${base}/ui?uiid=1`],
          ['GET', `${DEV_INFO}Man`],
        ],
      },
      END,
    ],
    resources: {
      '/ui': {
        status: 200,
        contentType: 'text/html',
        body: '<!doctype html><title>Q</title><form method=post action=/answer><button name=choice value=accept>Yes</button></form>',
      },
      '/answer': { status: 200, contentType: 'text/html', body: '<!doctype html><title>Thanks</title>' },
    },
  }),
  (server, _run, check) => {
    const [, third] = server.packages;
    check.must(
      codesOf(third)[0] === 200,
      'its status says that the UI session was initiated',
      codesOf(third),
    );
    check.must(
      !JSON.stringify(third?.body.toString('utf8')).includes('accept'),
      'the status says nothing of what the user did',
      third?.body.toString('utf8'),
    );
    check.must(
      server.at('/ui').length > 0,
      'the browser opens the page',
      server.received.map(({ path }) => path),
    );
    const [page, package3] = [
      server.received.findIndex(({ path }) => path === '/answer'),
      server.received.findIndex((one) => one === third),
    ];
    check.must(
      page < 0 || package3 >= 0,
      'the package does not wait for the user',
      server.received.map(({ path }) => path),
    );
  },
);

export const showWithoutBrowser = played(
  {
    item: 'DM-PACK-020-C-O',
    clause: 'TS 5.3.7',
    title: 'SHOW on a device without a browser fails and the session goes on',
    negative: true,
  },
  (base) => ({
    script: [
      {
        commands: [
          ['SHOW', `${base}/ui`],
          ['GET', `${DEV_INFO}Man`],
        ],
      },
      END,
    ],
  }),
  (server, _run, check) => {
    const [failed, next] = codesOf(server.packages[1]);
    check.must(failed !== undefined && failed >= 500, 'the status is a failure code', failed, 'TS App. C');
    check.must(next === 200, 'the next command is executed', next);
  },
);

export const hget = played(
  {
    item: 'DM-PACK-014-C-M',
    clause: 'TS 5.3.1',
    title: 'HGET stores what it retrieves, at the ClientURI or where the client chooses',
    negative: false,
  },
  (base) => ({
    script: [
      {
        commands: [
          ['HGET', `${base}/level`, 'urn:dm2:mo:demo:1.0//Level'],
          ['GET', 'urn:dm2:mo:demo:1.0//Level'],
        ],
      },
      {
        commands: [
          ['HGET', `${base}/mo`],
          ['HGET', `${base}/nothing`, 'urn:dm2:mo:demo:1.0/demo/Level'],
          ['HGET', `${base}/rubbish`],
        ],
      },
      END,
    ],
    resources: {
      '/level': { status: 200, body: '42' },
      '/mo': {
        status: 200,
        contentType: 'application/dmmo+json',
        body: JSON.stringify([
          { ClientURI: 'urn:dm2:mo:demo:1.0//', MOData: { Demo: { Name: 'new', Level: 1 } } },
        ]),
      },
      '/rubbish': { status: 200, contentType: 'application/dmmo+json', body: '{"x":' },
    },
  }),
  (server, _run, check) => {
    const [, first, second] = server.packages;
    check.must(JSON.stringify(codesOf(first)) === '[200,200]', 'it is 200', codesOf(first));
    check.must(
      first?.body.toString('utf8').includes('42') === true,
      'the value is in the tree',
      first?.body.toString('utf8'),
    );
    const [stored, missing, rubbish] = second ? (packageJson(second).Status ?? []) : [];
    check.must(
      stored?.sc === 200 &&
        stored.URI?.length === 1 &&
        /^urn:dm2:mo:demo:1\.0\/[^/]+\/$/.test(stored.URI[0] ?? ''),
      'without a ClientURI the place is returned, with a MIID of the client',
      stored,
    );
    check.must(missing?.sc === 419, 'a repository that answers 404 is 419', missing, 'TS App. C');
    check.must(rubbish?.sc === 415, 'data that is not understood is 415', rubbish, 'TS App. C');
  },
);

function sends(
  item: string,
  clause: string,
  name: 'HPUT' | 'HPOST',
  method: string,
): ConformanceCase<ClientSubject> {
  return played(
    { item, clause, title: `${name} sends the data of its ClientURIs by HTTP ${method}`, negative: false },
    (base) => ({
      script: [
        {
          commands: [
            [name, `${base}/in`, DEV_INFO, `${DEV_INFO}Nothing`],
            [name, `${base}/in`, `${DEV_INFO}Nothing`],
            [name, `${base}/broken`, DEV_INFO],
            ['GET', `${DEV_INFO}Man`],
          ],
        },
        END,
      ],
      resources: { '/in': { status: 200 }, '/broken': { status: 500 } },
    }),
    (server, _run, check) => {
      check.must(
        JSON.stringify(codesOf(server.packages[1])) === '[200,404,419,200]',
        '200 if something was found, 404 if nothing, 419 if the repository fails; the session goes on',
        codesOf(server.packages[1]),
        'TS App. C',
      );
      const [sent] = server.at('/in');
      check.must(sent?.method === method, `the request is a ${method}`, sent?.method);
      check.must(
        sent?.headers['content-type'] === 'application/dmmo+json',
        'the data is application/dmmo+json',
        sent?.headers['content-type'],
        'TS 7.2.1.4',
      );
    },
  );
}

export const hput = sends('DM-PACK-015-C-M', 'TS 5.3.2', 'HPUT', 'PUT');
export const hpost = sends('DM-PACK-016-C-M', 'TS 5.3.3', 'HPOST', 'POST');

export const cont = played(
  {
    item: 'DM-PACK-021-C-M',
    clause: 'TS 5.3.8',
    title: 'CONT moves the session, from the answer to its package on',
    negative: false,
  },
  (base) => ({ script: [{ commands: [['CONT', `${base}/dm-elsewhere`]] }, { commands: [] }, END] }),
  (server, _run, check) => {
    check.must(
      JSON.stringify(server.packages.map(({ path }) => path)) === '["/dm","/dm-elsewhere","/dm-elsewhere"]',
      'all further packages go to the new ServerURI',
      server.packages.map(({ path }) => path),
    );
  },
);

export const end = played(
  {
    item: 'DM-PACK-022-C-M',
    clause: 'TS 5.3.9',
    title: 'All commands of a package with END are executed and nothing is sent back',
    negative: false,
  },
  (base) => ({
    script: [
      { commands: [['HPOST', `${base}/before`, DEV_INFO], ['END'], ['HPOST', `${base}/after`, DEV_INFO]] },
    ],
    resources: { '/before': { status: 200 }, '/after': { status: 200 } },
  }),
  (server, run, check) => {
    check.must(
      server.at('/before').length === 1 && server.at('/after').length === 1,
      'commands before and after END are executed',
      server.received.map(({ path }) => path),
    );
    check.must(server.packages.length === 1, 'no Package#3 follows', server.packages.length);
    check.must(run.exitCode === 0, 'the session has succeeded', run.exitCode);
  },
);

export const noRetry = played(
  {
    item: 'DM-PACK-012-C-M',
    clause: 'TS 5.6',
    title: 'On 5xx, and on what is no Package#2, the client aborts and does not come back',
    negative: true,
  },
  () => ({ script: [{ status: 503, headers: { 'retry-after': '0' } }, END] }),
  (server, run, check) => {
    check.must(server.packages.length === 1, 'there is no second request', server.packages.length);
    check.must(run.exitCode !== 0, 'the session has not succeeded', run.exitCode);
  },
);
