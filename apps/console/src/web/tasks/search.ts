/** What the editor starts from. */
export interface EditorSearch {
  /** Devices to queue for: one, several, or a list with commas. */
  devId?: string | string[];
  /** A command to begin with, as a JSON array: `["GET", "…"]`. */
  command?: string;
  /** One of the templates. */
  template?: string;
  /** A task to begin with. */
  from?: string;
}

/** What a list of tasks is narrowed to. */
export interface ListSearch {
  devId?: string;
  state?: string;
  name?: string;
  batchId?: string;
}

type Search = Record<string, unknown>;

/** The router reads what looks like JSON as JSON: a command comes as an array, a DevID of digits as a number. */
export function editorSearch(search: Search): EditorSearch {
  const devIds = asList(search['devId']);
  const { command } = search;
  return {
    ...(devIds.length === 0 ? {} : { devId: devIds.length === 1 ? (devIds[0] ?? '') : devIds }),
    ...(command === undefined
      ? {}
      : { command: typeof command === 'string' ? command : JSON.stringify(command) }),
    ...text(search, 'template'),
    ...text(search, 'from'),
  };
}

export function listSearch(search: Search): ListSearch {
  return {
    ...text(search, 'devId'),
    ...text(search, 'state'),
    ...text(search, 'name'),
    ...text(search, 'batchId'),
  };
}

/** The devices of the editor's address. */
export function devIdsOf({ devId = [] }: EditorSearch): string[] {
  return asList(devId);
}

function asList(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const texts = values.flatMap((each) =>
    typeof each === 'string' ? each.split(',') : typeof each === 'number' ? [String(each)] : [],
  );
  return [...new Set(texts.map((each) => each.trim()).filter((each) => each !== ''))];
}

function text<N extends string>(search: Search, name: N): Partial<Record<N, string>> {
  const value = search[name];
  const given = typeof value === 'number' ? String(value) : value;
  return typeof given === 'string' && given !== '' ? ({ [name]: given } as Record<N, string>) : {};
}
