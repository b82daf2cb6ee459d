import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';

/** The installation forms that are told apart; `name` of IstioForm has their words. */
export type IstioFormId =
  | 'single'
  | 'revisions'
  | 'tags'
  | 'operator'
  | 'external'
  | 'remote'
  | 'primary'
  | 'ambient'
  | 'cni'
  | 'multi-cluster'
  | 'gateway'
  | 'gateway-api'
  | 'waypoint'
  | 'aks'
  | 'google'
  | 'openshift-2'
  | 'sail'
  | 'openshift-3'
  | 'crds-only';

export interface IstioForm {
  id: IstioFormId;
  name: string;
  namespaces: readonly string[];
  evidence: readonly Evidence[];
}

/** Who operates a control plane for the customer, as objects of an administrator show. */
export type MeshProvider = 'Azure' | 'Google';

export interface RevisionFacts {
  name: string;
  namespace: string;
  /** The control plane; absent where it runs elsewhere. */
  workload?: { kind: string; namespace: string; name: string };
  /** Of its container. */
  image?: string;
  /** By the tag of its image, else by the label that its chart sets. */
  version?: string;
  /** The version in that label, where its minor differs from the tag: one of them is wrong. */
  otherVersion?: string;
  replicas?: number;
  external: boolean;
  /** Installed by an administrator; any other can fail a check for itself, and has no other effect. */
  trusted: boolean;
  /** Names that namespaces can use instead of the revision's. */
  tags: readonly string[];
  managed?: MeshProvider;
}

export interface TagFacts {
  tag: string;
  revision: string;
  evidence: Evidence;
}

/** An agent on every node: ztunnel carries the traffic of ambient pods, istio-cni redirects it. */
export interface NodeAgentFacts {
  program: 'ztunnel' | 'istio-cni';
  workload: WorkloadFacts;
  version?: string;
  trusted: boolean;
  /** Of istio-cni: whether it captures pods for ambient mode, and repairs pods that started before it. */
  ambient?: Known<boolean>;
  repairs?: Known<boolean>;
}

export interface GatewayFacts {
  /** classic: injected by an annotation, or of the old layout. waypoint and east-west: of ambient mode. */
  form: 'classic' | 'gateway-api' | 'waypoint' | 'east-west';
  workload: WorkloadFacts;
  version?: string;
  /** The Gateway that it was created for. */
  gateway?: string;
}

export interface ProxyGroup {
  namespace: string;
  revision: string;
  /** Absent where the tag is no version. */
  version?: string;
  /** ztunnel and istio-cni: node agents. */
  role: 'sidecar' | 'gateway' | 'waypoint' | 'ztunnel' | 'istio-cni';
  pods: number;
  /** The first of them, by name. */
  example: string;
  /** Its image. */
  image: string;
}

export interface VersionSkew extends ProxyGroup {
  version: string;
  /** Version of the control plane of its revision. */
  control: string;
  /** Minors that the proxy is older; negative = newer. */
  behind: number;
}
