import type { LogRecord } from '../../device-log.js';
import { at, element } from './dom.js';
import { COMPONENTS, entryOf, KINDS, passes, rowsInSight, type Entry, type Kind } from './log-model.js';

/** Records in the page at most; a server that is talkative must not fill the memory of the tab. */
const MOST = 50_000;
const EARLIER = 500;

/** The log, as it happens: of a long one only the rows that are in sight are in the page. */
export class LogView {
  private readonly list = at('log', HTMLElement);
  private readonly panel = at('log-panel', HTMLElement);
  private readonly detail = at('log-detail', HTMLElement);
  private readonly search = at('log-search', HTMLInputElement);
  private readonly follow = at('log-follow', HTMLInputElement);
  private readonly kinds = new Set<Kind>(Object.keys(KINDS) as Kind[]);
  private all: Entry[] = [];
  private shown: Entry[] = [];
  private chosen: string | undefined;
  private newest = '';
  private loading = false;
  private complete = false;
  private due = false;

  constructor() {
    for (const box of at('log-kinds', HTMLElement).querySelectorAll('input'))
      box.addEventListener('change', () => {
        if (box.checked) this.kinds.add(box.value as Kind);
        else this.kinds.delete(box.value as Kind);
        this.filter();
      });
    this.search.addEventListener('input', () => this.filter());
    this.follow.addEventListener('change', () => this.schedule());
    this.panel.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.panel;
      this.follow.checked = scrollHeight - scrollTop - clientHeight < 4;
      if (scrollTop < 200) void this.earlier();
      this.schedule();
    });
    this.panel.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('[data-id]') : null;
      if (row instanceof HTMLElement) this.choose(row.dataset['id']);
    });
    at('log-close', HTMLButtonElement).addEventListener('click', () => {
      this.choose(undefined);
      this.panel.focus();
    });
    new ResizeObserver(() => this.schedule()).observe(this.panel);
  }

  add(record: LogRecord): void {
    if (record.id <= this.newest) return;
    this.newest = record.id;
    const entry = entryOf(record);
    this.all.push(entry);
    if (passes(entry, this.kinds, this.search.value)) this.shown.push(entry);
    if (this.all.length > MOST) {
      this.all = this.all.slice(-MOST / 2);
      this.complete = false;
      this.filter();
    }
    this.schedule();
  }

  private async earlier(): Promise<void> {
    const [first] = this.all;
    if (this.loading || this.complete || !first) return;
    this.loading = true;
    try {
      const response = await fetch(`/api/v1/log?before=${encodeURIComponent(first.id)}&limit=${EARLIER}`);
      const { items } = (await response.json()) as { items: LogRecord[] };
      const before = this.shown.length;
      this.all = [...items.map(entryOf), ...this.all];
      this.complete = items.length < EARLIER;
      this.shown = this.all.filter((entry) => passes(entry, this.kinds, this.search.value));
      // What one was looking at stays where it was.
      this.draw();
      this.panel.scrollTop += (this.shown.length - before) * this.row;
    } catch {
      // It is tried again at the next scroll.
    } finally {
      this.loading = false;
    }
  }

  private filter(): void {
    this.shown = this.all.filter((entry) => passes(entry, this.kinds, this.search.value));
    if (this.shown.length < 50) void this.earlier();
    this.schedule();
  }

  private key(event: KeyboardEvent): void {
    const here = this.shown.findIndex(({ id }) => id === this.chosen);
    const last = this.shown.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: here < 0 ? 0 : here + 1,
      ArrowUp: here < 0 ? last : here - 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') this.choose(undefined);
    const target = targets[event.key];
    if (target === undefined || event.target !== this.panel) return;
    event.preventDefault();
    const entry = this.shown[Math.min(Math.max(target, 0), last)];
    if (!entry) return;
    this.choose(entry.id);
    const top = this.shown.indexOf(entry) * this.row;
    if (top < this.panel.scrollTop) this.panel.scrollTop = top;
    const bottom = top + this.row - this.panel.clientHeight;
    if (bottom > this.panel.scrollTop) this.panel.scrollTop = bottom;
  }

  private choose(id: string | undefined): void {
    this.chosen = id;
    const entry = this.shown.find((known) => known.id === id);
    this.detail.hidden = !entry;
    if (entry) {
      at('log-title', HTMLElement).textContent = `${entry.title} · ${entry.detail}`;
      at('log-facts', HTMLElement).textContent = [entry.type, entry.at, entry.clause]
        .filter(Boolean)
        .join(' · ');
      at('log-data', HTMLElement).textContent = readable(entry.data);
    }
    this.schedule();
  }

  private get row(): number {
    return Number.parseFloat(getComputedStyle(this.list).getPropertyValue('--row')) || 28;
  }

  private schedule(): void {
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => {
      this.due = false;
      this.draw();
    });
  }

  private draw(): void {
    const { row, panel, shown } = this;
    this.list.style.height = `${shown.length * row}px`;
    if (this.follow.checked) panel.scrollTop = panel.scrollHeight;
    const { first, last } = rowsInSight(shown.length, {
      top: panel.scrollTop,
      height: panel.clientHeight,
      row,
    });
    this.list.replaceChildren(
      ...shown.slice(first, last).map((entry, i) => this.rowOf(entry, first + i, row)),
    );
    const chosen = document.getElementById(`row-${this.chosen ?? ''}`);
    if (chosen) panel.setAttribute('aria-activedescendant', chosen.id);
    else panel.removeAttribute('aria-activedescendant');
    at('log-empty', HTMLElement).hidden = shown.length > 0;
    at('log-empty', HTMLElement).textContent =
      this.all.length === 0 ? 'Nothing has happened yet. Open a DM session.' : 'Nothing of this kind.';
    at('log-count', HTMLElement).textContent = `${shown.length} of ${this.all.length}`;
  }

  private rowOf(entry: Entry, index: number, height: number): HTMLElement {
    const { id, ok, component, title, detail, clause } = entry;
    const time = element('time', { datetime: entry.at, text: clockOf(entry.at) });
    const made = element(
      'div',
      {
        id: `row-${id}`,
        className: `row c${component}`,
        role: 'option',
        'data-id': id,
        'data-type': entry.type,
        'aria-selected': String(id === this.chosen),
        'aria-posinset': String(index + 1),
        'aria-setsize': String(this.shown.length),
        ...(ok === undefined ? {} : { 'data-ok': String(ok) }),
      },
      time,
      element('b', { text: COMPONENTS[component] }),
      element('strong', { text: title }),
      element('span', { className: 'detail', text: `${ok === false ? '✗ ' : ''}${detail}` }),
      element('small', { text: clause ?? '' }),
    );
    made.style.transform = `translateY(${index * height}px)`;
    return made;
  }
}

function clockOf(at: string): string {
  return `${new Date(at).toTimeString().slice(0, 8)}.${at.slice(20, 23)}`;
}

/** JSON within JSON is shown as what it is. */
function readable(data: object): string {
  return JSON.stringify(
    data,
    (key, value: unknown) => {
      if (key !== 'body' || typeof value !== 'string') return value;
      try {
        return JSON.parse(value) as unknown;
      } catch {
        return value;
      }
    },
    2,
  );
}
