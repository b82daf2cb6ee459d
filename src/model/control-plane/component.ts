import type { Known, UnknownReason } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { LIST_PODS } from '../requirements.ts';
import type { ClusterFacts, ComponentFacts, ComponentInstanceFacts } from '../types.ts';
import { imageIs } from '../../shared/image.ts';
import { imageTag } from '../version.ts';
import { parseArgv } from './sources/command/argv.ts';
import { leaderOf } from './sources/leases.ts';
import type { StaticInstance } from './sources/static-pods.ts';
import { MANIFESTS } from './api-server/server-count.ts';
import { explainUnknown } from './sources/unknown-reason.ts';
import type { ComponentInstance } from './sources/flag-sources.ts';
import { resolveFlag } from './sources/flag-sources.ts';

/** Controller manager and scheduler: static pods where visible, else only the leader from its lease. */
export function leaderElected(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  name: string,
  instances: readonly StaticInstance[],
): ComponentFacts {
  const whyUnknown = explainUnknown(snapshot, cluster, { program: name, called: `the ${name}` }, ['pods']);
  const leader = leaderOf(snapshot.records.lease, name);
  const observedInstances = instances.map((instance) => withMinors(instance, cluster));
  const shown: ComponentInstanceFacts[] = instances.map((instance) => ({
    ...instance,
    leader: instances.length === 1 || instance.name === leader?.host,
  }));
  if (shown.length === 0 && leader)
    shown.push({ name: leader.host, leader: true, source: 'lease', location: `lease kube-system/${name}` });
  const notes =
    leader?.transitions !== undefined && leader.transitions > 10
      ? [`the leader changed ${leader.transitions} times`]
      : [];
  return {
    name,
    instances: shown,
    replicas: countInstances(
      instances,
      whyUnknown,
      leader ? 'only the leader is visible, in its Lease' : undefined,
    ),
    version: versionOf(instances, whyUnknown),
    healthy: healthOf(instances, whyUnknown),
    flag: (flag) => resolveFlag({ program: name, instances: observedInstances, whyUnknown }, flag),
    notes,
    ...(leader && { leader }),
  };
}

/** Its version is that of its image, else that of the API server or one minor older, as during an upgrade. */
function withMinors(instance: StaticInstance, { minor }: ClusterFacts): ComponentInstance {
  const { name, sources, minor: own } = instance;
  const minors = own !== undefined ? [own] : minor.known ? [minor.value - 1, minor.value] : undefined;
  return { name, sources, ...(minors && { minors }) };
}

/** A component that runs as ordinary pods of a DaemonSet or Deployment in kube-system (kube-proxy, CoreDNS, ...). */
export function podComponent(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  name: string,
  images: readonly string[],
): ComponentFacts {
  const whyUnknown = explainUnknown(snapshot, cluster, { program: name, called: name }, ['pods']);
  const instances = snapshot.records.pod
    .filter((pod) => pod.namespace === 'kube-system' && pod.phase !== 'Succeeded' && pod.phase !== 'Failed')
    .flatMap((pod) => podInstance(pod, name, images))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name,
    instances,
    replicas: countInstances(instances, whyUnknown),
    version: versionOf(instances, whyUnknown),
    healthy: healthOf(instances, whyUnknown),
    flag: () => ({ known: false, ...whyUnknown }),
    notes: [],
  };
}

/** By its image, including mirrored and repackaged ones, or by the program that it starts (RKE2 has one image for all). */
export function containerRunning<T extends PodRecord['template']['containers'][number]>(
  containers: readonly T[],
  program: string,
  images: readonly string[] = [program],
): T | undefined {
  return containers.find(
    (one) =>
      one.role !== 'init' &&
      (images.some((wanted) => imageIs(one.image, wanted)) || parseArgv(program, one) !== undefined),
  );
}

function podInstance(pod: PodRecord, program: string, images: readonly string[]): ComponentInstanceFacts[] {
  const container = containerRunning(pod.template.containers, program, images);
  if (!container) return [];
  const version = imageTag(container.image);
  return [
    {
      name: pod.name,
      ...(pod.node && { node: pod.node }),
      ...(version && { version }),
      image: container.image,
      ...(pod.ready !== undefined && { ready: pod.ready }),
      ...(pod.restarts !== undefined && { restarts: pod.restarts }),
      ...(pod.created && { created: pod.created }),
      source: 'pod',
      location: `pod ${pod.namespace}/${pod.name}`,
    },
  ];
}

function countInstances(
  instances: readonly ComponentInstanceFacts[],
  whyUnknown: UnknownReason,
  hint?: string,
): Known<number> {
  if (instances.length === 0)
    return unknown(hint ? `${hint}; ${whyUnknown.reason}` : whyUnknown.reason, ...whyUnknown.requires);
  if (instances.every(({ manifest }) => manifest)) return unknown(MANIFESTS, ...whyUnknown.requires);
  return known(
    instances.length,
    ...instances.slice(0, 5).map(
      (instance) =>
        ({
          source: 'pod',
          confidence: 'observed',
          location: instance.location,
          value: instance.version ?? 'running',
        }) as const,
    ),
  );
}

function versionOf(instances: readonly ComponentInstanceFacts[], whyUnknown: UnknownReason): Known<string> {
  const versions = [
    ...new Set(instances.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  const first = instances.find(({ version }) => version !== undefined);
  if (versions.length === 0 || !first) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  return known(versions.join(', '), {
    source: 'pod',
    confidence: 'observed',
    location: first.location,
    value: first.image ?? '',
  });
}

/** Files may lack a status. */
export const NO_STATUS = 'the status of its Pods is missing';

function healthOf(instances: readonly ComponentInstanceFacts[], whyUnknown: UnknownReason): Known<boolean> {
  if (instances.length === 0) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  const reported = instances.filter(({ ready }) => ready !== undefined);
  const sick = reported.filter(({ ready }) => ready === false);
  if (sick.length === 0 && reported.length < instances.length) return unknown(NO_STATUS, LIST_PODS);
  const shown = sick.length > 0 ? sick : instances.slice(0, 1);
  return known(
    sick.length === 0,
    ...shown.map(
      ({ location, ready }) =>
        ({
          source: 'pod',
          confidence: 'observed',
          location,
          value: ready === false ? 'not ready' : 'ready',
        }) as const,
    ),
  );
}
