import type { DistributionId } from './distributions.ts';

/**
 * ConfigMaps of kube-system from which an authenticator outside the cluster reads who may be which user and group: whoever may change one maps
 * itself to `system:masters`. As of 2026-12-01; source: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html. The authenticator
 * reads it in the authentication modes CONFIG_MAP and API_AND_CONFIG_MAP, which no object of the cluster shows.
 */
export const asOf = '2026-12-01';

export interface IdentityConfigMap {
  name: string;
  /** Words that follow `unknown whether`. */
  uncertainty: string;
  /** Where to look. */
  look: string;
}

export const identityConfigMaps: Readonly<Partial<Record<DistributionId, IdentityConfigMap>>> = {
  eks: {
    name: 'aws-auth',
    uncertainty: 'EKS reads it in the authentication mode of this cluster',
    look: 'look at cluster.accessConfig.authenticationMode (aws eks describe-cluster): with API, aws-auth has no effect',
  },
};
