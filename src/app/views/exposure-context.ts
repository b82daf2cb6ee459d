import type { ClusterModel } from '../../model/parts.ts';
import type { ServiceEndpoint } from '../../model/service-endpoints.ts';
import type { ServiceFacts } from '../../model/types.ts';

/** What hops are found in. */
export interface Around {
  model: ClusterModel;
  behind: (name: string) => readonly ServiceFacts[];
  /** `Deployment shop/web` of a pod. */
  workloadOf: ReadonlyMap<ServiceEndpoint['pod'], string>;
  /** By `Deployment shop/web`. */
  workloads: ReadonlyMap<string, ClusterModel['workloads'][number]>;
  gateways: ReadonlyMap<string, ClusterModel['extensions']['gateways'][number]>;
  routes: ReadonlyMap<string, ClusterModel['extensions']['routes']>;
}
