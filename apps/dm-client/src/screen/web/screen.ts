import type { LogRecord } from '../../device-log.js';
import type { ScreenState } from '../screen-state.js';
import { at } from './dom.js';
import { LogView } from './log-view.js';
import { PhoneView } from './phone-view.js';
import { SwitchesView } from './switches-view.js';
import { TreeView } from './tree-view.js';

const phone = new PhoneView();
const switches = new SwitchesView();
const log = new LogView();
const tree = new TreeView();

const tabs = [at('tab-log', HTMLButtonElement), at('tab-tree', HTMLButtonElement)];

function choose(tab: HTMLButtonElement | undefined): void {
  if (!tab) return;
  for (const each of tabs) {
    each.setAttribute('aria-selected', String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    at(each.getAttribute('aria-controls') ?? '', HTMLElement).hidden = each !== tab;
  }
  // What one looks at can be linked to, and is there again after a reload.
  history.replaceState(null, '', tab.id === 'tab-tree' ? '#tree' : location.pathname);
  void tree.refresh();
}

for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs[1 - tabs.indexOf(tab)];
    choose(other);
    other?.focus();
  });
}
if (location.hash === '#tree') choose(tabs[1]);

const events = new EventSource('/api/v1/events');
const hear = (type: string, take: (data: unknown) => void) =>
  events.addEventListener(type, (event: MessageEvent<string>) => take(JSON.parse(event.data)));
hear('log', (data) => {
  const record = data as LogRecord;
  log.add(record);
  phone.tell(record);
});
hear('device', (data) => {
  const state = data as ScreenState;
  phone.show(state);
  switches.show(state);
});
hear('tree', () => void tree.refresh());
// The browser of this page connects again by itself, and goes on after the last record.
events.addEventListener('error', () => phone.off());
