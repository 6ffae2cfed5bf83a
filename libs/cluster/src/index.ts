export { ClusterError, type ClusterErrorCode } from './cluster-error.js';
export { startCluster, type Cluster, type ClusterOptions } from './cluster.js';
export {
  connectTo,
  displayUrl,
  provision,
  schemasOf,
  serviceNames,
  type Provisioned,
  type ProvisionOptions,
  type ServiceRole,
} from './provision.js';
export { joinSharedCluster, type Lease } from './shared-cluster.js';
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
