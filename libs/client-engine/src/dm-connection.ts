import { MEDIA, type EncodedPackage } from '@dm2/protocol';
import type { Account } from './accounts.js';
import type { DmResponse, DmTransport } from './ports.js';

/** The session can't go on (TS 5.6). The message is one sentence. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}

/**
 * The HTTP side of one session: each package is one POST; cookies go back to where they came from; the account's credentials are
 * offered to the account's own server at once, to another that CONT named when it asks, and never over HTTP if the account is
 * for HTTPS.
 */
export class DmConnection {
  private readonly cookies = new Map<string, Map<string, string>>();
  private readonly challenged = new Set<string>();

  constructor(
    private readonly transport: DmTransport,
    private readonly account: Account,
    /** The account's SrvURI, ready for use. */
    private readonly home: string,
    private readonly devId: string,
  ) {
    this.challenged.add(originOf(home));
  }

  /**
   * Sends a package and gives the answer.
   *
   * @throws Aborted if there is none, or one that the client can't recover from (TS 5.6)
   */
  async exchange(url: string, encoded: EncodedPackage): Promise<DmResponse> {
    const first = await this.post(url, encoded);
    if (first.status !== 401) return this.require200(first);
    const { credentials } = this.account;
    if (!credentials) throw new Aborted('the server wants credentials (401), the account has none');
    if (this.challenged.has(originOf(url)))
      throw new Aborted("the server does not take the account's credentials (401)");
    if (!/(^|[\s,])basic(\s|,|$)/i.test(first.headers['www-authenticate'] ?? ''))
      throw new Aborted('the server wants credentials of another kind than Basic (401)');
    if (!this.isAsSafe(url))
      throw new Aborted('the server wants credentials (401) where anybody could read them');
    this.challenged.add(originOf(url));
    const second = await this.post(url, encoded);
    if (second.status === 401) throw new Aborted("the server does not take the account's credentials (401)");
    return this.require200(second);
  }

  private require200(response: DmResponse): DmResponse {
    if (response.status !== 200) throw new Aborted(`the server answered ${response.status}`);
    return response;
  }

  private async post(url: string, { contentType, body }: EncodedPackage): Promise<DmResponse> {
    const origin = originOf(url);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { credentials } = this.account;
    let response: DmResponse;
    try {
      response = await this.transport.post({
        url,
        headers: {
          'Content-Type': contentType,
          Accept: MEDIA.request,
          'OMADM-DevID': this.devId,
          ...(cookie ? { Cookie: cookie } : {}),
          ...(credentials && this.challenged.has(origin) ? { Authorization: basic(credentials) } : {}),
        },
        body,
      });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : 'the DM Server could not be reached';
      throw new Aborted(message, { cause });
    }
    for (const line of response.setCookies) setCookie(jar, line);
    this.cookies.set(origin, jar);
    return response;
  }

  private isAsSafe(url: string): boolean {
    return new URL(url).protocol === 'https:' || new URL(this.home).protocol !== 'https:';
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Cookies live for the session; one that is taken back goes. */
function setCookie(jar: Map<string, string>, line: string): void {
  const match = /^\s*([^=;\s]+)=([^;]*)(.*)$/.exec(line);
  if (match?.[1] === undefined) return;
  if (/;\s*max-age=(0|-\d+)\s*(;|$)/i.test(match[3] ?? '')) jar.delete(match[1]);
  else jar.set(match[1], (match[2] ?? '').trim());
}
