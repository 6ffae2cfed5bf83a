/** The script of the screen: plain, without a build. All text goes in as text, never as HTML. */
export const SCREEN_SCRIPT = String.raw`'use strict';
const at = (id) => document.getElementById(id);
const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};
const count = (n, word) => n + ' ' + word + (n === 1 ? '' : 's');
const size = (n) => n < 1024 ? count(n, 'byte') : n < 1048576 ? (n / 1024).toFixed(1) + ' KiB' : (n / 1048576).toFixed(1) + ' MiB';
const pathOf = (url) => { try { return new URL(url).host + new URL(url).pathname; } catch { return url; } };
const good = (status) => (status >= 200 && status < 400) || (status >= 1200 && status < 1400);

/** What a record says: a title, a detail, how it went, and what can be unfolded. */
function told({ type, data: d }) {
  switch (type) {
    case 'device.ready': return { title: 'Device ready', detail: d.notify ? 'listens for Package#0 at ' + d.notify : '' };
    case 'notification.received': return { title: 'Package#0', detail: 'DM Notification from ' + d.serverId + (d.notificationId === undefined ? '' : ', id ' + d.notificationId), ok: true };
    case 'notification.dropped': return { title: 'Package#0 dropped', detail: d.reason, ok: false };
    case 'session.started': return { title: 'DM session', detail: 'opened by ' + d.trigger + ' with ' + d.serverId };
    case 'session.ended': return d.outcome === 'end'
      ? { title: 'DM session ended', detail: 'by END, after ' + count(d.exchanges, 'exchange'), ok: true }
      : { title: 'DM session aborted', detail: d.reason, ok: false };
    case 'package.sent': return { title: 'Package#' + d.number, detail: '→ ' + pathOf(d.url) + ' · ' + size(d.bytes) + (d.parts ? ' · data of ' + count(d.parts.length, 'GET') : ''), more: pretty(d.body) };
    case 'package.received': return { title: 'Package#2', detail: '← ' + (d.commands.map((c) => c[0]).join(', ') || 'no commands'), more: d.commands.map((c) => c.join('  ')).join('\n') };
    case 'command.executed': return { title: d.command[0], detail: d.status + ' · ' + (d.reason || (d.uris || []).join(' ') || d.command.slice(1).join(' ')), ok: good(d.status) };
    case 'execution.finished': return { title: 'Execution', detail: d.status + ' · ' + d.clientUri, ok: good(d.status) };
    case 'user.asked': return { title: 'User', detail: d.consent + ' · ' + d.command.join(' '), ok: d.consent === 'given' };
    case 'remark.made': return { title: 'Remark', detail: d.about + ' · ' + d.clause + ': ' + d.text };
    case 'subscription.reported': return { title: 'Report', detail: (d.reason || d.status) + ' · ' + d.clientUri, ok: d.status === 200 };
    case 'application.request': return { title: 'Application', detail: d.appId + ' · ' + d.outcome + ' · ' + d.moid };
    case 'alert.raised': return { title: 'Alert', detail: d.alert.AlertType };
    case 'browser.started': return { title: 'Browser', detail: 'opens ' + pathOf(d.url), ok: true };
    case 'browser.failed': return { title: 'Browser', detail: d.reason, ok: false };
    case 'browser.page': return { title: 'Page', detail: d.title || pathOf(d.url), ok: good(d.status) };
    case 'browser.answered': return { title: 'Answer', detail: Object.entries(d.values).map(([k, v]) => k + ' = ' + v).join(', ') || 'sent' };
    case 'browser.closed': return { title: 'Browser closed', detail: 'after ' + count(d.pages, 'page') };
    case 'repository.request': return { title: d.method, detail: (d.status ?? 'no answer') + ' · ' + pathOf(d.url) + ' · ' + size(d.bytes) + ' in ' + d.ms + ' ms', ok: d.status !== null && d.status < 300 };
    default: return { title: type, detail: '' };
  }
}
function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

const log = at('log');
const panel = at('panel-log');
const seen = new Set();
function add(record) {
  if (seen.has(record.id)) return;
  seen.add(record.id);
  at('empty').hidden = true;
  const { title, detail, ok, more } = told(record);
  const item = element('li');
  item.dataset.kind = record.type.split('.')[0];
  item.dataset.type = record.type;
  if (ok !== undefined) item.dataset.ok = ok;
  const time = element('time', '', new Date(record.at).toTimeString().slice(0, 8) + '.' + record.at.slice(20, 23));
  time.dateTime = record.at;
  const line = element(more ? 'summary' : 'p');
  line.append(element('strong', '', title), ' ', element('span', '', detail));
  const body = element(more ? 'details' : 'div');
  body.append(line);
  if (more) body.append(element('pre', '', more));
  item.append(time, element('i'), body);
  const end = panel.scrollHeight - panel.scrollTop - panel.clientHeight < 60;
  log.append(item);
  while (log.childElementCount > 2000) log.firstElementChild.remove();
  if (end) panel.scrollTop = panel.scrollHeight;
  phone(record, title + (detail ? ': ' + detail : ''));
}
function phone({ type, data: d }, text) {
  if (type === 'session.started') state('busy', 'In a DM session');
  if (type === 'session.ended') { state('idle', 'Idle'); refresh(); }
  const latest = {
    'notification.received': 'A DM Notification from ' + d.serverId + '.',
    'session.started': 'Talking to ' + d.serverId + '.',
    'session.ended': d.outcome === 'end' ? 'The last DM session went well.' : 'The last DM session was aborted: ' + d.reason + '.',
    'browser.page': 'The browser shows “' + d.title + '”.',
    'browser.answered': 'The user has answered.',
    'repository.request': text + '.',
  }[type];
  if (latest) at('latest').textContent = latest;
}
function state(name, text) {
  at('phone').dataset.state = name;
  at('state').textContent = text;
}
async function refresh() {
  const facts = await (await fetch('/api/v1/device')).json();
  at('firmware').textContent = facts.firmware;
  at('bearer').textContent = facts.bearer;
  if (!at('panel-tree').hidden) loadTree();
}
async function loadTree() {
  at('tree').textContent = (await (await fetch('/api/v1/tree')).json()).lines.join('\n');
}

let shownId;
function show(shown) {
  if (shown && shown.id === shownId) return;
  shownId = shown ? shown.id : undefined;
  at('browser').hidden = !shown;
  at('home').hidden = !!shown;
  if (!shown) return at('page').removeAttribute('src');
  at('address').textContent = new URL(shown.url).host;
  at('outside').href = shown.url;
  at('page').src = shown.url;
  at('page').focus();
}
at('close').addEventListener('click', () => fetch('/api/v1/browser/' + shownId + '/dismiss', { method: 'POST' }));
at('connect').addEventListener('click', () => fetch('/api/v1/sessions', { method: 'POST' }));

let questionId;
function ask(question) {
  questionId = question ? question.id : undefined;
  at('ask').hidden = !question;
  if (!question) return;
  at('asked').textContent = question.serverId + ' wants to ' + question.command.join(' ') + '. Is that all right?';
  at('refuse').focus();
}
const answer = (allow) => fetch('/api/v1/questions/' + questionId, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ allow }) });
at('allow').addEventListener('click', () => answer(true));
at('refuse').addEventListener('click', () => answer(false));

const tabs = [at('tab-log'), at('tab-tree')];
function choose(tab) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute('aria-selected', chosen);
    each.tabIndex = chosen ? 0 : -1;
    at(each.getAttribute('aria-controls')).hidden = !chosen;
  }
  if (tab.id === 'tab-tree') loadTree();
}
for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs[1 - tabs.indexOf(tab)];
    choose(other);
    other.focus();
  });
}

const events = new EventSource('/api/v1/events');
events.addEventListener('log', (event) => add(JSON.parse(event.data)));
events.addEventListener('shown', (event) => show(JSON.parse(event.data)));
events.addEventListener('question', (event) => ask(JSON.parse(event.data)));
events.addEventListener('open', () => { if (at('phone').dataset.state === 'off') state('idle', 'Idle'); });
events.addEventListener('error', () => state('off', 'Switched off'));

function tick() {
  const now = new Date();
  for (const id of ['clock', 'bigclock']) at(id).textContent = now.toTimeString().slice(0, 5);
  at('date').textContent = now.toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' });
}
tick();
setInterval(tick, 5000);
`;
