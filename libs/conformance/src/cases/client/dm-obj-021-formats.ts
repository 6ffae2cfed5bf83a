import { played, same } from './played.js';
import { memberOf } from './sending.js';
import { ddf, FORMAT_VALUES, moidOf, node, root } from './trial.js';

const FORMATS = moidOf('formats');

const formats = played(
  {
    item: 'DM-OBJ-021-C-M',
    clause: 'TS 6.4',
    title: 'A leaf takes the values of its format, and gives them back as management data has them',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const leaves = Object.keys(FORMAT_VALUES).map((format) =>
      node({ name: format, format, access: 'Get Replace', occurrence: 'One' }),
    );
    const talk = session({ descriptions: [ddf(root(FORMATS, 'Root', leaves))] });
    const source = server.putMo('/all', { ClientURI: `${FORMATS}//`, MOData: { Root: FORMAT_VALUES } });
    const made = await talk.send(['HGET', source], ['GET', `${FORMATS}//`]);
    check.must(same(made.codes, [200, 200]), 'an object with leaves of all formats can be made', made.codes);
    const tree = made.items(1)[0]?.MOData['Root'];
    for (const [format, value] of Object.entries(FORMAT_VALUES)) {
      check.must(
        memberOf(tree, format) === value,
        `a leaf of ${format} keeps its value`,
        memberOf(tree, format),
      );
      check
        .of('DM-OBJ-028-C-O')
        .must(
          typeof memberOf(tree, format) === typeof value,
          `DFFormat ${format} decides how it is written`,
          memberOf(tree, format),
          'TS 7.2.1.4',
        );
    }
    check
      .of('DM-OBJ-017-C-M')
      .must(
        same(Object.keys(tree ?? {}).sort(), Object.keys(FORMAT_VALUES).sort()),
        'there is a node for each Node of the description',
        tree,
      );
    const wrong: Readonly<Record<string, unknown>> = {
      b64: '*',
      bin: 'A',
      bool: 'yes',
      chr: 1,
      int: 1.5,
      null: 'x',
      xml: 7,
      date: true,
      time: 5,
      float: 'x',
    };
    const items = Object.entries(wrong);
    const answer = await talk.send(
      ...items.map(([format, value]) => [
        'HGET',
        server.putMo(`/wrong-${format}`, { ClientURI: `${FORMATS}//${format}`, MOData: { [format]: value } }),
        `${FORMATS}//${format}`,
      ]),
    );
    for (const [i, [format, value]] of items.entries())
      check.must(
        answer.codes[i] === 415,
        `a leaf of ${format} does not take ${JSON.stringify(value)}`,
        answer.codes[i],
        'TS App. C',
      );
    const kept = await talk.send(['GET', `${FORMATS}//`]);
    check.must(
      same(kept.items(0)[0]?.MOData['Root'], tree),
      'what was refused has changed nothing',
      kept.items(0),
    );
    await talk.end();
  },
);

export const cases = [formats];
