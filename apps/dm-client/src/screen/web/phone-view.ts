import type { LogRecord } from '../../device-log.js';
import type { ScreenState } from '../screen-state.js';
import { at, element, tell } from './dom.js';
import { entryOf, placeOf } from './log-model.js';
import { BEARER_NAMES, browserName } from './words.js';

/** The phone: status bar, home, the browser that opens when SHOW comes, and what the user is asked. */
export class PhoneView {
  private readonly phone = at('phone', HTMLElement);
  private readonly frame = at('page', HTMLIFrameElement);
  private shown: ScreenState['shown'] = null;
  private question: ScreenState['question'] = null;
  /** What had the focus before the user was asked. */
  private before: Element | null = null;

  constructor() {
    const click = (id: string, act: () => void) => at(id, HTMLButtonElement).addEventListener('click', act);
    click('connect', () => void tell('POST', '/api/v1/sessions'));
    click('close', () => void tell('POST', `/api/v1/browser/${this.shown?.id}/dismiss`));
    click('reload', () => {
      if (this.shown) this.frame.src = this.shown.url;
    });
    click('allow', () => this.answer(true));
    click('refuse', () => this.answer(false));
    this.tick();
    setInterval(() => this.tick(), 5000);
  }

  /** No state comes any more. */
  off(): void {
    this.mark('off', 'Switched off');
  }

  show(state: ScreenState): void {
    const { online, bearer, switches, firmware, lang, browser, busy } = state;
    this.mark(busy > 0 ? 'busy' : 'idle', busy > 0 ? 'In a DM session' : 'Idle');
    at('bearer', HTMLElement).textContent = online && bearer ? BEARER_NAMES[bearer] : 'Offline';
    at('bearer', HTMLElement).dataset['bearer'] = online ? (bearer ?? '') : 'none';
    at('roaming', HTMLElement).hidden = !online || !switches.roaming || bearer !== 'cellular';
    at('full', HTMLElement).hidden = !switches.storageFull;
    at('firmware', HTMLElement).textContent = firmware;
    at('language', HTMLElement).textContent = lang;
    at('adapter', HTMLElement).textContent = browserName(browser);
    this.showPage(state);
    this.showPages(state);
    this.ask(state.question);
  }

  /** Says on the home view what has happened last. */
  tell(record: LogRecord): void {
    const text = latest(record);
    if (text !== undefined) at('latest', HTMLElement).textContent = text;
  }

  private mark(state: 'busy' | 'idle' | 'off', text: string): void {
    this.phone.dataset['state'] = state;
    at('state', HTMLElement).textContent = text;
  }

  private showPage({ shown, online }: ScreenState): void {
    const cut = !online;
    at('cut', HTMLElement).hidden = !cut;
    this.frame.hidden = cut;
    at('reload', HTMLButtonElement).disabled = cut;
    if (shown?.id === this.shown?.id) return;
    this.shown = shown;
    at('browser', HTMLElement).hidden = shown === null;
    at('home', HTMLElement).hidden = shown !== null;
    if (!shown) {
      this.frame.removeAttribute('src');
      at('connect', HTMLButtonElement).focus({ preventScroll: true });
      return;
    }
    at('address', HTMLElement).textContent = new URL(shown.url).host;
    this.frame.src = shown.url;
    this.frame.focus({ preventScroll: true });
  }

  private showPages({ pages }: ScreenState): void {
    at('pages', HTMLElement).hidden = pages.length === 0;
    const list = at('page-list', HTMLElement);
    const key = pages.map(({ id }) => id).join(' ');
    if (list.dataset['key'] === key) return;
    list.dataset['key'] = key;
    list.replaceChildren(
      ...pages.slice(0, 4).map(({ id, url, at: when }) => {
        const clock = new Date(when).toTimeString().slice(0, 5);
        const button = element('button', {
          type: 'button',
          'aria-label': `Open the page of ${clock} again`,
          text: 'Open again',
        });
        button.addEventListener('click', () => void tell('POST', `/api/v1/browser/${id}/reopen`));
        const host = placeOf(url).split('/')[0] ?? '';
        return element(
          'li',
          {},
          element('span', { text: clock }),
          element('span', { className: 'mono', text: host }),
          button,
        );
      }),
    );
  }

  private ask(question: ScreenState['question']): void {
    if (question?.id === this.question?.id) return;
    this.question = question;
    const dialog = at('ask', HTMLElement);
    dialog.hidden = question === null;
    // What lies below must not be reached while the question is there.
    for (const below of [at('home', HTMLElement), at('browser', HTMLElement)])
      below.inert = question !== null;
    if (!question) {
      if (this.before instanceof HTMLElement) this.before.focus({ preventScroll: true });
      return;
    }
    this.before = document.activeElement;
    at('asked', HTMLElement).textContent =
      `${question.serverId} wants to ${question.command.join(' ')}. Is that all right?`;
    at('refuse', HTMLButtonElement).focus({ preventScroll: true });
  }

  private answer(allow: boolean): void {
    void tell('POST', `/api/v1/questions/${this.question?.id}`, { allow });
  }

  private tick(): void {
    const now = new Date();
    for (const id of ['clock', 'bigclock']) at(id, HTMLElement).textContent = now.toTimeString().slice(0, 5);
    at('date', HTMLElement).textContent = now.toLocaleDateString('en', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    });
  }
}

function latest(record: LogRecord): string | undefined {
  switch (record.type) {
    case 'notification.received':
      return `A DM Notification from ${record.data.serverId}.`;
    case 'notification.waits':
      return `${record.data.serverId} waits for ${record.data.bearers.join(' or ')}.`;
    case 'session.started':
      return `Talks to ${record.data.serverId}.`;
    case 'session.ended':
      return record.data.outcome === 'end'
        ? 'The last DM session went well.'
        : `The last DM session was aborted: ${record.data.reason ?? ''}.`;
    case 'browser.failed':
      return `A page could not be opened: ${record.data.reason}.`;
    case 'browser.answered':
      return 'The user has answered.';
    case 'repository.request': {
      const { title, detail } = entryOf(record);
      return `${title}: ${detail}.`;
    }
    default:
      return undefined;
  }
}
