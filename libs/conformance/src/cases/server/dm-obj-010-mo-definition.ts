import { same, serverCase } from './server-case.js';
import { read } from './wire/reading.js';
import { instance, MOID, NAMED, ONLY } from './wire/sample.js';
import { seen } from './wire/sending.js';

const item = 'DM-OBJ-010-S-M';

/** A node of each format, as 7.2.1.4 writes it. */
const EVERY_FORMAT = {
  Root: {
    Text: 'ä€😀 "quoted" \\ \n',
    Empty: '',
    Yes: true,
    No: false,
    Int: -2_147_483_648,
    Zero: 0,
    Float: 1.5e-7,
    Null: null,
    Bin: 'AAECww==',
    Date: '2016-02-09',
    Time: '12:30:00Z',
    Xml: '<a b="c">&amp;</a>',
    Childless: {},
    Deep: { a: { b: { c: { d: { e: { f: 'leaf' } } } } } },
    'name.with-all_of~them': 1,
    __proto: 'no prototype',
  },
};

export const cases = [
  serverCase({
    item,
    clause: 'TS 6.3.1',
    title: 'Nodes of every format are understood, however deep',
    async run(subject, check) {
      const { answer, report } = await read(subject, NAMED, [instance(NAMED, EVERY_FORMAT)]);
      check.must(answer.status === 200, 'the data is taken', seen(answer));
      check.must(
        same(report?.data, [instance(NAMED, EVERY_FORMAT)]),
        'each value is told as it came, of its own JSON type',
        report?.data,
        'TS 7.2.1.4',
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 6.3.1',
    title: 'A node whose name is special to nobody but JavaScript is a node like any other',
    negative: true,
    async run(subject, check) {
      const text = `[{"ClientURI":"${NAMED}","MOData":{"Root":{"__proto__":{"x":"1"},"constructor":"2"}}}]`;
      const { answer, report } = await read(subject, NAMED, text);
      check.must(answer.status === 200, 'the data is taken', seen(answer));
      const told = JSON.stringify(report?.data) ?? '';
      check.must(
        told.includes('"__proto__":{"x":"1"}') && told.includes('"constructor":"2"'),
        'it is told',
        told,
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 7.2.1.4',
    title: 'Data that is no serialization of an object does not end the session',
    negative: true,
    async run(subject, check) {
      const { sent, answer } = await read(subject, ONLY, '{"no":"object"');
      check.must(same(sent, ['GET', ONLY]), 'it was asked for', sent);
      check.must(
        answer.status === 200 || answer.status === 400,
        'it is 200, with the data passed over, or 400',
        seen(answer),
      );
    },
  }),
  serverCase({
    item: 'DM-OBJ-011-S-O',
    clause: 'TS 6.3',
    title: 'An object that nobody told the server about is managed like any other',
    async run(subject, check) {
      const moid = 'urn:oma:mo:ext-vendor.example:7.3';
      const data = [
        instance(`${moid}/abc/`, { Vendor: { Setting: 3 } }, { DDF: 'https://vendor.example/7.3.xml' }),
      ];
      const { sent, report } = await read(subject, `${moid}//`, data);
      check.must(same(sent, ['GET', `${moid}//`]), 'commands to it are sent', sent);
      check.must(same(report?.data, data), 'its data is told', report?.data);
      const other = [instance(`${MOID}/one/Level`, { Level: 1 })];
      const leaf = await read(subject, `${MOID}/one/Level`, other);
      check.must(same(leaf.report?.data, other), 'so is that of a leaf', leaf.report?.data);
    },
  }),
];
