/** The types of facts about add-ons, for their readers. */
export type * from './types/addon.ts';
export type * from './envoy/types.ts';
export type * from './types/istio.ts';
export type * from './types/istio-installation.ts';
export type { MeshEdgeFacts, MeshGateway } from './istio/gateways/types.ts';
