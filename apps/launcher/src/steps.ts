/** The steps of the basic flow, as Figure 3 names them (CR 6.2). */
export const stepNames = ['0', '1', '2', '3', '4', '4.1', '4.2', '4.3', '5', '6', '6.1', '7', '8'] as const;
export type StepName = (typeof stepNames)[number];

/** The components of the figure. */
export type ComponentTitle =
  'DM Client' | 'Web Browser' | 'DM Server' | 'Web Server Component' | 'Data Repository';

/** Who does a step, to whom. */
export const stepRoles: Record<StepName, { from: ComponentTitle; to: ComponentTitle }> = {
  '0': { from: 'DM Server', to: 'DM Client' },
  '1': { from: 'DM Client', to: 'DM Server' },
  '2': { from: 'DM Server', to: 'DM Client' },
  '3': { from: 'DM Client', to: 'DM Server' },
  '4': { from: 'DM Server', to: 'DM Client' },
  '4.1': { from: 'DM Client', to: 'Web Browser' },
  '4.2': { from: 'Web Browser', to: 'Web Server Component' },
  '4.3': { from: 'Web Server Component', to: 'DM Server' },
  '5': { from: 'DM Client', to: 'DM Server' },
  '6': { from: 'DM Server', to: 'DM Client' },
  '6.1': { from: 'DM Client', to: 'Data Repository' },
  '7': { from: 'DM Client', to: 'DM Server' },
  '8': { from: 'DM Server', to: 'DM Client' },
};

/** What was seen of a step, and in whose records. */
export interface Observation {
  step: StepName;
  observed: boolean;
  /** When the record says that it happened. */
  at?: string;
  detail: {
    /** Whose record proves the step, or lacks. */
    component: ComponentTitle;
    /** The record's id with that component. */
    record?: string;
    text: string;
  };
}
