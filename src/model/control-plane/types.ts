import type { Evidence, Known, EvidenceSource, UnknownReason } from '../../shared/evidence.ts';
import type { HealthRecord, MetricSample, ProbeRecord } from '../../snapshot/records/index.ts';

/** A flag of one instance, by its best data source. */
export interface ObservedFlag {
  /** Instance of the component: node or host name where known, else the lease or `one API server`. */
  instance: string;
  /** Effective value as text; booleans `true`/`false`, lists joined by `,`, empty = ``. */
  value: string;
  /** False when the flag was absent and `value` is the default of that version. */
  set: boolean;
  evidence: Evidence;
  /** Other data sources with a different value for the same instance. */
  disagreement?: Evidence;
  /**
   * Why it does not count as a pass: a source that is not visible may override it, or its pod is not ready. It proves a fault all the same.
   */
  uncertainty?: string;
  /** Of a list: there may be further items that are not visible, and a missing item may be among them. */
  more?: true;
  /** Possible minor versions of the instance; absent = not known. */
  minors?: readonly number[];
}

export type FlagAnswer =
  | {
      known: true;
      observations: readonly ObservedFlag[];
      /** Number of instances that cannot pass: without data, or with a doubtful observation. 0 = all were observed. */
      uncollected: number;
      /** The reason for one of them, where it is more specific than missing data. */
      why?: UnknownReason;
      /** No data source has the number of instances; `uncollected` is then 1 at least. */
      uncounted?: true;
    }
  | ({ known: false } & UnknownReason);

export interface ComponentInstanceFacts {
  name: string;
  node?: string;
  /** From the image tag or the server. */
  version?: string;
  image?: string;
  ready?: boolean;
  restarts?: number;
  /** ISO 8601: start of the restart count. */
  created?: string;
  leader?: boolean;
  source: EvidenceSource;
  /** Parsed argv; absent when it is not visible. */
  flags?: ReadonlyMap<string, readonly string[]>;
  /** The source's name in evidence: `pod kube-system/etcd-cp-1`. */
  location: string;
  hostNetwork?: boolean;
  /** From a file on a host's disk: it is intent, and proves neither that the pod runs nor the number of hosts. */
  manifest?: true;
  /** Another pod or manifest is the same program on the same host. */
  duplicate?: true;
}

export interface ComponentFacts {
  name: string;
  instances: readonly ComponentInstanceFacts[];
  /** Live replicas, by leases, pods or endpoints. */
  replicas: Known<number>;
  version: Known<string>;
  healthy: Known<boolean>;
  /** Effective value of a flag on every instance, including defaults by version. Name without leading dashes. */
  flag: (name: string) => FlagAnswer;
  notes: readonly string[];
  /** For controllers that elect a leader; absent when no lease was observed. */
  leader?: LeaderFacts;
}

export interface LeaderFacts {
  host: string;
  /** How often it changed since the lease was created. */
  transitions?: number;
  /** Seconds from the lease's last renewal to the newest renewal of the control plane; Infinity = never renewed. */
  idleSeconds: number;
  /** ISO 8601: start of the transition count. */
  created?: string;
}

export interface ApiServerVersion {
  /** `v1.37.2`. */
  version: string;
  minor: number;
  evidence: readonly Evidence[];
}

