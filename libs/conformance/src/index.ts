export * from './case.js';
export * from './subjects.js';
export * from './peers/raw-client.js';
export * from './peers/scripted-server.js';
export * from './cases/registry.js';
