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

/** Controllers that other controllers create, each with a copy of the owner's template, and the kind of the owner. */
export const MAKERS: Readonly<Partial<Record<WorkloadKind, WorkloadKind>>> = {
  ReplicaSet: 'Deployment',
  ReplicationController: 'DeploymentConfig',
  Job: 'CronJob',
};
