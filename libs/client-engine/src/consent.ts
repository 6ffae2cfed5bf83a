/** What becomes of a command that the user has a say in: 507 if he refuses, 503 if he can't be asked now (TS App. C). */
export type Consent = 'given' | 'refused' | 'unanswered';
