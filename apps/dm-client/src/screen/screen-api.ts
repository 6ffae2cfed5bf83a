import type { FastifyInstance } from 'fastify';
import { readableMo } from '@dm2/client-engine';
import { z } from 'zod';
import { complain, type Device } from '../device.js';
import { alertOf } from '../open-device.js';
import { switchChange } from '../switches/switches.js';
import { treeLines } from '../tree-lines.js';
import { viewTree } from '../tree-view.js';
import type { LiveView } from './live-view.js';
import { problem } from './screen-guard.js';
import { screenState, type ScreenParts } from './screen-state.js';

/** Most records of the log in one answer. */
const MOST = 5000;

/** The API of a device: what it is and does, and what a person or a test does to it. */
export function addScreenApi(app: FastifyInstance, device: Device, parts: ScreenParts, live: LiveView): void {
  const { browser, consent } = parts;

  app.get('/api/v1/device', async () => screenState(device, parts));
  app.get('/api/v1/device/tree', async () => ({ instances: viewTree(device.state, device.descriptions) }));
  app.get('/api/v1/device/switches', async () => device.switches);
  app.patch('/api/v1/device/switches', async ({ body }, reply) => {
    const change = switchChange.safeParse(body);
    if (!change.success) return problem(reply, 400, z.prettifyError(change.error));
    return device.switch(change.data);
  });
  app.delete('/api/v1/device/switches', async () => device.switch('reset'));

  app.get('/api/v1/tree', async () => ({
    lines: treeLines(device.state, device.descriptions),
    items: await readableMo(device.state, device.descriptions, device.blobs),
  }));
  app.get<{ Querystring: { after?: string; before?: string; limit?: string } }>(
    '/api/v1/log',
    async ({ query: { after, before, limit: wanted } }) => {
      const limit = Math.min(Math.max(Math.trunc(Number(wanted ?? 1000)) || 1000, 1), MOST);
      const items = before === undefined ? device.log.after(after, limit) : device.log.before(before, limit);
      const edge = before === undefined ? items.at(-1) : items[0];
      return { items, next: items.length === limit ? (edge?.id ?? null) : null };
    },
  );
  app.get('/api/v1/events', (request, reply) => live.watch(request, reply));

  app.post('/api/v1/sessions', async (_request, reply) => {
    if (device.accounts.length === 0) return problem(reply, 409, 'This device knows no DM Server.');
    device.session({ by: 'client', reason: 'user' }).catch(complain);
    return reply.code(202).send({ accepted: true });
  });
  app.post('/api/v1/alerts', async (request, reply) => {
    await device.raise(alertOf(JSON.stringify(request.body ?? {})));
    return reply.code(202).send({ accepted: true });
  });
  app.post('/api/v1/requests', async (request, reply) => {
    const { moid, app: appId = 'app' } = (request.body ?? {}) as { moid?: unknown; app?: unknown };
    if (typeof moid !== 'string' || typeof appId !== 'string')
      return problem(reply, 400, 'moid, and app if it is there, are strings.');
    return reply.send(await device.request(moid, appId));
  });
  app.post<{ Querystring: { app?: string } }>('/api/v1/objects', async ({ query, body }, reply) => {
    const made = await device.create(Buffer.from(JSON.stringify(body ?? null)), query.app ?? 'app');
    return reply.code(made.kind === 'created' ? 201 : 422).send(made);
  });

  app.post<{ Params: { id: string } }>('/api/v1/questions/:id', async ({ params, body }, reply) => {
    const { allow } = (body ?? {}) as { allow?: unknown };
    if (typeof allow !== 'boolean') return problem(reply, 400, 'allow is true or false.');
    if (!consent.answer(Number(params.id), allow)) return problem(reply, 404, 'That is not asked any more.');
    return reply.code(204).send();
  });
  app.post<{ Params: { id: string } }>('/api/v1/browser/:id/dismiss', async ({ params }, reply) => {
    browser.dismiss(Number(params.id));
    return reply.code(204).send();
  });
  app.post<{ Params: { id: string } }>('/api/v1/browser/:id/reopen', async ({ params }, reply) => {
    if (!browser.reopen(Number(params.id))) return problem(reply, 404, 'That page is not kept any more.');
    return reply.code(204).send();
  });
}
