import type { DistributionId } from '../../data/distributions.ts';
import type { Known } from '../../shared/evidence.ts';
import type { ClientRecord, IdentityRecord } from '../../snapshot/records/index.ts';

export interface ClusterFacts {
  /** Time of the snapshot; the only clock of the model and the checks. */
  takenAt: Date;
  source: 'live' | 'files';
  namespace?: string;
  context?: string;
  server?: string;
  /** Host of that URL, and the addresses that its name resolves to on the tool's host. */
  endpointHost?: string;
  endpointAddresses: readonly string[];
  uid?: string;
  user?: string;
  /** Server's gitVersion, e.g. `v1.37.2`. */
  version: Known<string>;
  /** Minor of the API server, e.g. 37. */
  minor: Known<number>;
  /** Minor that the API server emulates, as `/version` reports it; absent below 1.33 and where it is not reported. */
  emulatedMinor?: number;
  distribution: Known<Distribution>;
  /** The distribution is unknown, and lists that could identify it are incomplete. */
  distributionOpen: boolean;
  /** Files of more than one cluster were given together. */
  severalClusters?: true;
  provider: Known<string>;
  /** The provider runs the control plane: its settings are the provider's responsibility. */
  managed: Known<boolean>;
}

/** Ids are fixed; the name is for display. */
export interface Distribution {
  id: DistributionId;
  name: string;
}

/** The user of the tool, and the authentication method. */
export interface ClientFacts {
  means: Known<ClientRecord>;
  identity: Known<IdentityRecord>;
}
