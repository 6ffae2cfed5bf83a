const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** A number of bytes in three digits, decimal as on a data sheet: `512 B`, `1.25 MB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  // Rounding must not end in a thousand of a unit.
  while (value >= 999.5) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${UNITS[unit] ?? 'PB'}`;
}
