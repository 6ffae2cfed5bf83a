import type { Bearer } from '@dm2/client-engine';
import { COMMAND_NAMES, CONNECTION_TYPES, type CommandName } from '@dm2/protocol';
import { z } from 'zod';
import { BROWSERS, type BrowserName } from '../adapters/browser.js';

/** What can be changed of a device while it runs. */
export interface Switches {
  /** The Web Browser Component; `none`, `broken` and `forbidden` make SHOW fail with 501, 500 and 507 (TS 5.3.7). */
  readonly browser: BrowserName;
  /** Commands that the user's settings forbid: 507 (TS App. C). */
  readonly refuse: readonly CommandName[];
  /** Commands about which the user is asked each time. */
  readonly ask: readonly CommandName[];
  /** No value more fits in: HGET is answered 506. */
  readonly storageFull: boolean;
  /** No notification is heard, no request leaves, and what runs is cut. */
  readonly offline: boolean;
  /** Not in its home network; it matters over `cellular` only (TS 12.4). */
  readonly roaming: boolean;
  /** The connections that are there; the first is used. */
  readonly bearers: readonly Bearer[];
  /** DevInfo/Lang; the one in the tree if it is absent. */
  readonly lang?: string;
}

export const BEARERS = CONNECTION_TYPES.filter((type): type is Bearer => type !== 'any');
/** Commands in which the user can have a say: END only ends. */
export const DECIDABLE = COMMAND_NAMES.filter((name) => name !== 'END');

const commands = z.array(z.enum(DECIDABLE as [CommandName, ...CommandName[]])).transform(unique);

/** A change of switches, as it comes over the API. */
export const switchChange = z
  .strictObject({
    browser: z.enum(BROWSERS),
    refuse: commands,
    ask: commands,
    storageFull: z.boolean(),
    offline: z.boolean(),
    roaming: z.boolean(),
    bearers: z.array(z.enum(BEARERS as [Bearer, ...Bearer[]])).transform(unique),
    lang: z.string().regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/, 'a language tag, such as pt-BR'),
  })
  .partial();

export type SwitchChange = z.infer<typeof switchChange>;

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

/** The switches after a change; what is not given stays. A command that is forbidden is not asked about. */
export function changed(before: Switches, change: SwitchChange): Switches {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: Switches = { ...before, ...given };
  if (change.ask && !change.refuse)
    return { ...after, refuse: after.refuse.filter((name) => !after.ask.includes(name)) };
  return { ...after, ask: after.ask.filter((name) => !after.refuse.includes(name)) };
}

/** What a switch has changed. */
export function differences(before: Switches, after: Switches): Record<string, unknown> {
  const old = Object.entries(before);
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(old.find(([other]) => other === name)?.[1]) !== JSON.stringify(value),
    ),
  );
}
