import { DEV_INFO } from './objects.js';
import { played } from './played.js';

const asynchronous = played(
  {
    item: 'DM-PACK-028-C-M',
    clause: 'TS 5.4.1',
    title:
      'EXEC with a ServerURI is 202, and its result comes as an alert in a new session to that ServerURI',
    negative: false,
    needs: ['executable'],
  },
  async ({ session, server, check, subject }) => {
    const uri = subject.executable?.clientUri ?? '';
    const talk = session();
    const answer = await talk.send(['EXEC', uri, `${server.base}/dm-results`], ['GET', `${DEV_INFO}//Man`]);
    check.must(answer.codes[0] === 202, 'it is 202', answer.codes[0]);
    check.must(answer.codes[1] === 200, 'the next command is executed', answer.codes);
    talk.command(['END']);
    const opened = await talk.package();
    check.must(
      opened.request.path === '/dm-results',
      'a new session goes to the ServerURI',
      opened.request.path,
      'TS 5.3.5',
    );
    check.must(
      opened.type === 'application/vnd.oma.dm.initiation+json',
      'it begins with a Package#1',
      opened.type,
      'TS 5.3.5',
    );
    let alerts = opened.alerts;
    if (!alerts.some(({ SourceURI }) => SourceURI !== undefined)) {
      // The alert may as well come in a Package#3 of that session.
      alerts = (await talk.send(['GET', `${DEV_INFO}//Man`])).alerts;
    }
    const result = alerts.filter(({ SourceURI }) => SourceURI !== undefined);
    check.must(result.length === 1, 'it has one alert that is about a node', alerts);
    check.must(
      result[0]?.SourceURI === uri,
      'its SourceURI is the node that was executed',
      result[0]?.SourceURI,
      'TS 5.4',
    );
    check.must(
      result[0]?.Data === undefined || result[0].DataType !== undefined,
      'with Data it has a DataType',
      result[0],
      'TS 5.4',
    );
    const { exitCode, after } = await talk.end();
    check.must(after.length === 0, 'the result is reported once', after.length);
    check.must(exitCode === 0, 'the first session has succeeded', exitCode);
  },
);

export const cases = [asynchronous];
