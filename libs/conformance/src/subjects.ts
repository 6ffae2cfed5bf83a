export * from './client-subject.js';
export type * from './server-subject.js';
