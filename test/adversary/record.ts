import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Cluster } from '../cluster/lib/cluster.ts';
import { ROOT } from '../cluster/lib/paths.ts';
import type { ServedResource } from '../collect/support/server.ts';
import type { RecordedWorld } from './world.ts';
import { WORLD } from './world.ts';

const OBJECTS = join(ROOT, 'test/adversary/world/objects.yaml');

/** Stored path -> requested path. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  '/version': '/version',
  '/readyz': '/readyz?verbose',
  '/livez': '/livez?verbose',
  '/metrics': '/metrics',
  '/flagz': '/flagz',
  '/.well-known/openid-configuration': '/.well-known/openid-configuration',
};

const WITHOUT_PROBES = JSON.stringify(
  ['livenessProbe', 'readinessProbe'].map((probe) => ({
    op: 'remove',
    path: `/spec/template/spec/containers/0/${probe}`,
  })),
);

/** Counters of a server that was started minutes ago count as insufficient uptime. */
const AGE_MS = 11 * 60_000;

/**
 * Records the answers of the API server of a cluster after the objects of world/objects.yaml run in it: complete lists, and only the
 * metadata of Secrets. Writes `WORLD`.
 */
export async function recordWorld({ kubectl }: Cluster, say: (line: string) => void): Promise<void> {
  await kubectl(['apply', '--server-side', '-f', OBJECTS]);
  // Pods are simulated here, and their addresses answer no probe.
  await kubectl(['-n', 'kube-system', 'patch', 'deployment', 'coredns', '--type=json', '-p', WITHOUT_PROBES]);
  await kubectl(['wait', '--for=condition=Available', 'deployment', '--all', '-A', '--timeout=120s']);
  await kubectl(['rollout', 'status', 'daemonset/calico-node', '-n', 'kube-system', '--timeout=120s']);
  say(`waiting ${AGE_MS / 60_000} minutes, until the counters of the API server are no young ones`);
  await sleep(AGE_MS);
  const raw = async (path: string) => (await kubectl(['get', '--raw', path])).stdout;
  const resources = await servedResources(raw);
  const items: Record<string, object[]> = {};
  for (const { group, version, plural } of resources) {
    const path = `${group === '' ? '/api' : `/apis/${group}`}/${version}/${plural}`;
    const list = (JSON.parse(await raw(path)) as { items?: object[] }).items ?? [];
    items[path] = plural === 'secrets' ? list.map(metadataOf) : list;
  }
  const documents: Record<string, string | object> = {};
  for (const [kept, requested] of Object.entries(DOCUMENTS)) {
    const text = await raw(requested);
    documents[kept] = text.startsWith('{') ? (JSON.parse(text) as object) : text;
  }
  const world: RecordedWorld = { takenAt: new Date().toISOString(), resources, items, documents };
  await mkdir(dirname(WORLD), { recursive: true });
  await writeFile(WORLD, gzipSync(JSON.stringify(world), { level: 9 }));
  say(`saved ${WORLD}`);
}

function metadataOf(secret: object): object {
  return { metadata: (secret as { metadata: object }).metadata };
}

interface Group {
  name: string;
  versions: { version: string }[];
}

/** All resources that can be listed, from legacy discovery. */
async function servedResources(raw: (path: string) => Promise<string>): Promise<ServedResource[]> {
  const { groups } = JSON.parse(await raw('/apis')) as { groups: Group[] };
  const versions = [
    { group: '', version: 'v1', path: '/api/v1' },
    ...groups.flatMap(({ name, versions: list }) =>
      list.map(({ version }) => ({ group: name, version, path: `/apis/${name}/${version}` })),
    ),
  ];
  const found: ServedResource[] = [];
  for (const { group, version, path } of versions) {
    const { resources } = JSON.parse(await raw(path)) as {
      resources: { name: string; kind: string; namespaced: boolean; verbs: string[] }[];
    };
    for (const { name, kind, namespaced, verbs } of resources)
      if (verbs.includes('list') && !name.includes('/'))
        found.push({ group, version, kind, plural: name, namespaced });
  }
  return found;
}
