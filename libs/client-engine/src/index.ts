export * from './ports.js';
export * from './stored-device.js';
export * from './accounts.js';
export * from './session.js';
export * from './notifications.js';
export * from './command-failure.js';
