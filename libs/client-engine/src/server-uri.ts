import { expandServerUri, type ServerUriValues } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';

/**
 * A ServerURI as it is used: the device's values in place of its parameters (TS 6.2).
 *
 * @throws CommandFailure 400 if what comes of it is no absolute URI.
 */
export function usableServerUri(uri: string, values: ServerUriValues): string {
  const expanded = expandServerUri(uri, values);
  if (!URL.canParse(expanded)) throw new CommandFailure(400, `"${uri}" is no absolute URI (TS 6.2)`);
  return expanded;
}

/** What a log may show of a URL: its query can be a signature. */
export function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

/** A command as a log may show it. */
export function commandWithoutQueries(command: readonly string[]): string[] {
  return command.map((part) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(part) ? withoutQuery(part) : part));
}
