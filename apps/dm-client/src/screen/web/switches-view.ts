import type { ScreenState } from '../screen-state.js';
import { at, tell } from './dom.js';
import { counted } from './log-model.js';

const SWITCHES = '/api/v1/device/switches';

/** The switches: what they show is what the device says, never what was clicked. */
export class SwitchesView {
  private readonly form = at('switches', HTMLFormElement);
  private readonly lang = at('lang', HTMLInputElement);
  private state: ScreenState | undefined;

  constructor() {
    this.form.addEventListener('change', ({ target }) => {
      const change = this.changeOf(target);
      if (change) void this.switch(change);
    });
    this.form.addEventListener('submit', (event) => event.preventDefault());
    at('reset', HTMLButtonElement).addEventListener('click', () => void tell('DELETE', SWITCHES));
    at('lang-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.switch({ lang: this.lang.value });
    });
    at('alert-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void tell('POST', '/api/v1/alerts', { AlertType: at('alert-type', HTMLInputElement).value });
    });
  }

  show(state: ScreenState): void {
    this.state = state;
    const { switches, sessionInfo, lang, pendingAlerts, awaitedSessions } = state;
    for (const input of this.form.querySelectorAll('input')) {
      if (input.name === 'bearer') input.checked = switches.bearers.some((bearer) => bearer === input.value);
      else if (input.name === 'browser') input.checked = switches.browser === input.value;
      else input.checked = switches[input.name as 'offline' | 'roaming' | 'storageFull'];
    }
    for (const select of this.form.querySelectorAll('select')) {
      const is = (names: readonly string[]) => names.includes(select.dataset['command'] ?? '');
      if (select.name === 'use') select.value = switches.bearers[0] ?? '';
      else if (is(switches.refuse)) select.value = 'refuse';
      else select.value = is(switches.ask) ? 'ask' : 'allow';
    }
    const { CBT, ROAMING } = sessionInfo;
    const waiting =
      awaitedSessions > 0 ? ` · ${counted(awaitedSessions, 'session')} waiting for a connection` : '';
    at('session-info', HTMLElement).textContent =
      `Session Information: CBT ${String(CBT)} · ROAMING ${String(ROAMING)}${ROAMING === 2 ? ' (over mobile only)' : ''}${waiting}`;
    if (document.activeElement !== this.lang) this.lang.value = lang;
    at('pending', HTMLElement).textContent =
      pendingAlerts > 0 ? `${counted(pendingAlerts, 'alert')} for the next session` : '';
  }

  /** What is switched; if the device refuses, it shows what it was. */
  private async switch(change: object): Promise<void> {
    if (!(await tell('PATCH', SWITCHES, change)) && this.state) this.show(this.state);
  }

  private changeOf(target: EventTarget | null): object | undefined {
    const switches = this.state?.switches;
    if (!switches) return undefined;
    if (target instanceof HTMLSelectElement) {
      if (target.name === 'use')
        return { bearers: [target.value, ...switches.bearers.filter((bearer) => bearer !== target.value)] };
      const { command = '' } = target.dataset;
      const others = (names: readonly string[]) => names.filter((name) => name !== command);
      return {
        refuse: [...others(switches.refuse), ...(target.value === 'refuse' ? [command] : [])],
        ask: [...others(switches.ask), ...(target.value === 'ask' ? [command] : [])],
      };
    }
    if (!(target instanceof HTMLInputElement)) return undefined;
    const { name, value, checked } = target;
    if (name === 'browser') return { browser: value };
    if (name === 'bearer')
      return {
        bearers: [...switches.bearers.filter((bearer) => bearer !== value), ...(checked ? [value] : [])],
      };
    return { [name]: checked };
  }
}
