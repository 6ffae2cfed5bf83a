import { CONNECTION_TYPES } from '@dm2/protocol';

/** A run of bits in a Package#0 and what it says. */
export interface Field {
  /** Where it begins, in bits from the first. */
  readonly offset: number;
  readonly bits: number;
  /** As it lies there: binary digits if it is no whole byte, else bytes in hexadecimal. */
  readonly raw: string;
  readonly name: string;
  readonly meaning: string;
  /** The option it belongs to; none for the header. */
  readonly option?: string;
}

const OPTIONS: Readonly<Record<number, string>> = {
  1: 'SERVER-ID',
  2: 'PREFERRED-CON-TYPE',
  3: 'NOTIFICATION-ID',
  4: 'SHA256-DIGEST',
  5: 'TIMESTAMP',
  6: 'REQ-MOS',
};

/**
 * Takes a Package#0 apart (TS 7.1.1): the two bytes of its header, then each option's delta, length and value. Never throws: what is
 * cut ends with what is there.
 */
export function fieldsOf(hex: string): Field[] {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (bytes.length < 2) return [];
  const count = number(bytes, 4, 5);
  const fields = [
    field(bytes, 0, 4, 'VER', (version) => `version ${version}`),
    field(bytes, 4, 5, 'OC', (options) => `${options} option${options === 1 ? '' : 's'}`),
    field(bytes, 9, 7, 'RESERVED', (reserved) => (reserved === 0 ? 'for later versions' : 'should be 0')),
  ];
  let at = 2;
  let option = 0;
  for (let i = 0; i < count && at + 2 <= bytes.length; i += 1) {
    option += number(bytes, at * 8, 4);
    const length = number(bytes, at * 8 + 4, 12);
    const name = OPTIONS[option] ?? `option ${option}`;
    const value = bytes.subarray(at + 2, at + 2 + length);
    fields.push(
      {
        ...field(bytes, at * 8, 4, 'Option Delta', () => (OPTIONS[option] ? `${option}: ${name}` : name)),
        option: name,
      },
      { ...field(bytes, at * 8 + 4, 12, 'Option Length', () => bytesOf(length)), option: name },
    );
    if (value.length > 0)
      fields.push({
        offset: (at + 2) * 8,
        bits: value.length * 8,
        raw: hexOf(value),
        name: 'Option Value',
        meaning: meaningOf(option, value),
        option: name,
      });
    at += 2 + length;
  }
  return fields;
}

function field(
  bytes: Uint8Array,
  offset: number,
  bits: number,
  name: string,
  say: (value: number) => string,
): Field {
  const value = number(bytes, offset, bits);
  return { offset, bits, raw: value.toString(2).padStart(bits, '0'), name, meaning: say(value) };
}

/** A number that may begin and end within a byte, most significant bit first. */
function number(bytes: Uint8Array, offset: number, bits: number): number {
  let value = 0;
  for (let i = offset; i < offset + bits; i += 1)
    value = (value << 1) | (((bytes[i >> 3] ?? 0) >> (7 - (i & 7))) & 1);
  return value;
}

function meaningOf(option: number, value: Uint8Array): string {
  switch (OPTIONS[option]) {
    case 'SERVER-ID':
      return new TextDecoder().decode(value);
    case 'PREFERRED-CON-TYPE':
      return [...value].map((type) => CONNECTION_TYPES[type] ?? `${type}?`).join(', then ');
    case 'NOTIFICATION-ID':
      return String(number(value, 0, 16));
    case 'SHA256-DIGEST':
      return 'of the secret and of this notification';
    case 'TIMESTAMP': {
      const seconds = value.reduce((all, byte) => all * 256 + byte, 0);
      const date = new Date(seconds * 1000);
      return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().replace('.000Z', 'Z');
    }
    default:
      return 'not known';
  }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function bytesOf(length: number): string {
  return length === 0 ? 'no value' : `${length} byte${length === 1 ? '' : 's'}`;
}
