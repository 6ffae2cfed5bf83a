import { ProtocolError, type ProtocolErrorCode } from './errors.js';

export type JsonObject = { readonly [member: string]: unknown };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Nesting beyond this is refused: no package needs it, and deep recursion would end the reader. */
const MAX_DEPTH = 200;

/** Parses UTF-8 JSON of bounded depth. */
export function parseJson(bytes: Uint8Array, code: ProtocolErrorCode, clause: string): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new ProtocolError(code, '', clause, 'the body is not UTF-8', 400, { cause });
  }
  checkDepth(text, code, clause);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ProtocolError(code, '', clause, 'the body is not JSON', 400, { cause });
  }
}

function checkDepth(text: string, code: ProtocolErrorCode, clause: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === 0x5c) i += 1;
      else if (char === 0x22) quoted = false;
    } else if (char === 0x22) quoted = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH)
        throw new ProtocolError(code, '', clause, `nested deeper than ${MAX_DEPTH} levels`);
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Reads members of one JSON object and names the path of whatever is wrong with them. */
export class Members {
  constructor(
    private readonly object: JsonObject,
    private readonly at: string,
    private readonly code: ProtocolErrorCode,
    private readonly clause: string,
  ) {}

  static of(value: unknown, at: string, code: ProtocolErrorCode, clause: string): Members {
    if (!isObject(value))
      throw new ProtocolError(code, at, clause, `${at || 'the body'} must be a JSON object`);
    return new Members(value, at, code, clause);
  }

  path(member: string): string {
    return this.at ? `${this.at}/${member}` : member;
  }

  fail(member: string, what: string): ProtocolError {
    return new ProtocolError(this.code, this.path(member), this.clause, `${this.path(member)} ${what}`);
  }

  get(member: string): unknown {
    return Object.hasOwn(this.object, member) ? this.object[member] : undefined;
  }

  string(member: string): string | undefined {
    const value = this.get(member);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.fail(member, 'must be a string');
    return value;
  }

  requiredString(member: string): string {
    const value = this.string(member);
    if (value === undefined) throw this.fail(member, 'is required');
    return value;
  }

  array(member: string): readonly unknown[] | undefined {
    const value = this.get(member);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.fail(member, 'must be an array');
    return value as readonly unknown[];
  }

  strings(member: string): string[] | undefined {
    return this.array(member)?.map((item, i) => {
      if (typeof item !== 'string') throw this.fail(`${member}/${i}`, 'must be a string');
      return item;
    });
  }
}

/** An object without the members that are `undefined`. */
export function defined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
