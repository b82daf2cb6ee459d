import type { DistributionId } from './distributions.ts';

/**
 * ServiceAccounts that a distribution creates in every namespace, with the ClusterRole that it binds them to there and the
 * sensitive permissions of that role. As of 2026-11-29; source: pkg/bootstrappolicy of
 * https://github.com/openshift/openshift-apiserver (`system:deployer` creates the pods that carry out a DeploymentConfig;
 * `system:image-builder` has none). Any further permission was granted by an administrator.
 */
export const asOf = '2026-11-29';

export interface ProjectAccount {
  account: string;
  clusterRole: string;
  /** Names from src/checks/helpers/namespace-permissions.ts. */
  permissions: readonly string[];
}

export const projectAccounts: Readonly<Partial<Record<DistributionId, readonly ProjectAccount[]>>> = {
  openshift: [
    { account: 'deployer', clusterRole: 'system:deployer', permissions: ['create Pods or workloads'] },
  ],
};
