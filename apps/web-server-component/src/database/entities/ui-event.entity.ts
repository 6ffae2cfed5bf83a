import { OutgoingEvent } from '@dm2/service';
import { Entity, Index } from 'typeorm';

/** An event of a UI session; found by the UI session in its body, an index that only a migration can say. */
@Entity('outgoing_event')
@Index('outgoing_event_ui_session', { synchronize: false })
export class UiEvent extends OutgoingEvent {}
