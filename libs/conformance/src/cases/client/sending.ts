import type { ConformanceCase } from '../../case.js';
import type { ClientSubject } from '../../client-subject.js';
import { essence, moItems } from '../../peers/client-package.js';
import type { ReceivedRequest } from '../../peers/scripted-server.js';
import { DEV_INFO, SESSION_INFO } from './objects.js';
import { played, same } from './played.js';

interface Sending {
  readonly item: string;
  readonly clause: string;
  readonly command: 'HPUT' | 'HPOST';
  readonly method: 'PUT' | 'POST';
}

/** HPUT and HPOST are the same but for the method (TS 5.3.3). */
export function sendingCases(sending: Sending): ConformanceCase<ClientSubject>[] {
  return [sent(sending), failing(sending), negotiated(sending)];
}

function sent({ item, clause, command, method }: Sending): ConformanceCase<ClientSubject> {
  return played(
    {
      item,
      clause,
      title: `${command} sends the data of all its ClientURIs in one HTTP ${method}`,
      negative: false,
    },
    async ({ session, server, check, subject }) => {
      const talk = session();
      const answer = await talk.send(
        [command, server.put('/one'), `${DEV_INFO}//`],
        [command, server.put('/two'), `${DEV_INFO}//DevID`, `${SESSION_INFO}//CBT`],
        [command, server.put('/some'), `${DEV_INFO}//Nothing`, `${DEV_INFO}//DevID`],
        [command, server.put('/level'), `${DEV_INFO}//?lv=1`],
      );
      check.must(same(answer.codes, [200, 200, 200, 200]), 'each is 200', answer.codes, 'TS App. C');
      const [one] = server.at('/one');
      check.must(one?.method === method, `the request is a ${method}`, one?.method);
      check.must(
        essence(one?.headers['content-type']) === 'application/dmmo+json',
        'the data is application/dmmo+json',
        one?.headers['content-type'],
        'TS 7.2.1.4',
      );
      const [devInfo] = dataOf(one);
      check.must(
        memberOf(devInfo?.MOData, 'DevInfo', 'DevID') === subject.devId,
        'it has the values of the node that is named',
        devInfo,
      );
      check.must(
        server.at('/two').length === 1,
        'several ClientURIs travel in one request',
        server.at('/two').length,
      );
      check.must(
        same(
          dataOf(server.at('/two')[0]).map(({ MOData }) => Object.keys(MOData)[0]),
          ['DevID', 'CBT'],
        ),
        'there is an item for each ClientURI',
        dataOf(server.at('/two')[0]),
        'TS 7.2.1.4',
      );
      check.must(
        dataOf(server.at('/some')[0]).length === 1,
        'what is there is sent, though another is not',
        dataOf(server.at('/some')[0]),
        'TS App. C',
      );
      await talk.end();
    },
  );
}

function failing({ item, clause, command }: Sending): ConformanceCase<ClientSubject> {
  return played(
    { item, clause, title: `An ${command} that fails has the code that says why`, negative: true },
    async ({ session, server, check }) => {
      const talk = session();
      const uri = `${DEV_INFO}//`;
      const never = server.put('/never');
      const answer = await talk.send(
        [command, never, `${uri}Nothing`, `${uri}Neither`],
        [command, server.put('/500', { status: 500 }), uri],
        [command, server.put('/404', { status: 404 }), uri],
        [command, server.put('/cut', { broken: 'cut' }), uri],
        [command, 'http://127.0.0.1:9/x', uri],
        [command, never, 'no client uri'],
        [command, 'no/server/uri', uri],
        ['GET', `${uri}Man`],
      );
      check.must(answer.codes[0] === 404, '404 if none of the nodes was found', answer.codes[0], 'TS App. C');
      check.must(
        same(answer.codes.slice(1, 5), [419, 419, 419, 419]),
        '419 if the HTTP request failed',
        answer.codes,
        'TS App. C',
      );
      check.must(
        same(answer.codes.slice(5, 7), [400, 400]),
        '400 if a URI is none',
        answer.codes,
        'TS App. C',
      );
      check.must(answer.codes[7] === 200, 'the session goes on', answer.codes, 'TS 5.2');
      check.must(server.at('/never').length === 0, 'nothing is sent in vain', server.at('/never').length);
      await talk.end();
    },
  );
}

function negotiated({ item, command }: Sending): ConformanceCase<ClientSubject> {
  return played(
    {
      item,
      clause: 'TS 5.5',
      title: `${command} is 406 if the client has none of the formats of OMADM-Accept`,
      negative: true,
    },
    async ({ session, server, check }) => {
      const talk = session();
      await talk.package();
      const ask = async (path: string, accept: string) => {
        talk.reply({
          headers: { 'omadm-accept': accept },
          body: JSON.stringify({ CMD: [[command, server.put(path), `${DEV_INFO}//`]] }),
        });
        return (await talk.package()).codes[0];
      };
      const never = await ask('/never', 'application/x-no-such-format, video/*');
      check.must(never === 406, 'it is 406', never);
      check.must(server.at('/never').length === 0, 'nothing is sent', server.at('/never').length);
      const taken = await ask('/taken', 'application/x-no-such-format, application/dmmo+json;q=0.5');
      check.must(taken === 200, 'it is 200 if one of them is its own', taken);
      const [request] = server.at('/taken');
      check.must(
        essence(request?.headers['content-type']) === 'application/dmmo+json',
        'the data is in that format',
        request?.headers['content-type'],
      );
      await talk.end();
    },
  );
}

function dataOf(request: ReceivedRequest | undefined) {
  return request ? moItems(request.body) : [];
}

/** The value at a path of member names. */
export function memberOf(value: unknown, ...path: string[]): unknown {
  let at = value;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  return at;
}
