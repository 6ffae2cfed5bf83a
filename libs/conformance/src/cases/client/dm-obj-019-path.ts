import { played, same } from './played.js';
import { ddf, moidOf, node, root } from './trial.js';

const MOID = moidOf('path');
const leaf = (name: string): string =>
  node({ name, format: 'chr', access: 'Get Replace', occurrence: 'One' });
const withPath = (xml: string, name: string, path: string): string =>
  xml.replace(`<NodeName>${name}</NodeName>`, `<NodeName>${name}</NodeName><Path>${path}</Path>`);

const CONTINUED = ddf(
  root(MOID, 'Root', [
    leaf('Leaf'),
    node({
      name: 'Inner',
      format: 'node',
      access: 'Get Replace',
      occurrence: 'One',
      children: [leaf('Near')],
    }),
  ]) + withPath(leaf('Far'), 'Far', 'Root/Inner'),
);

const continued = played(
  {
    item: 'DM-OBJ-019-C-O',
    clause: 'TS 6.4',
    title: 'A node that is described apart lies where its Path says',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [CONTINUED] });
    const item = {
      ClientURI: `${MOID}//`,
      MOData: { Root: { Leaf: 'leaf', Inner: { Near: 'near', Far: 'far' } } },
    };
    const misplaced = {
      ClientURI: `${MOID}//`,
      MOData: { Root: { Leaf: 'leaf', Far: 'far', Inner: { Near: 'near' } } },
    };
    const answer = await talk.send(
      ['HGET', server.putMo('/misplaced', misplaced)],
      ['HGET', server.putMo('/item', item)],
      ['GET', `${MOID}//Inner`],
    );
    check.should((answer.codes[0] ?? 0) >= 400, 'it does not lie anywhere else', answer.codes[0]);
    check.should(answer.codes[1] === 200, 'it can be made there', answer.codes[1]);
    check.should(same(answer.value(2), { Near: 'near', Far: 'far' }), 'it is there', answer.value(2));
    await talk.end();
  },
);

export const cases = [continued];