/** The state of one API server (or the cluster's) on a question that has several data sources. */
export interface ApiServerFacts extends ComponentFacts {
  /** What anonymous requests can access: nothing, health paths only, the default without discovery, or data. */
  anonymous: Known<'off' | 'health-only' | 'public-info' | 'discovery' | 'resources'>;
  /** All authorizers of any server, e.g. ['Node', 'RBAC']; not known while a server was not observed, unless one is AlwaysAllow. */
  authorizers: Known<readonly string[]>;
  /** The same per server. */
  authorization: AuthorizationFacts;
  /** The admission plugins that each server's flags enable: --enable-admission-plugins, or --admission-control where it is set. */
  plugins: FlagAnswer;
  /** Whether an admission plugin is certainly on or off. */
  admission: (plugin: string) => Known<boolean>;
  /**
   * `on`: events reach a backend. `no-policy`, `no-backend`: partly configured. `discarded`: to a device such as /dev/null. `drops-all`:
   * policy level None only.
   */
  audit: Known<'on' | 'off' | 'no-policy' | 'no-backend' | 'discarded' | 'drops-all'>;
  encryption: Known<EncryptionState>;
  endpoint: Known<EndpointFacts>;
  /** The counters of a `/metrics` family. */
  counts: (family: string) => Counts;
  /** `/readyz` and `/livez` of one server, as far as collected. */
  health: readonly HealthRecord[];
  /** The responses to anonymous requests. */
  probes: readonly ProbeRecord[];
  /** Oldest first; several during an upgrade. Empty when no version is known. */
  versions: readonly ApiServerVersion[];
  /** Servers without a known version, where several are known. */
  versionless: readonly string[];
  /** Deprecated APIs with a removal release that were requested since the start of the servers; empty = none, on any server. */
  deprecatedRequests: Known<readonly DeprecatedRequest[]>;
}

export interface AuthorizationFacts {
  servers: readonly ServerAuthorization[];
  /** Why there may be more than these; absent when every server was observed. */
  open?: UnknownReason;
  /** Why some server may have further authorizers; absent when all authorizers of all servers are known. */
  beside?: UnknownReason;
}

export interface ServerAuthorization {
  instance: string;
  modes: readonly string[];
  /** These are all; false where only those are known that have decided a request, or that the visible part of a list contains. */
  whole: boolean;
  /** If not whole: why there may be others that allow requests. */
  beside?: UnknownReason;
  evidence: readonly Evidence[];
  /** Why it does not count as a pass, as with a flag. */
  uncertainty?: string;
}

export interface DeprecatedRequest {
  /** `` = the core group. */
  group: string;
  version: string;
  resource: string;
  /** Minor that no longer serves it. */
  removedMinor: number;
  evidence: Evidence;
}

/** Samples of one metric family, per server. */
export interface Counts {
  /** One entry per server whose metrics were collected; without samples where it has none. */
  servers: readonly { instance: string; samples: readonly MetricSample[]; source: string }[];
  /** Why there may be samples that were not collected; absent when all servers reported, so that an absent event never occurred. */
  open?: UnknownReason;
}

export interface EncryptionState {
  /** `encrypted`: new and read Secrets are. `mixed`: some are still unencrypted. `clear`: they are written unencrypted. */
  secrets: 'encrypted' | 'mixed' | 'clear';
  /** `aescbc`, `secretbox`, `aesgcm`, `kms v1`, `kms v2` ...; first = used for writing. */
  providers: readonly string[];
  detail: string;
}

export interface EndpointFacts {
  host: string;
  addresses: readonly string[];
  /** `6443/tcp`; empty where unknown. */
  ports: readonly string[];
  reach: 'public' | 'private' | 'loopback' | 'unknown';
  /** inferred: public by the names in its certificate alone; `addresses` are then the private ones that were used. */
  basis: 'observed' | 'inferred';
  detail: string;
}

export interface EtcdFacts extends ComponentFacts {
  /** On the API server's host, on other hosts, not etcd at all (kine, dqlite), or the provider's. */
  topology: Known<'stacked' | 'external' | 'other' | 'provider'>;
  members: Known<number>;
  /** Locations of members, or of an etcd for some resources, that the API servers or the other members list and that were not observed. */
  uncollected: readonly string[];
}

export interface ControlPlaneFacts {
  apiServer: ApiServerFacts;
  /** Host that nodes use for the API servers, as configured in kubeadm; empty when none is. */
  sharedAddress: Known<string>;
  etcd: EtcdFacts;
  controllerManager: ComponentFacts;
  scheduler: ComponentFacts;
  cloudControllerManager: ComponentFacts;
  kubeProxy: ComponentFacts;
  coredns: ComponentFacts;
  konnectivity: ComponentFacts;
}

/** The state of the API servers' audit logging. */
export type AuditState = ApiServerFacts['audit'] extends Known<infer T> ? T : never;
