import { BEARERS, DECIDABLE } from '../switches/switches.js';
import type { ScreenState } from './screen-state.js';
import { BEARER_NAMES, BROWSER_CHOICES } from './web/words.js';
import { KINDS } from './web/log-model.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** The page of the device's screen: a phone, and beside it switches, log and tree. Scripts fill in what changes. */
export function screenPage(state: ScreenState): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Device ${escape(state.devId)}</title>
<link rel="stylesheet" href="/screen.css">
<link rel="icon" href="data:,">
<script type="module" src="/screen/screen.js"></script>
</head>
<body>
<main>
<h1 class="unseen">The device’s screen</h1>
${phone(state)}
<div class="side">
<p id="notice" role="alert"></p>
${switches()}
<section class="watch" aria-label="What the device does">
<div class="tabs" role="tablist" aria-label="View">
<button role="tab" type="button" id="tab-log" aria-controls="view-log" aria-selected="true">Log</button>
<button role="tab" type="button" id="tab-tree" aria-controls="view-tree" aria-selected="false" tabindex="-1">DM tree</button>
</div>
${log()}
<div role="tabpanel" id="view-tree" aria-labelledby="tab-tree" tabindex="0" hidden><div id="tree"></div></div>
</section>
</div>
</main>
</body>
</html>`;
}

function phone({ devId, servers, model }: ScreenState): string {
  const [server] = servers;
  return `<section class="phone" aria-label="Screen of the device" data-state="idle" id="phone">
<div class="status" role="group" aria-label="Status bar"><span id="clock">--:--</span><span class="marks"><span id="full" hidden>Storage full</span><span id="roaming" hidden>Roaming</span><span id="bearer"></span></span></div>
<div class="home" id="home">
<div class="time"><strong id="bigclock" aria-hidden="true">--:--</strong><span id="date"></span></div>
<div class="state"><i class="dot"></i><strong id="state">Idle</strong><p id="latest" aria-live="polite">Waits for a DM Notification.</p></div>
<dl>
<div><dt>DevID</dt><dd class="mono">${escape(devId)}</dd></div>
<div><dt>DM Server</dt><dd>${server ? `${escape(server.id)}<small class="mono">${escape(server.uri)}</small>` : 'none'}</dd></div>
<div><dt>Model</dt><dd>${escape(model)}</dd></div>
<div><dt>Firmware</dt><dd id="firmware"></dd></div>
<div><dt>Language</dt><dd id="language"></dd></div>
<div><dt>Browser</dt><dd id="adapter"></dd></div>
</dl>
<section class="pages" id="pages" aria-labelledby="pages-title" hidden><h2 id="pages-title">Pages of DM Servers</h2><ul id="page-list"></ul></section>
<button id="connect" class="main" type="button"${server ? '' : ' disabled'}>Open a DM session</button>
</div>
<div class="browser" id="browser" hidden>
<div class="bar" role="group" aria-label="Browser"><span class="address"><span class="unseen">Address: </span><span id="address"></span></span><button id="reload" type="button">Reload</button><button id="close" type="button">Close</button></div>
<div class="cut" id="cut" role="status" hidden><strong>No connection</strong><p>The page is back when the device is online.</p></div>
<iframe id="page" title="Page of the UI session" sandbox="allow-forms allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>
</div>
<div class="ask" id="ask" role="alertdialog" aria-labelledby="asked" hidden>
<p id="asked"></p>
<div><button id="refuse" type="button">Refuse</button><button id="allow" type="button">Allow</button></div>
</div>
<div class="grip" aria-hidden="true"></div>
</section>`;
}

function switches(): string {
  const toggle = (name: string, label: string) =>
    `<label class="toggle"><input type="checkbox" role="switch" name="${name}"><span>${label}</span></label>`;
  const bearers = BEARERS.map(
    (bearer) =>
      `<label class="check"><input type="checkbox" name="bearer" value="${bearer}"><span>${BEARER_NAMES[bearer]}</span></label>`,
  );
  const uses = BEARERS.map((bearer) => `<option value="${bearer}">${BEARER_NAMES[bearer]}</option>`);
  const browsers = BROWSER_CHOICES.map(
    ({ name, label, status }) =>
      `<label class="choice"><input type="radio" name="browser" value="${name}"><span>${label}${status === undefined ? '' : ` <small>${status}</small>`}</span></label>`,
  );
  const commands = DECIDABLE.map(
    (name) =>
      `<label class="say"><span class="mono">${name}</span><select name="say" data-command="${name}" aria-label="${name}"><option value="allow">allow</option><option value="ask">ask me</option><option value="refuse">refuse: 507</option></select></label>`,
  );
  return `<section class="switches" aria-labelledby="switches-title">
<header><h2 id="switches-title">Switches</h2><button id="reset" type="button">All as started</button></header>
<form id="switches">
<fieldset><legend>Connection</legend><div>${toggle('offline', 'Offline')}${bearers.join('')}<label class="pick">uses <select name="use" aria-label="uses">${uses.join('')}</select></label>${toggle('roaming', 'Roaming')}</div><p id="session-info" class="mono"></p></fieldset>
<fieldset><legend>Browser</legend><div>${browsers.join('')}</div></fieldset>
<fieldset><legend>Commands</legend><div class="says">${commands.join('')}</div></fieldset>
<fieldset><legend>Storage</legend><div>${toggle('storageFull', 'Full: HGET 506')}</div></fieldset>
</form>
<div class="lines">
<form id="lang-form"><label for="lang">Language</label><input id="lang" name="lang" autocomplete="off" spellcheck="false" size="6" required pattern="[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*" title="A language tag, such as pt-BR"><button type="submit">Set</button></form>
<form id="alert-form"><label for="alert-type">Device event</label><input id="alert-type" name="alert" autocomplete="off" spellcheck="false" required value="urn:dm2:at:button:1.0"><button type="submit">Raise</button><span id="pending" role="status"></span></form>
</div>
</section>`;
}

function log(): string {
  const kinds = Object.entries(KINDS).map(
    ([kind, label]) => `<label><input type="checkbox" value="${kind}" checked><span>${label}</span></label>`,
  );
  return `<div role="tabpanel" id="view-log" aria-labelledby="tab-log">
<div class="filters"><div id="log-kinds" role="group" aria-label="Kinds">${kinds.join('')}</div><input id="log-search" type="search" aria-label="Search the log" placeholder="Search" autocomplete="off"><label class="check"><input id="log-follow" type="checkbox" checked><span>Follow</span></label><span id="log-count" class="quiet"></span></div>
<div class="log" id="log-panel" role="listbox" aria-label="Log of the device" tabindex="0"><div id="log" role="presentation"></div></div>
<p class="empty" id="log-empty">Nothing has happened yet.</p>
<aside class="detail" id="log-detail" aria-label="Record" hidden><header><h3 id="log-title"></h3><button id="log-close" type="button">Close</button></header><p id="log-facts" class="quiet"></p><pre id="log-data" tabindex="0"></pre></aside>
</div>`;
}
