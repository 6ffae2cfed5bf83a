import type { PrepareUiSession, PreparedUiSession } from '@dm2/server-engine';
import { z } from 'zod';
import { request } from 'undici';

/** How long one UI session may take, and all of one exchange together. */
const PATIENCE_MS = 2000;
export const EXCHANGE_PATIENCE_MS = 4000;
const answer = z.object({ url: z.url() });

/** The Web Server Component as this server uses it: it makes UI sessions ready before their SHOW. */
export class WebServerComponent {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  /**
   * Makes a UI session ready (`PUT`, so that doing it twice does it once). Never throws, never takes longer than two
   * seconds: a SHOW can be deferred, a session can't.
   */
  async prepare(
    ui: PrepareUiSession,
    devId: string,
    expiresAt: string,
    mostMs: number,
  ): Promise<PreparedUiSession> {
    const failed = (reason: string): PreparedUiSession => ({ request: ui, ok: false, reason });
    const patienceMs = Math.min(PATIENCE_MS, mostMs);
    if (patienceMs <= 0) return failed('the Web Server Component took too long for others of this exchange');
    try {
      const response = await request(
        `${this.baseUrl}/api/v1/ui-sessions/${encodeURIComponent(ui.uiSessionId)}`,
        {
          method: 'PUT',
          headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            page: ui.page,
            data: ui.data,
            ...(ui.lang === undefined ? {} : { lang: ui.lang }),
            devId,
            expiresAt,
          }),
          signal: AbortSignal.timeout(patienceMs),
        },
      );
      const text = await response.body.text();
      if (response.statusCode !== 200 && response.statusCode !== 201) {
        return failed(`the Web Server Component answered ${response.statusCode}${detailOf(text)}`);
      }
      const parsed = answer.safeParse(JSON.parse(text));
      return parsed.success
        ? { request: ui, ok: true, url: parsed.data.url }
        : failed('the Web Server Component gave no URL');
    } catch (error) {
      return failed(`the Web Server Component can't be reached: ${reasonOf(error, patienceMs)}`);
    }
  }
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? `: ${detail.slice(0, 200)}` : '';
  } catch {
    return '';
  }
}

function reasonOf(error: unknown, patienceMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${patienceMs} ms`;
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
