/** The cookies of one browser, by origin; they live as long as it does. */
export class CookieJar {
  private readonly origins = new Map<string, Map<string, string>>();

  header(url: string): string | undefined {
    const cookies = this.origins.get(new URL(url).origin);
    return cookies && cookies.size > 0
      ? [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      : undefined;
  }

  take(url: string, setCookie: string | readonly string[] | undefined): void {
    const { origin } = new URL(url);
    const cookies = this.origins.get(origin) ?? new Map<string, string>();
    for (const line of [setCookie ?? []].flat()) {
      const match = /^\s*([^=;\s]+)=([^;]*)(.*)$/.exec(line);
      if (match?.[1] === undefined) continue;
      if (/;\s*max-age=(0|-\d+)\s*(;|$)/i.test(match[3] ?? '')) cookies.delete(match[1]);
      else cookies.set(match[1], (match[2] ?? '').trim());
    }
    this.origins.set(origin, cookies);
  }
}
