import type { WorkloadFacts } from '../../model/types.ts';
import type { OutboundExclusion } from '../istio/outbound-capture.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import type {
  GatewayFacts,
  IstioForm,
  NodeAgentFacts,
  ProxyGroup,
  RevisionFacts,
  TagFacts,
  VersionSkew,
} from './istio-installation.ts';

export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

export interface IstioFacts {
  /** False needs proof: CRDs, webhooks and pods were all readable and none is Istio's. */
  installed: Known<boolean>;
  /** Something in the data belongs to a mesh: a control plane, an object of Istio's API groups, a label or annotation, a proxy. */
  traces: boolean;
  /** Control planes, with those that run elsewhere. */
  revisions: readonly RevisionFacts[];
  /** Revision tags, by the webhook configurations that only administrators write. */
  tags: readonly TagFacts[];
  /** How Istio is installed; several at once are usual. By looks: enough for what is shown, and for no pass. */
  forms: readonly IstioForm[];
  agents: readonly NodeAgentFacts[];
  gateways: readonly GatewayFacts[];
  /** Proxies of pods, by namespace, revision and version. */
  proxies: readonly ProxyGroup[];
  /** Those whose version differs from that of their control plane. */
  skew: readonly VersionSkew[];
  /** Those whose version, or that of their control plane, is unknown. */
  unmatched: readonly ProxyGroup[];
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  /** The namespace whose policies apply to the whole mesh. */
  rootNamespace: Known<string>;
  /** Recognized by names alone: enough for a fail, not for a pass. */
  rootAssumed: boolean;
  /** Effective mTLS mode of the mesh, with the PeerAuthentication (or its absence) as evidence. */
  meshMtls: Known<MtlsMode>;
  /** Namespaces with a mode of their own, or where pods are in the mesh. */
  namespaces: readonly {
    name: string;
    injection: boolean;
    podsInMesh: number;
    /** There are pods in the mesh, and all of them by ambient mode. */
    ambientOnly: boolean;
    pods: number;
    mtls: Known<MtlsMode>;
  }[];
  /** Workload-level exceptions: policies whose mode, or whose ports, are weaker than that of their namespace. */
  exceptions: readonly {
    namespace: string;
    policy: string;
    mode: MtlsMode;
    port?: string;
    evidence: Evidence;
  }[];
  /** Workloads whose inbound traffic, or some ports of it, bypasses their sidecar. */
  bypasses: readonly { workload: WorkloadFacts; ports?: string; interfaces?: string; evidence: Evidence }[];
  /** Traffic that mesh-wide settings exclude from sidecars: these ports, or without `ports` all except a few. */
  keptOut: Known<readonly { ports?: string; evidence: Evidence }[]>;
  /** Mesh-wide settings that exclude outbound traffic from sidecars. */
  keptOutbound: Known<readonly (OutboundExclusion & { evidence: Evidence })[]>;
  /** EnvoyFilters that may disable mutual TLS for inbound traffic of sidecars. */
  patches: readonly PatchingFilter[];
}

/** An EnvoyFilter that changes what proxies enforce, with one of its patches as evidence. */
export interface PatchingFilter {
  namespace: string;
  name: string;
  evidence: Evidence;
}
