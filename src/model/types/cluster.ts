import type { DistributionId } from '../../data/distributions.ts';
import type { Known } from '../../shared/evidence.ts';
import type { ClientRecord, IdentityRecord } from '../../snapshot/records/index.ts';

export interface ClusterFacts {
  /** Time of the snapshot; the only clock that the model and the checks know. */
  takenAt: Date;
  source: 'live' | 'files';
  namespace?: string;
  context?: string;
  server?: string;
  /** Host of that URL, and the addresses of its name from where the tool ran. */
  endpointHost?: string;
  endpointAddresses: readonly string[];
  uid?: string;
  user?: string;
  /** Server's gitVersion, e.g. `v1.37.2`. */
  version: Known<string>;
  /** Minor of the API server, e.g. 37. */
  minor: Known<number>;
  /** Minor whose behaviour the API server emulates, as `/version` tells; absent below 1.33 and where nobody told. */
  emulatedMinor?: number;
  distribution: Known<Distribution>;
  /** The distribution is not known, and lists that could tell it were not all seen. */
  distributionOpen: boolean;
  /** Files of more than one cluster were given together. */
  severalClusters?: true;
  provider: Known<string>;
  /** The provider runs the control plane: its settings are the provider's job. */
  managed: Known<boolean>;
}

/** Ids are fixed; the name is for people. */
export interface Distribution {
  id: DistributionId;
  name: string;
}

/** The one who looks, and how he comes in. */
export interface ClientFacts {
  means: Known<ClientRecord>;
  identity: Known<IdentityRecord>;
}
