import type { paths } from '../../api/generated/management-api.js';

type Query = NonNullable<paths['/api/v1/devices']['get']['parameters']['query']>;

/** A choice of a filter: its value in the address, and the word for it. */
export type Choice<V extends string> = readonly [value: V, word: string];

/** The filters that are a choice, by their name in the address. */
export const CHOICES = {
  match: [['begins', 'begins with']],
  session: [
    ['open', 'open now'],
    ['none', 'none open'],
  ],
  notified: [
    ['queued', 'queued'],
    ['sent', 'sent, not answered'],
    ['answered', 'answered'],
    ['expired', 'expired'],
    ['failed', 'failed'],
    ['never', 'never sent one'],
  ],
  transport: [
    ['udp', 'UDP'],
    ['none', 'no address'],
  ],
  scheme: [
    ['basic', 'Basic'],
    ['digest', 'Digest'],
    ['x509', 'X.509'],
    ['psk', 'PSK'],
    ['none', 'none'],
  ],
  seen: [
    ['ever', 'at least once'],
    ['never', 'never'],
  ],
  sort: [['seen', 'last seen']],
} as const satisfies { [N in keyof Query]?: readonly Choice<Extract<Query[N], string>>[] };

export type ChoiceName = keyof typeof CHOICES;

/** What a search for devices is made of, as it stands in the address; what is left out does not restrict. */
export type DeviceSearch = { readonly [N in ChoiceName]?: string } & {
  readonly search?: string;
  /** Instants, ISO 8601. */
  readonly seenAfter?: string;
  readonly seenBefore?: string;
  /** The page: cursor of the list. */
  readonly from?: string;
};

/** Reads a search from the address; what it can't mean is left out. */
export function deviceSearchOf(raw: Record<string, unknown>): DeviceSearch {
  const text = (name: string) => {
    const value = raw[name];
    // What looks like a number comes as one.
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const chosen = (Object.keys(CHOICES) as ChoiceName[]).filter((name) =>
    CHOICES[name].some(([value]) => value === text(name)),
  );
  const instants = ['seenAfter', 'seenBefore'].filter((name) => !Number.isNaN(Date.parse(text(name))));
  const names = [...chosen, ...instants, ...['search', 'from'].filter((name) => text(name) !== '')];
  return Object.fromEntries(names.map((name) => [name, text(name)]));
}

/** How many of the filters are set; text, order and page are none. */
export function filtersIn(search: DeviceSearch): number {
  const none = ['search', 'match', 'sort', 'from'];
  return Object.keys(search).filter((name) => !none.includes(name)).length;
}

/** An instant as `<input type="datetime-local">` wants it. */
export function localOf(instant: string | undefined): string {
  if (instant === undefined) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
