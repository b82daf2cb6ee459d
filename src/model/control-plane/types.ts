import type { Evidence, Known, EvidenceSource, UnknownReason } from '../../shared/evidence.ts';
import type { HealthRecord, MetricSample, ProbeRecord } from '../../snapshot/records/index.ts';

/** A flag as one instance has it, by the best witness that showed it. */
export interface ObservedFlag {
  /** Instance of the component: node or host name where known, else the lease or `one API server`. */
  instance: string;
  /** Effective value as text; booleans `true`/`false`, lists joined by `,`, empty = ``. */
  value: string;
  /** False when the flag was absent and `value` is the default of that version. */
  set: boolean;
  evidence: Evidence;
  /** Other witnesses that say something else about the same instance. */
  disagreement?: Evidence;
  /** Why nothing good follows from it: it may be overruled by what is not visible, or its pod is not ready. A fault it proves all the same. */
  doubt?: string;
  /** Of a list, items that are not visible may be there beside these: what is missing here may be among them. */
  more?: true;
  /** Minor versions that the instance may have; absent = not known. */
  minors?: readonly number[];
}

export type FlagAnswer =
  | {
      known: true;
      observations: readonly ObservedFlag[];
      /** Instances of which nothing good can be said: nobody could look into them, or their sighting has a doubt. 0 = all were seen. */
      uncollected: number;
      /** Why, for one of them, where more is known than that nobody looked. */
      why?: UnknownReason;
      /** Nothing tells how many instances there are; `unseen` is then 1 at least. */
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
  /** ISO 8601: since when the restarts are counted. */
  created?: string;
  leader?: boolean;
  source: EvidenceSource;
  /** Parsed argv; absent when it is not visible. */
  flags?: ReadonlyMap<string, readonly string[]>;
  /** How to name the source in evidence: `pod kube-system/etcd-cp-1`. */
  location: string;
  hostNetwork?: boolean;
  /** Of a file from a host's disk: it says what is to run there, and neither that it does nor how many hosts there are. */
  manifest?: true;
  /** Another pod or manifest is the same program on the same host. */
  rival?: true;
}

export interface ComponentFacts {
  name: string;
  instances: readonly ComponentInstanceFacts[];
  /** Live replicas, as far as leases, pods or endpoints tell. */
  replicas: Known<number>;
  version: Known<string>;
  healthy: Known<boolean>;
  /** Effective value of a flag on every instance; defaults by version are filled in. Name without dashes in front. */
  flag: (name: string) => FlagAnswer;
  notes: readonly string[];
  /** Of controllers that elect one; absent when no lease was seen. */
  leader?: LeaderFacts;
}

export interface LeaderFacts {
  host: string;
  /** How often it changed since the lease was made. */
  transitions?: number;
  /** How long the lease had not been renewed, by the newest renewal of the control plane; Infinity = never. */
  idleSeconds: number;
  /** ISO 8601: since when the transitions are counted. */
  created?: string;
}

export interface ApiServerVersion {
  /** `v1.37.2`. */
  version: string;
  minor: number;
  evidence: readonly Evidence[];
}

