import { played } from './played.js';
import { ddf, moidOf, node, root } from './trial.js';

const MOID = moidOf('preset');
const leaf = (name: string): string =>
  node({ name, format: 'chr', access: 'Get Replace', occurrence: 'One' });
const PRESET = ddf(
  root(MOID, 'Root', [
    leaf('Given'),
    leaf('Preset').replace('</DFProperties>', '</DFProperties><Value>preset</Value>'),
  ]),
);

const preset = played(
  {
    item: 'DM-OBJ-020-C-O',
    clause: 'TS 6.4',
    title: 'A node that is made without a value has the Value of its description',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [PRESET] });
    const source = server.putMo('/preset', { ClientURI: `${MOID}//`, MOData: { Root: { Given: 'given' } } });
    const answer = await talk.send(['HGET', source], ['GET', `${MOID}//Preset`], ['GET', `${MOID}//Given`]);
    check.should(answer.codes[0] === 200, 'the object can be made without it', answer.codes[0]);
    check.should(answer.text(1) === 'preset', 'it has the Value', answer.text(1));
    check.must(
      answer.codes[0] !== 200 || answer.text(2) === 'given',
      'what is given is stored',
      answer.text(2),
    );
    await talk.end();
  },
);

export const cases = [preset];
