import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type { ClusterFacts, ComponentFacts, ComponentInstanceFacts } from '../types.ts';
import { imageTag } from '../version.ts';
import { baseName } from './argv.ts';
import { leaderOf } from './leases.ts';
import type { StaticInstance } from './pods.ts';
import { silence } from './silence.ts';
import { askFlag } from './testimony.ts';

/** Controller manager and scheduler: static pods where visible, else only the leader by its lease. */
export function leaderElected(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  name: string,
  instances: readonly StaticInstance[],
): ComponentFacts {
  const quiet = silence(snapshot, cluster, `the ${name}`, ['pods']);
  const leader = leaderOf(snapshot.records.lease, name);
  const minor = cluster.minor.known ? cluster.minor.value : undefined;
  const shown: ComponentInstanceFacts[] = instances.map((instance) => ({
    ...instance,
    leader: instances.length === 1 || instance.name === leader?.host,
  }));
  if (shown.length === 0 && leader)
    shown.push({ name: leader.host, leader: true, seenBy: 'lease', source: `lease kube-system/${name}` });
  const notes =
    leader?.transitions !== undefined && leader.transitions > 10
      ? [`the leader changed ${leader.transitions} times`]
      : [];
  return {
    name,
    instances: shown,
    replicas: countInstances(instances, quiet, leader ? 'only the leader shows in its lease' : undefined),
    version: versionOf(instances, quiet),
    healthy: healthOf(instances, quiet),
    flag: (flag) => askFlag({ program: name, instances, minor, silence: quiet }, flag),
    notes,
    ...(leader && { leader }),
  };
}

/** A component that runs as ordinary pods of a DaemonSet or Deployment in kube-system (kube-proxy, CoreDNS, ...). */
export function podComponent(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  name: string,
  images: readonly string[],
): ComponentFacts {
  const quiet = silence(snapshot, cluster, name, ['pods']);
  const instances = snapshot.records.pod
    .filter((pod) => pod.namespace === 'kube-system' && pod.phase !== 'Succeeded' && pod.phase !== 'Failed')
    .flatMap((pod) => podInstance(pod, images))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name,
    instances,
    replicas: countInstances(instances, quiet),
    version: versionOf(instances, quiet),
    healthy: healthOf(instances, quiet),
    flag: () => ({ known: false, ...quiet }),
    notes: [],
  };
}

function podInstance(pod: PodRecord, images: readonly string[]): ComponentInstanceFacts[] {
  const container = pod.template.containers.find(
    ({ image, role }) => role !== 'init' && images.includes(imageName(image)),
  );
  if (!container) return [];
  const version = imageTag(container.image);
  return [
    {
      name: pod.name,
      ...(pod.node && { node: pod.node }),
      ...(version && { version }),
      image: container.image,
      ready: pod.ready,
      restarts: pod.restarts,
      seenBy: 'pod',
      source: `pod ${pod.namespace}/${pod.name}`,
    },
  ];
}

function imageName(image: string): string {
  return baseName(image).split(/[:@]/, 1)[0] ?? '';
}

function countInstances(
  instances: readonly ComponentInstanceFacts[],
  quiet: { reason: string; settle: readonly string[] },
  hint?: string,
): Known<number> {
  if (instances.length === 0)
    return unknown(hint ? `${hint}; ${quiet.reason}` : quiet.reason, ...quiet.settle);
  return known(
    instances.length,
    ...instances.slice(0, 5).map(
      (instance) =>
        ({
          witness: 'pod',
          confidence: 'observed',
          source: instance.source,
          value: instance.version ?? 'running',
        }) as const,
    ),
  );
}

function versionOf(
  instances: readonly ComponentInstanceFacts[],
  quiet: { reason: string; settle: readonly string[] },
): Known<string> {
  const versions = [
    ...new Set(instances.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  const first = instances.find(({ version }) => version !== undefined);
  if (versions.length === 0 || !first) return unknown(quiet.reason, ...quiet.settle);
  return known(versions.join(', '), {
    witness: 'pod',
    confidence: 'observed',
    source: first.source,
    value: first.image ?? '',
  });
}

function healthOf(
  instances: readonly ComponentInstanceFacts[],
  quiet: { reason: string; settle: readonly string[] },
): Known<boolean> {
  if (instances.length === 0) return unknown(quiet.reason, ...quiet.settle);
  const sick = instances.filter(({ ready }) => ready === false);
  const shown = sick.length > 0 ? sick : instances.slice(0, 1);
  return known(
    sick.length === 0,
    ...shown.map(
      ({ source, ready }) =>
        ({
          witness: 'pod',
          confidence: 'observed',
          source,
          value: ready === false ? 'not ready' : 'ready',
        }) as const,
    ),
  );
}
