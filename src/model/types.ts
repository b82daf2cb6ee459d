/** The types of the model's parts, for their readers; parts.ts lists the parts. */
export type * from './types/backends.ts';
export type * from './types/budgets.ts';
export type * from './types/certificates.ts';
export type * from './types/cluster.ts';
export type * from './types/connections.ts';
export type * from './types/entries.ts';
export type * from './types/extensions.ts';
export type * from './types/namespaces.ts';
export type * from './types/nodes.ts';
export type * from './types/policies.ts';
export type * from './types/rbac.ts';
export type * from './types/storage.ts';
export type * from './types/trust.ts';
export type * from './types/webhooks.ts';
export type * from './types/workloads.ts';
export type * from './control-plane/types.ts';
