/** JSON with where each value stands in its text; or the first place at which it can't be read. */
export type JsonSource =
  | { readonly kind: 'value'; readonly value: unknown; readonly offsets: ReadonlyMap<string, number> }
  | { readonly kind: 'broken'; readonly offset: number; readonly detail: string };

/** Up to its end; what may not be in it, `JSON.parse` knows. */
const STRING = /"(?:[^"\\\n\r]|\\.)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const DEEPEST = 100;

/** Reads JSON (RFC 8259). Paths are member names and indices with `/` between them, as the management API names fields. */
export function readJson(text: string): JsonSource {
  const walk = new Walk(text);
  try {
    walk.document();
  } catch (error) {
    if (error instanceof Broken) return { kind: 'broken', offset: error.offset, detail: error.message };
    throw error;
  }
  return { kind: 'value', value: JSON.parse(text) as unknown, offsets: walk.offsets };
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

class Broken extends Error {
  constructor(
    readonly offset: number,
    detail: string,
  ) {
    super(detail);
  }
}

class Walk {
  readonly offsets = new Map<string, number>();
  private at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.value('', 0);
    if (this.at < this.text.length) throw this.broken('nothing may follow the value');
  }

  private value(path: string, depth: number): void {
    this.take(SPACE);
    this.offsets.set(path, this.at);
    if (depth > DEEPEST) throw this.broken('this is nested too deeply');
    const next = this.text[this.at];
    if (next === '{') this.members(path, depth);
    else if (next === '[') this.items(path, depth);
    else if (this.string() === undefined && !this.take(NUMBER) && !this.take(WORD))
      throw this.broken(
        next === undefined
          ? 'the text ends where a value should be'
          : next === '"'
            ? 'this string has no end on its line'
            : 'this is no JSON value',
      );
    this.take(SPACE);
  }

  private members(path: string, depth: number): void {
    this.at += 1;
    this.take(SPACE);
    if (this.skip('}')) return;
    do {
      this.take(SPACE);
      const name = this.string();
      if (name === undefined) throw this.broken('a member begins with its name in double quotes');
      this.take(SPACE);
      if (!this.skip(':')) throw this.broken('a ":" should follow the name');
      this.value(below(path, name), depth + 1);
    } while (this.skip(','));
    if (!this.skip('}')) throw this.broken('a "," or "}" should be here');
  }

  private items(path: string, depth: number): void {
    this.at += 1;
    this.take(SPACE);
    if (this.skip(']')) return;
    let index = 0;
    do this.value(below(path, String(index++)), depth + 1);
    while (this.skip(','));
    if (!this.skip(']')) throw this.broken('a "," or "]" should be here');
  }

  private string(): string | undefined {
    const start = this.at;
    const text = this.take(STRING);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as string;
    } catch {
      throw new Broken(start, 'this string has a character or an escape that JSON does not have');
    }
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skip(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private broken(detail: string): Broken {
    return new Broken(this.at, detail);
  }
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
