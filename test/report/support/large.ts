import { createSnapshotBuilder } from '../../../src/snapshot/builder.ts';
import type { PodTemplate } from '../../../src/snapshot/records/index.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';
import { COLLECTOR_IDS, SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../../src/snapshot/types.ts';

const LONG = 'a-name-that-somebody-generated-from-a-branch-and-a-ticket-number';

/** A cluster that is too large to list objects one by one; every list was complete. */
export function largeSnapshot({ nodes = 5000, namespaces = 400, services = 900 } = {}): Snapshot {
  const builder = createSnapshotBuilder();
  const template: PodTemplate = {
    labels: { app: 'web' },
    annotations: {},
    containers: [{ name: 'web', image: 'web:1' }],
    volumes: [],
  };
  for (let index = 0; index < nodes; index++) {
    builder.add('node', {
      name: `node-${String(index).padStart(4, '0')}`,
      labels: {
        'topology.kubernetes.io/zone': `zone-${index % 3}`,
        'node-role.kubernetes.io/worker': '',
        'node.kubernetes.io/instance-type': `type-${index % 40}`,
      },
      annotations: {},
      taints: [],
      conditions: [{ type: 'Ready', status: index % 97 === 0 ? 'False' : 'True' }],
      addresses: [
        { type: 'InternalIP', address: `10.${index >> 8}.${index & 255}.1` },
        ...(index % 50 === 0 ? [{ type: 'ExternalIP', address: `8.8.${index >> 8}.${index & 255}` }] : []),
      ],
      kubeletVersion: index % 2 === 0 ? 'v1.37.2' : 'v1.36.4',
      capacity: {},
    });
  }
  for (let index = 0; index < namespaces; index++) {
    const name = `${LONG}-${index}`;
    builder.add('namespace', { name, labels: {}, annotations: {}, phase: 'Active' });
    for (let pod = 0; pod < 5; pod++) {
      builder.add('pod', {
        namespace: name,
        name: `web-${pod}`,
        node: `node-${String((index * 5 + pod) % nodes).padStart(4, '0')}`,
        phase: 'Running',
        ready: true,
        restarts: 0,
        template,
      });
    }
  }
  for (let index = 0; index < services; index++) {
    builder.add('service', {
      namespace: `${LONG}-${index % namespaces}`,
      name: `${LONG}-${index}`,
      labels: {},
      annotations: {},
      type: 'LoadBalancer',
      ports: [{ port: 443 }, { port: 8443 }, { port: 9443 }, { port: 10443 }],
      loadBalancer: [`${LONG}-${index}.elb.example.com`],
    });
  }
  for (const collector of COLLECTOR_IDS) builder.outcome({ collector, status: 'ok', count: 0 });
  return builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: 'test',
      takenAt: '2026-11-24T00:00:00.000Z',
      source: 'live',
      server: 'https://10.0.0.1:6443',
    },
    'not collected',
  );
}
