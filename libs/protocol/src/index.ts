export * from './status.js';
export { MAX_REMARKS, ProtocolError, type ProtocolErrorCode, type Remark } from './errors.js';
export * from './commands.js';
export * from './alerts.js';
export * from './media.js';
export * from './packages.js';
export { decodeMultipartPackage3, encodeMultipartPackage3, type MultipartLimits } from './multipart.js';
export {
  MAX_CLIENT_URI,
  parseClientUri,
  parseClientUriWithRemarks,
  type ClientUri,
  type NodeValue,
  type Segment,
} from './client-uri.js';
export * from './build-client-uri.js';
export * from './resolve-client-uri.js';
export * from './server-uri.js';
export * from './mo.js';
export * from './notification.js';
export * from './ddf/ddf.js';
export * from './ddf/parse-ddf.js';
export * from './ddf/format-ddf.js';
export * from './ddf/walk-ddf.js';
export * from './objects/moid.js';
export * from './objects/maid.js';
export * from './objects/standard-objects.js';
export * from './dm1x.js';
export * from './schemas/schemas.js';
