import { AccessRecord } from './access-record.entity.js';
import { UiEvent } from './ui-event.entity.js';
import { UiSession } from './ui-session.entity.js';

/** Every table of the schema. */
export const ENTITIES = [AccessRecord, UiEvent, UiSession];
