import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { DevicesPage } from './devices/devices-page.js';
import { deviceSearchOf } from './devices/model/search.js';
import { NotFoundPage } from './pages/states.js';
import { Shell } from './shell.js';
import { editorSearch, listSearch } from './tasks/search.js';

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
  validateSearch: deviceSearchOf,
});
const device = createRoute({
  getParentRoute: () => root,
  path: '/devices/$devId',
  component: lazyRouteComponent(() => import('./devices/device-page.js'), 'DevicePage'),
  /** `uri` is what stands in the ClientURI box. */
  validateSearch: (search: Record<string, unknown>) => textOf(search, 'uri'),
});
const editDevice = createRoute({
  getParentRoute: () => root,
  path: '/devices/$devId/edit',
  component: lazyRouteComponent(() => import('./devices/edit-page.js'), 'EditPage'),
});
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('./devices/register-page.js'), 'RegisterPage'),
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

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  component: lazyRouteComponent(() => import('./tasks/tasks-page.js'), 'TasksPage'),
  validateSearch: listSearch,
});
const newTask = createRoute({
  getParentRoute: () => root,
  path: '/tasks/new',
  component: lazyRouteComponent(() => import('./tasks/editor/editor-page.js'), 'TaskEditorPage'),
  validateSearch: editorSearch,
});
const task = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$taskId',
  component: lazyRouteComponent(() => import('./tasks/task-page.js'), 'TaskPage'),
});
const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/overview-page.js'), 'OverviewPage'),
});
const uiSessions = createRoute({
  getParentRoute: () => root,
  path: '/ui-sessions',
  component: lazyRouteComponent(() => import('./ui-sessions/ui-sessions-page.js'), 'UiSessionsPage'),
  validateSearch: (search: Record<string, unknown>) => ({
    ...textOf(search, 'state'),
    ...textOf(search, 'page'),
    ...textOf(search, 'devId'),
  }),
});
const uiSession = createRoute({
  getParentRoute: () => root,
  path: '/ui-sessions/$uiSessionId',
  component: lazyRouteComponent(() => import('./ui-sessions/ui-session-page.js'), 'UiSessionPage'),
});
const preview = createRoute({
  getParentRoute: () => root,
  path: '/preview',
  component: lazyRouteComponent(() => import('./ui-sessions/preview-page.js'), 'PreviewPage'),
  /** `of` names a UI session whose data are shown. */
  validateSearch: (search: Record<string, unknown>) => ({
    ...textOf(search, 'page'),
    ...textOf(search, 'lang'),
    ...textOf(search, 'screen'),
    ...textOf(search, 'of'),
  }),
});
const repository = createRoute({
  getParentRoute: () => root,
  path: '/repository',
  component: lazyRouteComponent(() => import('./repository/repository-page.js'), 'RepositoryPage'),
  validateSearch: (search: Record<string, unknown>) => textOf(search, 'devId'),
});
const object = createRoute({
  getParentRoute: () => root,
  path: '/repository/$name',
  component: lazyRouteComponent(() => import('./repository/object-page.js'), 'ObjectPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    devices,
    device,
    editDevice,
    register,
    sessions,
    session,
    tasks,
    newTask,
    task,
    overview,
    uiSessions,
    uiSession,
    preview,
    repository,
    object,
  ]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
