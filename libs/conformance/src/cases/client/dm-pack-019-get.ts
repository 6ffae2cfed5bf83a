import { DEV_INFO, SESSION_INFO } from './objects.js';
import { played, same } from './played.js';
import { memberOf } from './sending.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const data = played(
  {
    item: 'DM-PACK-019-C-O',
    clause: 'TS App. F',
    title: 'Data of GETs travels in parts behind the Package#3, named by the index of their commands',
    negative: false,
  },
  async ({ session, check, subject }) => {
    const talk = session();
    const answer = await talk.send(
      ['DELETE', `${DEV_INFO}//Man`],
      ['GET', `${DEV_INFO}//DevID`],
      ['GET', `${DEV_INFO}//Nothing`],
      ['GET', `${DEV_INFO}//`],
      ['GET', `${SESSION_INFO}//`],
    );
    check.must(
      same(answer.codes, [405, 200, 404, 200, 200]),
      'each has its status',
      answer.codes,
      'TS App. C',
    );
    check.must(answer.type === 'multipart/form-data', 'the package is multipart/form-data', answer.type);
    const [first, ...rest] = answer.parts;
    check.must(
      first?.contentType === 'application/vnd.oma.dm.response+json',
      'the first part is the Package#3',
      first?.contentType,
    );
    check.must(
      same(
        rest.map(({ name }) => name),
        ['1', '3', '4'],
      ),
      'each GET that is 200 has a part named by its index, counted over all commands from 0',
      answer.parts.map(({ name }) => name),
    );
    check.must(answer.value(1) === subject.devId, 'a leaf is its value', answer.value(1));
    check.must(
      rest.slice(1).every(({ contentType }) => contentType === 'application/dmmo+json'),
      'an interior node is management data',
      rest.map(({ contentType }) => contentType),
    );
    const [item, ...others] = answer.items(3);
    check.must(others.length === 0, 'there is one item for one node', answer.items(3));
    check.must(
      item?.ClientURI.startsWith(`${DEV_INFO}/`) === true,
      'it has the ClientURI of the node',
      item?.ClientURI,
      'TS 7.2.1.4',
    );
    check.must(
      memberOf(item?.MOData, 'DevInfo', 'DevID') === subject.devId,
      'its data is named as the node, with the children below',
      item?.MOData,
      'TS 7.2.1.4',
    );
    const plain = await talk.send(['GET', `${DEV_INFO}//Nothing`], ['DELETE', `${DEV_INFO}//Man`]);
    check.must(
      plain.type === 'application/vnd.oma.dm.response+json',
      'without data of any GET the media type is that of Package#3',
      plain.type,
    );
    await talk.end();
  },
);

const contents = played(
  {
    item: 'DM-PACK-019-C-O',
    clause: 'TS App. C',
    title: 'GET of a target without content is 204 and has no part',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const answer = await talk.send(
      ['HGET', server.put('/empty', { body: '' }), `${uri}Label`],
      ['GET', `${uri}Label`],
      ['GET', `${uri}Count`],
    );
    check.must(same(answer.codes, [200, 204, 200]), 'an empty leaf is 204', answer.codes);
    check.must(answer.part(1) === undefined, 'it has no part', answer.body, 'TS App. F');
    check.must(answer.text(2) === '1', 'a leaf with content has one', answer.text(2), 'TS App. F');
    await talk.end();
  },
);

const refused = played(
  {
    item: 'DM-PACK-019-C-O',
    clause: 'TS App. C',
    title: 'GET of what is not there is 404, of what can not be read 403, and gives nothing',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const answer = await talk.send(
      ['GET', `${uri}Nothing`],
      ['GET', `${TRIAL}/none/`],
      ['GET', 'urn:x:no-such-object:1.0//'],
      ['GET', `${uri}Hidden`],
      ['GET', 'no client uri'],
    );
    check.must(same(answer.codes.slice(0, 3), [404, 404, 404]), '404 if it is not there', answer.codes);
    check.must(answer.codes[3] === 403, '403 if its description does not allow Get', answer.codes[3]);
    check.must(answer.codes[4] === 400, '400 if the ClientURI is none', answer.codes[4]);
    check.must(answer.parts.length === 0, 'there is no data', answer.body, 'TS App. F');
    await talk.end();
  },
);

export const cases = [data, contents, refused];
