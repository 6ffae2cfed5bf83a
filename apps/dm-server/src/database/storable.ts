/**
 * JSON text that PostgreSQL's `jsonb` takes whatever a device sent: U+0000 and lone surrogates, which JSON allows and
 * `jsonb` does not, become U+FFFD.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return /\\u(0000|d[89a-f])/i.test(text) ? JSON.stringify(clean(value)) : text;
}

/** Text that PostgreSQL takes. */
export function storableText(text: string): string {
  // In a Unicode pattern only a lone surrogate is one.
  return text.replace(/\0|\p{Surrogate}/gu, '\ufffd');
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storableText(name), clean(member)]),
  );
}