/** One API server's (or the cluster's) state on a question that has several witnesses. */
export interface ApiServerFacts extends ComponentFacts {
  /** Who may come in without credentials: nobody, health paths only, the discovery-free default, or data. */
  anonymous: Known<'off' | 'health-only' | 'public-info' | 'discovery' | 'resources'>;
  /** All authorizers that some server asks, e.g. ['Node', 'RBAC']; not known while a server was not seen, unless one is AlwaysAllow. */
  authorizers: Known<readonly string[]>;
  /** The same server by server. */
  authorization: AuthorizationFacts;
  /** The admission plugins that each server is told to run: --enable-admission-plugins, or --admission-control where it is set. */
  plugins: FlagAnswer;
  /** Admission plugins that are effective beyond doubt and those that are off. */
  admission: (plugin: string) => Known<boolean>;
  /** `on`: events reach a backend. `no-policy`, `no-backend`: half configured. `discarded`: to a device such as /dev/null. `drops-all`: policy level None only. */
  audit: Known<'on' | 'off' | 'no-policy' | 'no-backend' | 'discarded' | 'drops-all'>;
  encryption: Known<EncryptionState>;
  endpoint: Known<EndpointFacts>;
  /** What they counted under a family of `/metrics`. */
  counts: (family: string) => Counts;
  /** `/readyz` and `/livez` of one of them, as far as they were read. */
  health: readonly HealthRecord[];
  /** What requests without credentials got. */
  probes: readonly ProbeRecord[];
  /** Oldest first; several in the middle of an upgrade. Empty when no version is known. */
  versions: readonly ApiServerVersion[];
  /** Servers that are known beside others and whose own version nobody told. */
  versionless: readonly string[];
  /** Deprecated APIs with an end that somebody has asked for since the servers started; empty = nobody has, on any server. */
  deprecatedRequests: Known<readonly DeprecatedRequest[]>;
}

export interface AuthorizationFacts {
  servers: readonly ServerAuthorization[];
  /** Why there may be more than these tell; absent when every server was seen. */
  open?: UnknownReason;
  /** Why some server may ask others beside; absent when all authorizers of all servers are known. */
  beside?: UnknownReason;
}

export interface ServerAuthorization {
  instance: string;
  modes: readonly string[];
  /** These are all; false where only those are known that decided something so far, or that the visible part of a list names. */
  whole: boolean;
  /** Of one that is not whole: why there may be others that allow requests. */
  beside?: UnknownReason;
  evidence: readonly Evidence[];
  /** Why nothing good follows from it, as of a flag. */
  doubt?: string;
}

export interface DeprecatedRequest {
  /** `` = the core group. */
  group: string;
  version: string;
  resource: string;
  /** Minor that does not serve it any more. */
  removedMinor: number;
  evidence: Evidence;
}

/** Samples of one family, server by server. */
export interface Counts {
  /** One entry a server whose metrics were read; without samples where it shows none. */
  servers: readonly { instance: string; samples: readonly MetricSample[]; source: string }[];
  /** Why there may be samples that nobody shows; absent when all servers were heard and what is missing never happened. */
  open?: UnknownReason;
}

export interface EncryptionState {
  /** `encrypted`: new and read Secrets are. `mixed`: some still lie in the clear. `clear`: they are written in the clear. */
  secrets: 'encrypted' | 'mixed' | 'clear';
  /** `aescbc`, `secretbox`, `aesgcm`, `kms v1`, `kms v2` ...; first = used for writing. */
  providers: readonly string[];
  detail: string;
}

export interface EndpointFacts {
  host: string;
  addresses: readonly string[];
  /** `6443/tcp`; empty where it is not known. */
  ports: readonly string[];
  reach: 'public' | 'private' | 'loopback' | 'unknown';
  /** inferred: public by what its certificate is made out for alone; `addresses` are then the private ones that were used. */
  basis: 'observed' | 'inferred';
  detail: string;
}

export interface EtcdFacts extends ComponentFacts {
  /** Beside the API server, elsewhere, not etcd at all (kine, dqlite), or the provider's. */
  topology: Known<'stacked' | 'external' | 'other' | 'provider'>;
  members: Known<number>;
  /** Where members are, or an etcd for some kinds, that the API servers or the other members name and nobody saw. */
  uncollected: readonly string[];
}

export interface ControlPlaneFacts {
  apiServer: ApiServerFacts;
  /** Host by which nodes reach the API servers, as kubeadm was told; empty when it was told none. */
  sharedAddress: Known<string>;
  etcd: EtcdFacts;
  controllerManager: ComponentFacts;
  scheduler: ComponentFacts;
  cloudControllerManager: ComponentFacts;
  kubeProxy: ComponentFacts;
  coredns: ComponentFacts;
  konnectivity: ComponentFacts;
}

/** What the API servers keep of requests. */
export type AuditState = ApiServerFacts['audit'] extends Known<infer T> ? T : never;
