/** Controllers of pods that have a record. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
  'Job',
  'CronJob',
] as const;

export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** Controllers that others make, each with a copy of its maker's template: by which kind. */
export const MAKERS: Readonly<Partial<Record<WorkloadKind, WorkloadKind>>> = {
  ReplicaSet: 'Deployment',
  ReplicationController: 'DeploymentConfig',
  Job: 'CronJob',
};
