const WIDTH = 96;

/** JSON as a person would write it: what fits on a line stays on one, so that a command is one line. */
export function formatTask(value: unknown): string {
  return `${write(value, 0)}\n`;
}

function write(value: unknown, depth: number): string {
  const short = oneLine(value);
  const flat = Array.isArray(value) ? value.every(isLeaf) : isLeaf(value) || isSmall(value);
  if (flat && short.length + depth * 2 <= WIDTH) return short;
  const pad = '  '.repeat(depth + 1);
  const close = `\n${'  '.repeat(depth)}`;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${pad}${write(item, depth + 1)}`);
    return `[\n${items.join(',\n')}${close}]`;
  }
  if (typeof value !== 'object' || value === null) return short;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${pad}${JSON.stringify(name)}: ${write(member, depth + 1)}`);
  return `{\n${members.join(',\n')}${close}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`).join(', ')} }`;
}

function isLeaf(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** An object of a few plain values, such as a condition. */
function isSmall(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(isLeaf) &&
    Object.keys(value).length < 4
  );
}
