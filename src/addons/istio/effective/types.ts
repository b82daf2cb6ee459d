import type { ServiceFacts, WorkloadFacts } from '../../../model/types.ts';
import type { CustomRecord, StringMap } from '../../../snapshot/records/index.ts';
import type { MeshSettings } from '../../../snapshot/mesh-settings.ts';
import type { Evidence, Known } from '../../../shared/evidence.ts';
import type { MtlsMode, PatchingFilter } from '../../types.ts';
import type { ClientRules, DestinationRuleFacts } from './destination-types.ts';

/** The namespace and labels by which policies select a workload. */
export interface Selected {
  namespace: string;
  labels: StringMap;
  /** A waypoint of ambient mode: policies reach it by `targetRefs` only. */
  waypoint?: boolean;
}

/** What a PeerAuthentication, or its absence, means for connections to a workload. */
export interface ModeFacts {
  mode: MtlsMode;
  evidence: Evidence;
}

export interface PeerFacts extends ModeFacts {
  /** Ports of the workload (not of Services) with a mode of their own. */
  ports: ReadonlyMap<number, ModeFacts>;
}

export type AuthorizationAction = 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';

/** What the policies of a workload decide about a request that none of their rules names. */
export type AuthorizationOutcome =
  'none' | 'allow-all' | 'deny' | 'allow-list' | 'deny-all' | 'custom' | 'audit';

/** The policies that istiod attaches to a workload, by action, the root namespace first. */
export interface AuthorizationFacts {
  readonly policies: readonly AuthorizationPolicyFacts[];
  /** Policies with this action that are enforced, not only logged by a dry run. */
  readonly enforced: Readonly<Record<AuthorizationAction, readonly AuthorizationPolicyFacts[]>>;
}

/** Values and negated values of one field of a source or an operation, or of one condition. */
export interface MatchFacts {
  field: string;
  values: readonly string[];
  notValues: readonly string[];
}

/** Without any match, a source or operation is every one. */
export interface RuleFacts {
  /** One is enough; none = every source. */
  from: readonly (readonly MatchFacts[])[];
  /** One is enough; none = every operation. */
  to: readonly (readonly MatchFacts[])[];
  /** All are required. */
  when: readonly MatchFacts[];
}

export interface PolicyFacts {
  record: CustomRecord;
  namespace: string;
  name: string;
  /** Labels that it selects, empty or absent = all workloads of its namespace. */
  selector?: StringMap;
  targetRefs: readonly TargetRef[];
  /** Why an API server would have rejected it: its effect is unknown. */
  problem?: string;
}

export interface TargetRef {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}

export interface AuthorizationPolicyFacts extends PolicyFacts {
  action: AuthorizationAction;
  /** Only evaluated and logged. */
  dryRun: boolean;
  /** Of action CUSTOM. */
  provider?: string;
  rules: readonly RuleFacts[];
}

export interface RequestAuthenticationFacts extends PolicyFacts {
  rules: readonly {
    issuer: string;
    jwksUri?: string;
    /** An inline key set. */
    inlineKeys: boolean;
    audiences: readonly string[];
    fromParams: readonly string[];
  }[];
}

export interface PeerAuthenticationFacts extends PolicyFacts {
  /** Absent = UNSET, inherited. */
  mode?: MtlsMode;
  ports: ReadonlyMap<number, MtlsMode | undefined>;
}

/** The PeerAuthentications of a mesh by scope. */
export interface PeerScopes {
  readonly mesh: ModeFacts;
  namespace: (name: string) => ModeFacts;
  workload: (selected: Selected) => PeerFacts;
  /** The one with a selector that counts for a workload. */
  workloadPolicy: (selected: Selected) => PeerAuthenticationFacts | undefined;
}

/** How a pod takes part in the mesh. */
export type Membership = 'sidecar' | 'ambient' | 'gateway' | 'waypoint';

/** A workload of the mesh with the policies that apply to it. */
export interface MemberFacts {
  workload: WorkloadFacts;
  /** By which policies select it. */
  selected: Selected;
  membership: Membership;
  /** False: an injector will add the proxy to its next pods, but no pod of it is observed. */
  observed: boolean;
  mtls: Known<PeerFacts>;
  authorization: Known<AuthorizationFacts>;
  authentication: Known<readonly RequestAuthenticationFacts[]>;
}

/** A port of a workload that a Service leads to. */
export interface MemberPort {
  number: number;
  servicePort: number;
  /** detected: from the first bytes of each connection. */
  protocol: 'http' | 'tcp' | 'detected';
  service: ServiceFacts;
}

/** Policies and rules that were read. Others may exist where a list is incomplete: enough for a fail, not for a pass. */
export interface ReadPolicies {
  peerAuthentications: readonly PeerAuthenticationFacts[];
  authorizationPolicies: readonly AuthorizationPolicyFacts[];
  requestAuthentications: readonly RequestAuthenticationFacts[];
  destinationRules: readonly DestinationRuleFacts[];
}

/** The effective configuration of the mesh, as istiod computes it. */
export interface MeshFacts {
  /** Settings of the mesh; unknown where they were not read, or where revisions have different ones. */
  settings: Known<MeshSettings>;
  /** The DNS domain in which istiod names Services. */
  domain: Known<string>;
  members: readonly MemberFacts[];
  /** Number of Pods by namespace that are gateways or waypoints. */
  podsOfGateways: ReadonlyMap<string, number>;
  /** Number of Pods by namespace without a proxy of the mesh. */
  podsOutside: ReadonlyMap<string, number>;
  /** What AuthorizationPolicies decide where no rule matches. */
  outcomeOf: (authorization: AuthorizationFacts) => AuthorizationOutcome;
  /** All policies that were read, also those that select nothing. */
  authorizationPolicies: Known<readonly AuthorizationPolicyFacts[]>;
  requestAuthentications: Known<readonly RequestAuthenticationFacts[]>;
  peerAuthentications: Known<readonly PeerAuthenticationFacts[]>;
  read: ReadPolicies;
  /** The PeerAuthentications that were read, by scope. */
  peers: Known<PeerScopes>;
  /** DestinationRules by client and host. */
  clients: Known<ClientRules>;
  /** Members that an AuthorizationPolicy or RequestAuthentication applies to, even where others may apply as well. */
  selectedBy: (policy: PolicyFacts) => readonly MemberFacts[];
  /** Members of a namespace with all of these labels. */
  labelled: (namespace: string, labels: StringMap) => readonly MemberFacts[];
  /** Members behind a Service, by its selector. */
  membersOf: (service: ServiceFacts) => readonly MemberFacts[];
  /** EnvoyFilters that may keep the proxy of a member from enforcing its policies. */
  patchesOf: (member: MemberFacts) => readonly PatchingFilter[];
  /** Ports of a member that Services lead to. */
  portsOf: (member: MemberFacts) => readonly MemberPort[];
}
