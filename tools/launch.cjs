// First file of `npm start`, `npm run demo` and `npm test`. Node built-ins and old syntax only, so that a Node.js that is too
// old says so in one clear line instead of a syntax error. It installs what is missing and hands over to apps/launcher.
'use strict';
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var root = path.resolve(__dirname, '..');
var needed = [20, 19];

function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(1);
}

function checkNode() {
  var version = process.versions.node.split('.').map(Number);
  if (version[0] > needed[0] || (version[0] === needed[0] && version[1] >= needed[1])) return;
  fail(
    'Node.js ' +
      process.versions.node +
      ' is too old: install Node.js ' +
      needed.join('.') +
      ' or newer from https://nodejs.org.',
  );
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return undefined;
  }
}

// npm writes node_modules/.package-lock.json at the end of an installation: what is in it is what is there.
function isInstalled() {
  var wanted = readJson(path.join(root, 'package-lock.json'));
  var found = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.keys(wanted.packages).every(function (name) {
    var want = wanted.packages[name];
    if (name.indexOf('node_modules/') === -1 || want.link) return true;
    var have = found.packages[name];
    if (!have) return Boolean(want.optional || want.devOptional || want.peer);
    return have.version === want.version;
  });
}

function install() {
  process.stderr.write('Installing the dependencies (npm ci); this takes a minute or two the first time.\n');
  var viaNpm = process.env.npm_execpath && /\.c?js$/.test(process.env.npm_execpath);
  var command = viaNpm ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  var args = (viaNpm ? [process.env.npm_execpath] : []).concat([
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  var result = childProcess.spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    fail(
      'The dependencies could not be installed; look at the lines above, mend it, and run "npm ci" in ' +
        root +
        '.',
    );
  }
}

// The launcher gets a pipe as fd 3: when this process is gone, however it went, the pipe closes and the launcher stops everything.
function handOver() {
  var env = Object.assign({}, process.env, {
    TS_NODE_PROJECT: path.join(root, 'apps', 'launcher', 'tsconfig.json'),
    DM2_LAUNCH_PIPE: '3',
  });
  var args = [
    '--conditions=@dm2/source',
    '--import',
    '@swc-node/register/esm-register',
    path.join(root, 'apps', 'launcher', 'src', 'main.ts'),
  ].concat(process.argv.slice(2));
  var child = childProcess.spawn(process.execPath, args, {
    cwd: root,
    env: env,
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  child.stdio[3].on('error', function () {});
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', function (error) {
    fail('The launcher could not be started: ' + error.message);
  });
  child.on('exit', function (code, signal) {
    process.exit(signal ? 1 : code);
  });
  watchNpm(child);
}

// npm that was killed tells nobody; its child then has another parent.
function watchNpm(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  var parent = process.ppid;
  setInterval(function () {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}

checkNode();
if (!isInstalled()) install();
handOver();
