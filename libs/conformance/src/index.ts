export * from './case.js';
export * from './items.js';
export * from './subjects.js';
export * from './peers/raw-client.js';
export * from './peers/scripted-server.js';
export * from './cases/registry.js';
export * from './report/coverage.js';
export * from './report/table.js';
