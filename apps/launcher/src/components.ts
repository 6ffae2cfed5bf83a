/** What the launcher starts, each as a process of its own. */
export type ComponentName =
  'dm-server' | 'web-server-component' | 'data-repository' | 'console' | 'dm-client';

/** What is known of a component before it runs. */
export interface Component {
  /** As people call it. */
  title: string;
  /** Folder below the checkout's root. */
  folder: string;
  /** Port of `npm start` and compose. */
  port: number;
  /** Its program, from the folder. */
  entry: string;
}

export const components: Record<ComponentName, Component> = {
  console: { title: 'console', folder: 'apps/console', port: 8080, entry: 'src/server/main.ts' },
  'dm-server': { title: 'DM Server', folder: 'apps/dm-server', port: 8081, entry: 'src/main.ts' },
  'web-server-component': {
    title: 'Web Server Component',
    folder: 'apps/web-server-component',
    port: 8082,
    entry: 'src/main.ts',
  },
  'data-repository': {
    title: 'Data Repository',
    folder: 'apps/data-repository',
    port: 8083,
    entry: 'src/main.ts',
  },
  'dm-client': { title: 'DM Client', folder: 'apps/dm-client', port: 8084, entry: 'src/main.ts' },
};

/** Where the device listens for notifications with `npm start`. */
export const notificationPort = 2948;
