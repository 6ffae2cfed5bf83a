import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { DevicePage } from './pages/device-page.js';
import { DevicesPage } from './pages/devices-page.js';
import { SessionPage } from './pages/session-page.js';
import { SessionsPage } from './pages/sessions-page.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell });

const devices = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: DevicesPage,
  validateSearch: (search: Record<string, unknown>): { search?: string } =>
    typeof search['search'] === 'string' && search['search'] !== '' ? { search: search['search'] } : {},
});
const device = createRoute({ getParentRoute: () => root, path: '/devices/$devId', component: DevicePage });
const sessions = createRoute({ getParentRoute: () => root, path: '/sessions', component: SessionsPage });
const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$sessionId',
  component: SessionPage,
  validateSearch: (search: Record<string, unknown>): { at?: string } =>
    typeof search['at'] === 'string' ? { at: search['at'] } : {},
});

export const router = createRouter({ routeTree: root.addChildren([devices, device, sessions, session]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
