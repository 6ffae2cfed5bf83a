/** The participants: DM Client, Web Browser Component, DM Server, Web Server Component, Data Repository. */
export type Participant = 'C' | 'B' | 'S' | 'W' | 'R';
/** Filled: an HTTP message. Open and dashed: not awaited. Crossed: refused. */
export type MessageArrow = '->>' | '--)' | '-->>' | '-x';

const PARTICIPANTS = [
  'participant C as DM Client',
  'participant B as Web Browser Component',
  'participant S as DM Server',
  'participant W as Web Server Component',
  'participant R as Data Repository',
];

/** Writes the lines of a sequence diagram in Mermaid's syntax. */
export class MermaidLines {
  private readonly lines: string[];
  private readonly active = new Map<Participant, number>();

  constructor(title: string) {
    this.lines = ['sequenceDiagram', `title ${labelOf(title)}`, ...PARTICIPANTS];
  }

  message(from: Participant, arrow: MessageArrow, to: Participant, text: string): void {
    this.lines.push(`${from}${arrow}${to}: ${labelOf(text)}`);
  }

  note(over: string, text: string): void {
    this.lines.push(`Note over ${over}: ${labelOf(text)}`);
  }

  activate(who: Participant): void {
    this.active.set(who, (this.active.get(who) ?? 0) + 1);
    this.lines.push(`activate ${who}`);
  }

  /** Does nothing for one that is not active: Mermaid refuses a diagram that ends what has not begun. */
  deactivate(who: Participant): void {
    const count = this.active.get(who) ?? 0;
    if (count === 0) return;
    this.active.set(who, count - 1);
    this.lines.push(`deactivate ${who}`);
  }

  text(): string {
    return `${this.lines.map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n')}\n`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '#': '#35;',
  ';': '#59;',
  '<': '#lt;',
  '>': '#gt;',
  '%': '#37;',
};

/** Text in one line; what means something to Mermaid (`;` ends a statement, `%%` begins a comment) is written as an entity. */
export function labelOf(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[#;<>%]/g, (sign) => ENTITIES[sign] ?? sign);
}

export function durationOf(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
