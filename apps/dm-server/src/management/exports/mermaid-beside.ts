import type { MermaidLines } from './mermaid-lines.js';
import type { RecordedEvent } from './session-record.js';

/** Which UI sessions there have been: the browser starts once for each of them. */
export class UiSessionsSeen {
  private readonly opened = new Set<string>();
  private successes = 0;
  private starts = 0;

  /** Step 4.1, when the status of SHOW says that it was done (TS 5.3.7). */
  started(lines: MermaidLines): void {
    this.successes += 1;
    if (this.successes > this.starts) this.start(lines);
  }

  /** The same, when the page is asked for before the device has answered. */
  seen(lines: MermaidLines, uiSessionId: string): void {
    if (this.opened.has(uiSessionId)) return;
    this.opened.add(uiSessionId);
    if (this.opened.size > this.starts) this.start(lines);
    lines.activate('B');
    lines.activate('W');
  }

  finished(lines: MermaidLines, uiSessionId: string): void {
    if (!this.opened.has(uiSessionId)) return;
    lines.deactivate('B');
    lines.deactivate('W');
  }

  private start(lines: MermaidLines): void {
    this.starts += 1;
    lines.message('C', '-->>', 'B', '4.1: starts the browser');
  }
}

/** What happened beside the packages: steps 4.2, 4.3 and 6.1, refusals and time that ran out. */
export function besideLines(lines: MermaidLines, { type, data }: RecordedEvent, shown: UiSessionsSeen): void {
  const page = textOf(data['page']);
  const uiSessionId = textOf(data['uiSessionId']);
  switch (type) {
    case 'ui-session.opened':
      shown.seen(lines, uiSessionId);
      lines.message('B', '->>', 'W', `4.2: opens ${page}`);
      lines.message('W', '--)', 'S', `4.3: ${page} opened`);
      return;
    case 'ui-session.answered':
      lines.message('B', '->>', 'W', '4.2: sends the answer');
      lines.message('W', '--)', 'S', `4.3: ${answersOf(data['answers']) || 'answered'}`);
      return;
    case 'ui-session.finished':
      lines.message(
        'W',
        '--)',
        'S',
        `4.3: ${page} ${textOf(data['outcome']) === 'expired' ? 'expired' : 'finished'}`,
      );
      shown.finished(lines, uiSessionId);
      return;
    case 'repository.read':
    case 'repository.written': {
      const outcome = data['complete'] === false ? 'cut off' : String(Number(data['status']));
      const what = `${textOf(data['method'])} ${textOf(data['object'])}, ${Number(data['bytes'])} bytes, ${outcome}`;
      lines.message('C', '->>', 'R', `6.1: ${what}`);
      return;
    }
    case 'session.refused': {
      const why = [textOf(data['code']), textOf(data['clause'])].filter((part) => part !== '').join(', ');
      lines.message('C', '-x', 'S', `refused with ${Number(data['status'])}: ${why}`);
      return;
    }
    case 'task.waiting': {
      const awaited = textOf(data['await']);
      const isCalledBack = data['callback'] === true;
      lines.note('S', isCalledBack ? `${awaited}: the answer calls the device back` : `waits for ${awaited}`);
      return;
    }
    case 'task.failed':
      lines.note('S', `a task failed: ${textOf(data['reason'])}`);
      return;
    default:
  }
}

function answersOf(answers: unknown): string {
  if (typeof answers !== 'object' || answers === null) return '';
  return Object.entries(answers)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
