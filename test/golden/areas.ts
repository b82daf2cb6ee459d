/** The golden clusters of the areas namespaces, network, storage and exposure, by name. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Snapshot } from '../../src/snapshot/types.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { exampleSnapshot } from '../support/example.ts';
import * as entryPoints from './entry-points.ts';
import * as network from './network.ts';

/** A cluster that is written as YAML: `storage/faults`. */
export function yamlCluster(name: string): Snapshot {
  return exampleSnapshot(readFileSync(fileURLToPath(new URL(`${name}.yaml`, import.meta.url)), 'utf8'));
}

/** A Deployment of an application: `app-1`. */
export const applicationOf = (namespace: string, index: number): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name: `app-${index}` },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: `app-${index}` } },
    template: {
      metadata: { labels: { app: `app-${index}` } },
      spec: { containers: [{ name: 'a', image: 'shop/a:1' }] },
    },
  },
});

/** Its fault is that no other namespace is in use: an object in another one corrects it. */
export const ONE_NAMESPACE = 'namespaces/single';

const YAML = [
  'namespaces/faults',
  'namespaces/healthy',
  'namespaces/unclear',
  'storage/faults',
  'storage/healthy',
];

export function areaClusters(): ReadonlyMap<string, Snapshot> {
  const objects: Readonly<Record<string, readonly Manifest[]>> = {
    'entry points/faults': entryPoints.FAULTY,
    'entry points/sound': entryPoints.SOUND,
    'network/faults': network.FAULTY,
    'network/sound': network.SOUND,
    'network/unclear': network.UNCLEAR,
    [ONE_NAMESPACE]: Array.from({ length: 12 }, (_, index) => applicationOf('shop', index)),
    'storage/no default class': [
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast' },
        provisioner: 'ebs.csi.aws.com',
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { namespace: 'shop', name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        status: { phase: 'Pending' },
      },
    ],
    ...Object.fromEntries(Object.entries(network.NETWORKS).map(([name, list]) => [`network/${name}`, list])),
  };
  return new Map([
    ...YAML.map((name) => [name, yamlCluster(name)] as const),
    ...Object.entries(objects).map(
      ([name, list]) => [name, snapshotOf({ version: 'v1.37.2' }, ...list)] as const,
    ),
  ]);
}
