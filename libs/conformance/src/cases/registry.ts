export { clientCases } from './client/registry.js';
export { serverCases } from './server/registry.js';
