import process from 'node:process';
import type { ComponentTitle, Observation } from './steps.js';
import { stepRoles } from './steps.js';

/** The components' colours, the console's too: told apart by colour-blind eyes, on light and dark. 256-colour codes. */
const colours: Record<ComponentTitle, number> = {
  'DM Client': 33,
  'Web Browser': 170,
  'DM Server': 36,
  'Web Server Component': 172,
  'Data Repository': 99,
};

/** Writes the story to the terminal, one line a step; plain text when it is no terminal or `NO_COLOR` is set. */
export class Terminal {
  private readonly coloured: boolean;
  private begun: number | undefined;

  constructor(
    private readonly write: (text: string) => void = (text) => void process.stdout.write(text),
    coloured = process.stdout.isTTY && !process.env['NO_COLOR'],
  ) {
    this.coloured = coloured;
  }

  line(text = ''): void {
    this.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line(`\n${this.style('1', text)}`);
  }

  /** A name and what belongs to it, aligned with its neighbours. */
  fact(name: string, value: string, remark = ''): void {
    this.line(`  ${this.component(name, 22)}${value}${remark ? `  ${this.style('2', remark)}` : ''}`);
  }

  /** One step of the flow, with the seconds since the first one that was told. */
  step({ step, at, detail }: Observation): void {
    const when = Date.parse(at ?? '');
    this.begun ??= when;
    const seconds = Math.max(0, (when - this.begun) / 1000).toFixed(3);
    this.row(seconds, step, detail.text);
  }

  /** A step that no record proves. */
  missing({ step, detail }: Observation): void {
    this.row('–', step, `not observed: ${detail.component} has ${detail.text}`);
  }

  private row(time: string, step: Observation['step'], text: string): void {
    const { from, to } = stepRoles[step];
    this.line(
      `${this.style('2', time.padStart(8))}  ${this.style('1', step.padEnd(4))} ${this.component(from, 20)} → ${this.component(to, 20)}  ${text}`,
    );
  }

  private component(name: string, width: number): string {
    const colour = (colours as Record<string, number | undefined>)[name];
    const padded = name.padEnd(width);
    return colour === undefined ? padded : this.style(`38;5;${colour}`, padded);
  }

  private style(code: string, text: string): string {
    return this.coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}
