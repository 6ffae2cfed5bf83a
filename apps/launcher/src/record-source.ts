import { z } from 'zod';
import { Api } from './api.js';
import {
  deviceRecord,
  objectAccess,
  pageAccess,
  sessionRecord,
  type DeviceRecord,
  type PageAccess,
  type ObjectAccess,
  type Records,
  type SessionRecord,
} from './records.js';
import type { Endpoints } from './stack.js';

const listOf = <T>(item: z.ZodType<T>) => z.object({ items: z.array(item), next: z.unknown().optional() });
const sessionItem = z.object({ id: z.string(), openedAt: z.string() });
const logPage = z.object({ items: z.array(deviceRecord), next: z.unknown().optional() });

/** The components' interfaces, from where the records come. */
export class Components {
  readonly server: Api;
  readonly pages: Api;
  readonly repository: Api;
  readonly device: Api;

  constructor(readonly endpoints: Endpoints) {
    this.server = new Api('DM Server', endpoints.dmServer, endpoints.apiToken);
    this.pages = new Api('Web Server Component', endpoints.webServerComponent, endpoints.wscToken);
    this.repository = new Api('Data Repository', endpoints.dataRepository, endpoints.repositoryToken);
    this.device = new Api('DM Client', endpoints.device);
  }
}

/**
 * Reads what the components recorded since it was made. Records of before don't count: they would prove another run of the flow.
 */
export class RecordSource {
  private lastLogId: string | undefined;
  private readonly deviceLog: DeviceRecord[] = [];
  private known = { sessions: new Set<string>(), pages: new Set<string>(), objects: new Set<string>() };

  private constructor(
    private readonly components: Components,
    private readonly devId: string,
  ) {}

  static async from(components: Components, devId: string): Promise<RecordSource> {
    const source = new RecordSource(components, devId);
    await source.readDeviceLog();
    source.deviceLog.length = 0;
    const [sessions, pages, objects] = await Promise.all([
      source.sessionIds(),
      source.pageAccess(),
      source.objectAccess(),
    ]);
    source.known = { sessions: new Set(sessions), pages: idsOf(pages), objects: idsOf(objects) };
    return source;
  }

  async read(): Promise<Records> {
    const [sessions, pages, objects] = await Promise.all([
      this.sessions(),
      this.pageAccess(),
      this.objectAccess(),
      this.readDeviceLog(),
    ]);
    return {
      device: [...this.deviceLog],
      sessions,
      pages: pages.filter(({ id }) => !this.known.pages.has(id)).reverse(),
      objects: objects.filter(({ id }) => !this.known.objects.has(id)).reverse(),
    };
  }

  private async sessions(): Promise<SessionRecord[]> {
    const ids = (await this.sessionIds()).filter((id) => !this.known.sessions.has(id)).reverse();
    return Promise.all(
      ids.map((id) =>
        this.components.server.get(`/api/v1/sessions/${encodeURIComponent(id)}`, sessionRecord),
      ),
    );
  }

  /** Newest first. */
  private async sessionIds(): Promise<string[]> {
    const path = `/api/v1/sessions?devId=${encodeURIComponent(this.devId)}`;
    return (await this.components.server.get(path, listOf(sessionItem))).items.map(({ id }) => id);
  }

  /** Newest first; nothing where there is no Web Server Component. */
  private pageAccess(): Promise<PageAccess[]> {
    return this.components.pages
      .get('/api/v1/access', listOf(pageAccess))
      .then(({ items }) => items, nothing);
  }

  /** Newest first; nothing where there is no Data Repository. */
  private objectAccess(): Promise<ObjectAccess[]> {
    const path = `/api/v1/access?devId=${encodeURIComponent(this.devId)}`;
    return this.components.repository.get(path, listOf(objectAccess)).then(({ items }) => items, nothing);
  }

  private async readDeviceLog(): Promise<void> {
    for (;;) {
      const after = this.lastLogId === undefined ? '' : `?after=${encodeURIComponent(this.lastLogId)}`;
      const { items } = await this.components.device.get(`/api/v1/log${after}`, logPage);
      const last = items.at(-1);
      if (!last) return;
      this.deviceLog.push(...items);
      this.lastLogId = last.id;
    }
  }
}

/** A part that does not answer recorded nothing; what it should have recorded is then told as not observed. */
function nothing(): [] {
  return [];
}

function idsOf(items: readonly { id: string }[]): Set<string> {
  return new Set(items.map(({ id }) => id));
}
