import {
  accepts,
  decodeMo,
  decodeNotification,
  decodePackage1,
  decodePackage2,
  decodePackage3,
  decodeRequest,
  expandServerUri,
  parseDdf,
  parseMediaType,
} from '../src/index.js';

/**
 * Time per byte of each decoder on input of its worst shapes, at growing sizes: `npm run benchmark -w @dm2/protocol`. Linear work
 * keeps the columns alike; a column that doubles from one to the next is quadratic. Nothing is asserted: a machine has its moods.
 */
const SIZES = [250_000, 500_000, 1_000_000, 2_000_000];
const encoder = new TextEncoder();
const ddf = (text: string) => `<MgmtTree><VerDTD>1.2</VerDTD>${text}</MgmtTree>`;
const node = '<Node><NodeName>a</NodeName></Node>';
const package3 = '--b\r\nContent-Type: application/vnd.oma.dm.response+json\r\n\r\n{"Status":[]}';

const cases: [name: string, decode: (text: string) => unknown, input: (size: number) => string][] = [
  [
    'Package#1, many MOS',
    (text) => decodePackage1(encoder.encode(text)),
    (size) => `{"MOS":[${'{"MIID":[]},'.repeat(size / 12)}{"MIID":[]}]}`,
  ],
  [
    'Package#2, many commands',
    (text) => decodePackage2(encoder.encode(text)),
    (size) => `{"CMD":[${'["GET","urn:x//"],'.repeat(size / 18)}["END"]]}`,
  ],
  [
    'Package#3, many tolerances',
    (text) => decodePackage3(encoder.encode(text)),
    (size) => `{"Status":[${'200,'.repeat(size / 4)}200]}`,
  ],
  ['Package#3, nesting', (text) => decodePackage3(encoder.encode(text)), (size) => '['.repeat(size)],
  [
    'multipart, half a boundary again and again',
    (text) => decodeRequest({ contentType: 'multipart/form-data; boundary=b', body: encoder.encode(text) }),
    (size) => `${package3}${'\r\n-'.repeat(size / 3)}\r\n--b--\r\n`,
  ],
  [
    'MO data, many leaves',
    (text) => decodeMo(encoder.encode(text)),
    (size) => `[{"ClientURI":"urn:x//","MOData":{"a":{${'"a":1,'.repeat(size / 6)}"b":1}}}]`,
  ],
  ['Package#0', (text) => decodeNotification(encoder.encode(text)), (size) => ' '.repeat(size)],
  ['DDF, many nodes', parseDdf, (size) => ddf(node.repeat(size / node.length).replace(/a</g, '<'))],
  ['DDF, much text', parseDdf, (size) => ddf(`<Man>${'&amp;'.repeat(size / 5)}</Man>${node}`)],
  ['ServerURI, open brackets', (text) => expandServerUri(text, {}), (size) => '['.repeat(size)],
  ['ServerURI, addresses', (text) => expandServerUri(text, {}), (size) => `a://${'[:]@'.repeat(size / 4)}`],
  ['media type, many parameters', parseMediaType, (size) => `a/b${';c="\\"d"'.repeat(size / 8)}`],
  ['Accept, many ranges', (text) => accepts(text, 'a/b'), (size) => '*/*;q=0,'.repeat(size / 8)],
];

async function nanosecondsPerByte(decode: (text: string) => unknown, text: string): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < 5; run += 1) {
    const start = process.hrtime.bigint();
    try {
      await decode(text);
    } catch {
      // Refused is as good as decoded: the work counts.
    }
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best / text.length;
}

console.log(['ns per byte'.padEnd(44), ...SIZES.map((size) => String(size).padStart(9))].join(' '));
for (const [name, decode, input] of cases) {
  const columns: string[] = [];
  for (const size of SIZES)
    columns.push((await nanosecondsPerByte(decode, input(size))).toFixed(1).padStart(9));
  console.log([name.padEnd(44), ...columns].join(' '));
}
