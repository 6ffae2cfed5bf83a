const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const NAME = '(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+';
const X_NAME = '\\([A-Za-z]\\)';
const NODE = `(?:${NAME}|${X_NAME}|\\*)`;
const CLIENT_URI = new RegExp(`^${PCHAR}+/(?:${NODE})?(?:/|(?:/${NODE})+)(?:\\?(?:${PCHAR}|[/?])*)?$`);

/**
 * Whether a text is a ClientURI (TS 6.1.1), as far as its characters go: each x-name is used once and has an `nv` field, there is
 * one `lv`, a positive integer, and one `cv`. Percent-encoding stands for what a name may not hold, such as the `:` of a MOID.
 */
export function isClientUri(text: string): boolean {
  if (!CLIENT_URI.test(text)) return false;
  const query = text.indexOf('?');
  const path = query < 0 ? text : text.slice(0, query);
  const fields = query < 0 ? [] : text.slice(query + 1).split('&');
  const letters = path.match(/\(([A-Za-z])\)/g) ?? [];
  if (new Set(letters).size !== letters.length) return false;
  const values = (name: string) =>
    fields.flatMap((field) => (field.startsWith(`${name}=`) ? [field.slice(name.length + 1)] : []));
  if (!letters.every((letter) => values('nv').some((value) => value.startsWith(letter)))) return false;
  if (!values('nv').every((value) => /^\([A-Za-z]\)(?:\/[^:]*)?:/.test(value))) return false;
  const levels = values('lv');
  if (levels.length > 1 || !levels.every((level) => /^[1-9]\d*$/.test(level))) return false;
  return values('cv').length <= 1;
}

/** The value of `cv` as it travels and decoded; `undefined` if there is none. */
export function validatorOf(uri: string): { readonly raw: string; readonly value: string } | undefined {
  const field = (uri.split('?')[1] ?? '').split('&').find((one) => one.startsWith('cv='));
  if (field === undefined) return undefined;
  const raw = field.slice(3);
  try {
    return { raw, value: decodeURIComponent(raw) };
  } catch {
    return { raw, value: raw };
  }
}

/** A ClientURI without its `cv`. */
export function withoutValidator(uri: string): string {
  const [path = '', query] = uri.split('?');
  const fields = (query ?? '').split('&').filter((field) => field !== '' && !field.startsWith('cv='));
  return fields.length === 0 ? path : `${path}?${fields.join('&')}`;
}
