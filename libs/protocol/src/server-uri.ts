/** What a client can put into a ServerURI (TS 6.2): its id, home and current network, and its provider. */
export const SERVER_URI_NAMES = ['DevID', 'MNC', 'MCC', 'CMNC', 'CMCC', 'SPName'] as const;

export type ServerUriName = (typeof SERVER_URI_NAMES)[number];

export type ServerUriValues = Partial<Record<ServerUriName, string>>;

/**
 * Puts a device's values in place of `[DevID]`, `[MNC]`, … when a ServerURI is used (TS 6.2), percent-encoded. A value the
 * device does not have, and any other name in brackets, becomes `-1`. An IPv6 address in brackets is left alone.
 */
export function expandServerUri(uri: string, values: ServerUriValues): string {
  return uri.replace(/\[([^[\]]*)\]/g, (whole, name: string, offset: number) => {
    if (name.includes(':') && /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?$/i.test(uri.slice(0, offset)))
      return whole;
    const value = isName(name) ? values[name] : undefined;
    return value === undefined ? '-1' : encodeURIComponent(value);
  });
}

function isName(name: string): name is ServerUriName {
  return (SERVER_URI_NAMES as readonly string[]).includes(name);
}
