import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [
  namespaced('apps/v1', 'Deployment'),
  namespaced('apps/v1', 'DaemonSet'),
  namespaced('apps/v1', 'StatefulSet'),
  // Old ones pile up, ten a Deployment, and all that they add is who owns them.
  namespaced('apps/v1', 'ReplicaSet', { metadataOnly: true }),
  namespaced('batch/v1', 'Job'),
  namespaced('batch/v1', 'CronJob'),
];

export const workloads = defineCollector({
  id: 'workloads',
  why: 'Replicas, templates and owners of pods.',
  notRead: 'Bodies of ReplicaSets; templates of Jobs that a CronJob made.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
