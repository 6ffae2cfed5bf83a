/** What a client can put into a ServerURI (TS 6.2): its id, home and current network, and its provider. */
export const SERVER_URI_NAMES = ['DevID', 'MNC', 'MCC', 'CMNC', 'CMCC', 'SPName'] as const;

export type ServerUriName = (typeof SERVER_URI_NAMES)[number];

export type ServerUriValues = Partial<Record<ServerUriName, string>>;

/**
 * Puts a device's values in place of `[DevID]`, `[MNC]`, … when a ServerURI is used, and then encodes what RFC 3986 does not let
 * stand (TS 6.2). A value the device does not have, and any other name in brackets, becomes `-1`. An IPv6 address in brackets is
 * left alone. Never throws; linear in the length.
 */
export function expandServerUri(uri: string, values: ServerUriValues): string {
  const host = hostStart(uri);
  const parts: string[] = [];
  let end = 0;
  for (const match of uri.matchAll(/\[([^[\]]*)\]/g)) {
    const [whole, name = ''] = match;
    const ipv6 = match.index === host && name.includes(':');
    const value = isName(name) ? values[name] : undefined;
    parts.push(encodeRest(uri.slice(end, match.index)));
    parts.push(ipv6 ? whole : value === undefined ? '-1' : encodeURIComponent(wellFormed(value)));
    end = match.index + whole.length;
  }
  parts.push(encodeRest(uri.slice(end)));
  return parts.join('');
}

/** Where the host of a URI begins; -1 without an authority. */
function hostStart(uri: string): number {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(uri)?.[0].length;
  if (scheme === undefined) return -1;
  const rest = uri.slice(scheme);
  const length = rest.search(/[/?#]/);
  const authority = length < 0 ? rest : rest.slice(0, length);
  return scheme + authority.lastIndexOf('@') + 1;
}

/** Percent-encodes what is no character of a URI; what is encoded already stays. */
function encodeRest(text: string): string {
  return wellFormed(text).replace(/[^A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})/gu, (char) =>
    encodeURIComponent(char),
  );
}

/** Half of a surrogate pair is no character: U+FFFD stands for it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function isName(name: string): name is ServerUriName {
  return (SERVER_URI_NAMES as readonly string[]).includes(name);
}
