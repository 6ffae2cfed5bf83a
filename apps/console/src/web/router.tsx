import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { DevicesPage } from './pages/devices-page.js';
import { NotFoundPage } from './pages/states.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

/** The value of a search parameter that is text and not empty. */
function textOf<N extends string>(search: Record<string, unknown>, name: N): Partial<Record<N, string>> {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as Record<N, string>) : {};
}

const devices = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: DevicesPage,
  validateSearch: (search: Record<string, unknown>) => textOf(search, 'search'),
});
const device = createRoute({
  getParentRoute: () => root,
  path: '/devices/$devId',
  component: lazyRouteComponent(() => import('./pages/device-page.js'), 'DevicePage'),
});
const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./pages/sessions-page.js'), 'SessionsPage'),
});
const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$sessionId',
  component: lazyRouteComponent(() => import('./session/session-page.js'), 'SessionPage'),
  /** The chosen arrow and tab; words and kinds of arrows that the diagram is filtered by. */
  validateSearch: (search: Record<string, unknown>) => ({
    ...textOf(search, 'at'),
    ...textOf(search, 'tab'),
    ...textOf(search, 'q'),
    ...textOf(search, 'without'),
  }),
});

export const router = createRouter({
  routeTree: root.addChildren([devices, device, sessions, session]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
