import { MARKS } from '../alerts.js';
import type { JsonSchema } from './schemas.js';

const clientUri = { type: 'string', pattern: '^[^/?]+/[^/?]*/' };

/** One generic alert (TS 5.4). */
export const alertItem: JsonSchema = {
  description: 'An event on the device (TS 5.4). It goes from client to server only and is never answered.',
  type: 'object',
  properties: {
    AlertType: { description: 'What happened, named by a URN (TS 5.4).', type: 'string', minLength: 1 },
    SourceURI: {
      ...clientUri,
      description: 'ClientURI of the node the alert is about; there if it is about one (TS 5.4).',
    },
    TargetURI: { ...clientUri, description: 'ClientURI of another node it has to do with (TS 5.4).' },
    Mark: {
      description: 'How grave it is; informational if it is not there (TS 5.4).',
      type: 'string',
      enum: [...MARKS],
    },
    DataType: {
      description: 'Media type of Data; there if Data is (TS 5.4).',
      type: 'string',
      pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+",
    },
    Data: {
      description:
        'What the AlertType defines. {"NOTIFICATION-ID": n} for a session that a notification caused (TS 5.4); {"DM1x": …} for the data of a DM 1.x alert, without CDATA (TS 13.1).',
      type: 'object',
      properties: {
        'NOTIFICATION-ID': {
          description: 'NOTIFICATION-ID of the Package#0 (TS 5.2.1.2).',
          type: 'integer',
          minimum: 0,
          maximum: 65535,
        },
      },
    },
  },
  required: ['AlertType'],
  dependencies: { Data: ['DataType'] },
};
