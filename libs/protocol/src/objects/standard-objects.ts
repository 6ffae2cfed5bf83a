import type { Ddf, DdfNode } from '../ddf/ddf.js';
import { accessControl } from './access-control.js';
import { demo } from './demo.js';
import { devInfo } from './dev-info.js';
import { deviceCapability } from './dcmo.js';
import { dmAccount } from './dm-account.js';
import { firmwareUpdate } from './fumo.js';
import { MOID, type MoidKey } from './moid.js';
import { softwareComponents } from './scomo.js';
import { sessionInfo } from './session-info.js';

const ROOTS: Readonly<Record<MoidKey, DdfNode>> = {
  devInfo,
  dmAccount,
  sessionInfo,
  accessControl,
  fumo: firmwareUpdate,
  scomo: softwareComponents,
  dcmo: deviceCapability,
  demo,
};

/** DM 1.3 still calls its description format 1.2 (DM TND 1.3, 10.5.1.2). */
const VERSION = '1.2';

/** The descriptions of the standard objects, by MOID. */
export const STANDARD_DDFS: ReadonlyMap<string, Ddf> = new Map(
  (Object.keys(ROOTS) as MoidKey[]).map((key) => [MOID[key], { verDtd: VERSION, roots: [ROOTS[key]] }]),
);

/** The file in which each description is shipped, below `@dm2/protocol/ddf/`, by MOID. */
export const DDF_FILES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['devInfo', 'devinfo-1.2'],
      ['dmAccount', 'dmacc-1.2'],
      ['sessionInfo', 'sessioninfomo-1.0'],
      ['accessControl', 'dacmo-1.0'],
      ['fumo', 'fumo-1.0'],
      ['scomo', 'scomo-1.0'],
      ['dcmo', 'dcmo-1.0'],
      ['demo', 'demo-1.0'],
    ] as const
  ).map(([key, name]) => [MOID[key], `${name}.xml`]),
);
