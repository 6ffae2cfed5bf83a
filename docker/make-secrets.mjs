// One-shot of docker-compose.yml: gives each service the secrets it needs and no other, one file a variable, in a volume of its own.
// A value comes from the environment (or .env), else from an earlier start, else from chance.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const base = '/secrets';
const service = { uid: 1000, mode: 0o400 };
// The official image reads its password as the user postgres, whose number differs between distributions.
const postgres = { uid: 0, mode: 0o444 };

const key = () => randomBytes(32).toString('base64');
const token = () => randomBytes(24).toString('base64url');

/** Name of a variable, and how its value is made. */
const made = {
  DM_API_TOKEN: token,
  DM_SECRET_KEY: key,
  INTERNAL_EVENTS_SECRET: () => `whsec_${key()}`,
  WSC_API_TOKEN: token,
  REPOSITORY_API_TOKEN: token,
  REPOSITORY_URL_KEY: key,
  CONSOLE_SESSION_KEY: key,
  DM_CLIENT_PASSWORD: token,
  DM_CLIENT_NOTIFY_SECRET: key,
  POSTGRES_PASSWORD: token,
  DM_SERVER_DB_PASSWORD: token,
  WEB_SERVER_COMPONENT_DB_PASSWORD: token,
  DATA_REPOSITORY_DB_PASSWORD: token,
};

const store = path.join(base, 'all');

function value(name) {
  const given = process.env[name];
  const file = path.join(store, name);
  const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  const chosen = given || kept || made[name]();
  if (chosen !== kept) write(file, chosen, { uid: 0, mode: 0o400 });
  return chosen;
}

/** Replaces the file whole: a reader sees the old or the new value. */
function write(file, text, { uid, mode }) {
  const fresh = `${file}.new`;
  fs.rmSync(fresh, { force: true });
  fs.writeFileSync(fresh, text, { mode });
  fs.chmodSync(fresh, mode);
  if (uid !== 0) fs.chownSync(fresh, uid, uid);
  fs.renameSync(fresh, file);
}

fs.mkdirSync(store, { recursive: true, mode: 0o700 });
const all = Object.fromEntries(Object.keys(made).map((name) => [name, value(name)]));
const database = (role, password) => `postgres://${role}:${encodeURIComponent(password)}@postgres:5432/dm2`;

const pick = (...names) => Object.fromEntries(names.map((name) => [name, all[name]]));

const folders = {
  postgres: { owner: postgres, values: pick('POSTGRES_PASSWORD') },
  database: {
    owner: service,
    values: {
      DATABASE_URL: database('postgres', all.POSTGRES_PASSWORD),
      DATABASE_PASSWORDS: JSON.stringify({
        dm_server: all.DM_SERVER_DB_PASSWORD,
        web_server_component: all.WEB_SERVER_COMPONENT_DB_PASSWORD,
        data_repository: all.DATA_REPOSITORY_DB_PASSWORD,
      }),
    },
  },
  'dm-server': {
    owner: service,
    values: {
      DATABASE_URL: database('dm_server', all.DM_SERVER_DB_PASSWORD),
      ...pick(
        'DM_API_TOKEN',
        'DM_SECRET_KEY',
        'INTERNAL_EVENTS_SECRET',
        'WSC_API_TOKEN',
        'REPOSITORY_URL_KEY',
      ),
    },
  },
  'web-server-component': {
    owner: service,
    values: {
      DATABASE_URL: database('web_server_component', all.WEB_SERVER_COMPONENT_DB_PASSWORD),
      ...pick('INTERNAL_EVENTS_SECRET', 'WSC_API_TOKEN'),
    },
  },
  'data-repository': {
    owner: service,
    values: {
      DATABASE_URL: database('data_repository', all.DATA_REPOSITORY_DB_PASSWORD),
      ...pick('INTERNAL_EVENTS_SECRET', 'REPOSITORY_API_TOKEN', 'REPOSITORY_URL_KEY'),
    },
  },
  console: { owner: service, values: pick('CONSOLE_SESSION_KEY', 'REPOSITORY_API_TOKEN', 'WSC_API_TOKEN') },
  device: { owner: service, values: pick('DM_CLIENT_PASSWORD', 'DM_CLIENT_NOTIFY_SECRET') },
  operator: {
    owner: service,
    values: pick(
      'DM_API_TOKEN',
      'WSC_API_TOKEN',
      'REPOSITORY_API_TOKEN',
      'DM_CLIENT_PASSWORD',
      'DM_CLIENT_NOTIFY_SECRET',
    ),
  },
};

for (const [folder, { owner, values }] of Object.entries(folders)) {
  for (const [name, text] of Object.entries(values)) write(path.join(base, folder, name), text, owner);
}
console.log('Secrets are in place.');
