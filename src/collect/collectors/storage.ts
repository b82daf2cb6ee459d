import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [
  clusterWide('storage.k8s.io/v1', 'StorageClass'),
  clusterWide('storage.k8s.io/v1', 'CSIDriver'),
  clusterWide('v1', 'PersistentVolume'),
  namespaced('v1', 'PersistentVolumeClaim'),
];

export const storage = defineCollector({
  id: 'storage',
  why: 'Where data lives, how it is reclaimed and whether its volumes are encrypted.',
  notRead: 'Parameters of storage classes but a few that name type and encryption.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
