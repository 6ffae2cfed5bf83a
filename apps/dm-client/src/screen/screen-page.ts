import type { Facts } from '../facts.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** The page of the device's screen: a phone, and beside it what the device does. */
export function screenPage(facts: Facts): string {
  const [server] = facts.servers;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Device ${escape(facts.devId)}</title>
<link rel="stylesheet" href="/screen.css">
<link rel="icon" href="data:,">
<script src="/screen.js" defer></script>
</head>
<body>
<main>
<section class="phone" aria-label="Screen of the device" data-state="idle" id="phone">
<div class="status" aria-hidden="true"><span id="clock">--:--</span><span><span id="bearer">${escape(facts.bearer)}</span> <i class="battery"></i></span></div>
<div class="home" id="home">
<p class="time" id="bigclock" aria-hidden="true">--:--</p>
<p class="date" id="date" aria-hidden="true"></p>
<div class="card">
<div class="state"><i class="dot"></i><strong id="state">Idle</strong></div>
<p id="latest" aria-live="polite">Waiting for a DM Notification.</p>
</div>
<dl class="card facts">
<div><dt>DevID</dt><dd class="mono">${escape(facts.devId)}</dd></div>
<div><dt>DM Server</dt><dd>${server ? `${escape(server.id)}<small>${escape(server.uri)}</small>` : 'none'}</dd></div>
<div><dt>Model</dt><dd>${escape(facts.model)}</dd></div>
<div><dt>Firmware</dt><dd id="firmware">${escape(facts.firmware)}</dd></div>
<div><dt>Browser</dt><dd>${escape(facts.browser)}</dd></div>
</dl>
<button id="connect" type="button"${server ? '' : ' disabled'}>Open a DM session</button>
</div>
<div class="browser" id="browser" hidden>
<div class="bar"><span class="lock" aria-hidden="true"></span><span id="address"></span><a id="outside" target="_blank" rel="noopener noreferrer">New tab</a><button id="close" type="button">Close</button></div>
<iframe id="page" title="Page of the UI session" sandbox="allow-forms allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>
</div>
<div class="ask" id="ask" role="alertdialog" aria-labelledby="asked" hidden>
<p id="asked"></p>
<div><button id="refuse" type="button">Refuse</button><button id="allow" type="button">Allow</button></div>
</div>
<div class="grip" aria-hidden="true"></div>
</section>
<section class="side">
<header>
<h1>What the device does</h1>
<p>Every package, command, page and transfer as it happens, from the device's own log.</p>
<div class="tabs" role="tablist" aria-label="View">
<button role="tab" type="button" id="tab-log" aria-controls="panel-log" aria-selected="true">Log</button>
<button role="tab" type="button" id="tab-tree" aria-controls="panel-tree" aria-selected="false" tabindex="-1">DM tree</button>
</div>
</header>
<div role="tabpanel" id="panel-log" aria-labelledby="tab-log" tabindex="0"><ol id="log"></ol><p class="empty" id="empty">Nothing has happened yet.</p></div>
<div role="tabpanel" id="panel-tree" aria-labelledby="tab-tree" tabindex="0" hidden><pre id="tree"></pre></div>
</section>
</main>
</body>
</html>`;
}
