/* global fetch */
// Opens the page of a SHOW from this machine and from the device's container: the same URL must work in both.
// Usage: node docker/check-urls.mjs [compose project], with the containers up.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';

const project = process.argv[2] ?? 'dm2';
const server = 'http://127.0.0.1:8081';
const devId = `urn:uuid:${randomUUID()}`;

function inContainer(service, ...command) {
  return execFileSync('docker', ['compose', '--project-name', project, 'exec', '-T', service, ...command], {
    encoding: 'utf8',
  });
}

async function manage(path, body) {
  const token = inContainer('guide', 'cat', '/run/dm2/DM_API_TOKEN').trim();
  const answer = await fetch(`${server}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Gets a SHOW as a device gets one: by opening a session. */
async function showUrl() {
  await manage('devices', { devId, auth: { scheme: 'none' } });
  const step = { show: { page: 'consent', data: { title: 'Can you see this?' }, as: 'seen' } };
  await manage(`devices/${encodeURIComponent(devId)}/tasks`, { name: 'show a page', steps: [step] });
  const package1 = await fetch(`${server}/dm`, {
    method: 'POST',
    headers: { 'OMADM-DevID': devId, 'content-type': 'application/vnd.oma.dm.initiation+json' },
    body: JSON.stringify({ Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }] }),
  });
  const { CMD } = await package1.json();
  const show = CMD.find(([name]) => name === 'SHOW');
  if (!show) throw new Error(`no SHOW came: ${JSON.stringify(CMD)}`);
  return show[1];
}

/** Names below .localhost are the loopback interface (RFC 6761); browsers know, Node.js asks the resolver. */
function statusHere(url) {
  const lookup = (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]);
  return new Promise((resolve, reject) => {
    http.get(url, { lookup }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
}

function textInChromium(url) {
  const chromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
    (file) => file && fs.existsSync(file),
  );
  if (!chromium) return undefined;
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom'];
  return execFileSync(chromium, [...flags, url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const url = await showUrl();
const statusInside = inContainer(
  'device',
  'node',
  '-e',
  'fetch(process.argv[1]).then((answer) => console.log(answer.status))',
  url,
).trim();
const seen = {
  host: await statusHere(url),
  container: Number(statusInside),
  chromium: textInChromium(url)?.includes('Can you see this?') ?? 'not tried',
};
console.log(`${new URL(url).origin}/ui/…`, seen);
process.exitCode = seen.host === 200 && seen.container === 200 && seen.chromium !== false ? 0 : 1;
