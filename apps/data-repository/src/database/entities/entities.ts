import { OutgoingEvent } from '@dm2/service';
import { AccessRecord } from './access-record.entity.js';
import { ObjectPolicy } from './object-policy.entity.js';
import { ObjectVersion } from './object-version.entity.js';
import { StoredObject } from './stored-object.entity.js';

/** Every table of the schema. */
export const ENTITIES = [AccessRecord, ObjectPolicy, ObjectVersion, OutgoingEvent, StoredObject];
