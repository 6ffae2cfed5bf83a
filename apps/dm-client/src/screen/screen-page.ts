const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** The page of the device's screen: a phone, and beside it what the device does. */
export function screenPage(facts: { devId: string; browser: string; servers: readonly string[] }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Device ${escape(facts.devId)}</title>
<link rel="stylesheet" href="/screen.css">
<script src="/screen.js" defer></script>
</head>
<body>
<main>
<section class="phone" aria-label="Screen of the device">
<header class="status"><span id="clock">--:--</span><span>WLAN</span></header>
<div class="home" id="home">
<h1>Simulated device</h1>
<dl>
<dt>DevID</dt><dd>${escape(facts.devId)}</dd>
<dt>DM Server</dt><dd>${facts.servers.map(escape).join(', ') || 'none'}</dd>
<dt>Browser</dt><dd>${escape(facts.browser)}</dd>
<dt>State</dt><dd id="state">idle</dd>
</dl>
<button id="connect" type="button">Open a DM session</button>
<p class="hint">When the server sends SHOW, its page opens here.</p>
</div>
<div class="browser" id="browser" hidden>
<div class="bar"><span id="address"></span><button id="close" type="button" aria-label="Close the browser">Close</button></div>
<iframe id="page" title="Page of the UI session" sandbox="allow-forms allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>
</div>
</section>
<section class="log" aria-label="Log of the device">
<h2>Log</h2>
<ol id="log" tabindex="0"></ol>
</section>
</main>
</body>
</html>`;
}

export const SCREEN_SCRIPT = `'use strict';
const at = (id) => document.getElementById(id);
const log = at('log');
const seen = new Set();
function told(record) {
  const d = record.data;
  switch (record.type) {
    case 'package.sent': return 'Package#' + d.number + ' sent, ' + d.bytes + ' bytes';
    case 'package.received': return 'Package#2: ' + (d.commands.map((c) => c[0]).join(' ') || 'no commands');
    case 'command.executed': return d.command[0] + ' ' + d.status + (d.reason ? ': ' + d.reason : '');
    case 'notification.received': return 'Package#0 from ' + d.serverId + (d.notificationId === undefined ? '' : ', NOTIFICATION-ID ' + d.notificationId);
    case 'notification.dropped': return 'Package#0 dropped: ' + d.reason;
    case 'session.started': return 'session opened by ' + d.trigger;
    case 'session.ended': return 'session ' + (d.outcome === 'end' ? 'ended by the server' : 'aborted: ' + d.reason);
    case 'browser.started': return 'browser opens the page of the UI session';
    case 'browser.failed': return 'browser: ' + d.reason;
    case 'browser.page': return 'page: ' + d.title;
    case 'browser.answered': return 'the user answered';
    case 'repository.request': return d.method + ' ' + d.url + ': ' + (d.status ?? d.reason) + ', ' + d.bytes + ' bytes';
    default: return record.type;
  }
}
function add(record) {
  if (seen.has(record.id)) return;
  seen.add(record.id);
  const item = document.createElement('li');
  item.dataset.kind = record.type.split('.')[0];
  const time = document.createElement('time');
  time.dateTime = record.at;
  time.textContent = record.at.slice(11, 23);
  item.append(time, ' ' + told(record));
  const end = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(item);
  if (end) log.scrollTop = log.scrollHeight;
  if (record.type === 'session.started') at('state').textContent = 'in a DM session';
  if (record.type === 'session.ended') at('state').textContent = 'idle';
}
function show(url) {
  at('address').textContent = new URL(url).host;
  at('page').src = url;
  at('browser').hidden = false;
  at('home').hidden = true;
}
at('close').addEventListener('click', () => {
  at('browser').hidden = true;
  at('home').hidden = false;
  at('page').removeAttribute('src');
});
at('connect').addEventListener('click', () => fetch('/api/v1/sessions', { method: 'POST' }));
const events = new EventSource('/api/v1/events');
events.addEventListener('log', (event) => add(JSON.parse(event.data)));
events.addEventListener('show', (event) => show(JSON.parse(event.data).url));
events.addEventListener('error', () => { at('state').textContent = 'the device is switched off'; });
const tick = () => { at('clock').textContent = new Date().toTimeString().slice(0, 5); };
tick();
setInterval(tick, 5000);
`;

export const SCREEN_STYLE = `:root { color-scheme: light dark; --ground: #eef1f4; --ink: #17202a; --quiet: #52606d; --card: #fff; --line: #cfd6dd; --accent: #0b6e69; }
@media (prefers-color-scheme: dark) { :root { --ground: #12171c; --ink: #e6ebf0; --quiet: #9fb0c0; --card: #1b222a; --line: #34404c; --accent: #4fc3ba; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { display: grid; grid-template-columns: 414px minmax(0, 1fr); gap: 32px; padding: 24px; max-width: 1280px; margin: auto; }
.phone { width: 414px; height: 868px; border: 12px solid #20262c; border-radius: 44px; background: #fff; color: #17202a; overflow: hidden; display: flex; flex-direction: column; color-scheme: light; }
.status { display: flex; justify-content: space-between; padding: 8px 24px; font-size: 13px; font-weight: 600; }
.home { padding: 32px 24px; flex: 1; }
.home h1 { font-size: 24px; margin: 0 0 16px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin: 0 0 24px; }
dt { color: #52606d; } dd { margin: 0; overflow-wrap: anywhere; }
button { font: inherit; min-height: 44px; padding: 8px 16px; border-radius: 8px; border: 1px solid #0b6e69; background: #0b6e69; color: #fff; cursor: pointer; }
button:focus-visible, .log ol:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
.hint { color: #52606d; }
.browser { flex: 1; display: flex; flex-direction: column; }
.browser[hidden], .home[hidden] { display: none; }
.bar { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 4px 12px; border-bottom: 1px solid #cfd6dd; font-size: 13px; }
.bar button { background: none; color: #0b6e69; border: 0; }
iframe { border: 0; flex: 1; width: 100%; }
.log h2 { font-size: 18px; margin: 0 0 12px; }
.log ol { list-style: none; margin: 0; padding: 12px; height: 826px; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font: 13px/1.7 ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
.log time { color: var(--quiet); }
.log li[data-kind=session] { color: var(--accent); font-weight: 600; }
@media (max-width: 860px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 0; gap: 0; }
  .phone { width: 100%; height: 100svh; border: 0; border-radius: 0; }
  .log { padding: 16px; }
  .log ol { height: 50svh; }
}
`;
