import type { Manifest } from '../../model/support/cluster.ts';
import type { Kubectl } from '../lib/kubectl.ts';
import { getItems } from '../lib/kubectl.ts';
import type { StorageCase } from './cases.ts';
import { claim, pod, volume } from './objects.ts';
import { objectsOf } from './predict.ts';

/** What the controllers and the scheduler did. */
export interface Observation {
  /** By claim: its volume, or the reason of its last event. */
  volumes: Readonly<Record<string, string | undefined>>;
  /** The node of the pod, or that for which the scheduler requested a volume; undefined = none. */
  node?: string;
}

interface Pod {
  metadata: { namespace: string; name: string };
  spec: { nodeName?: string };
  status: { conditions?: { type: string; status: string; message?: string }[] };
}

interface Volume {
  spec: { accessModes: string[]; claimRef?: { namespace: string; uid?: string } };
}

interface Claim {
  metadata: { namespace: string; name: string; uid: string; annotations?: Record<string, string> };
  spec: { volumeName?: string; accessModes: string[] };
  status: { phase?: string };
}

const DEADLINE_MS = 300_000;

/** Applies all cases, each in its own namespace, and returns what happened to each once everything is decided. */
export async function observe(
  kubectl: Kubectl,
  cases: ReadonlyMap<string, StorageCase>,
): Promise<ReadonlyMap<string, Observation>> {
  const objects = [...cases].map(([namespace, one]) => ({ namespace, one, ...objectsOf(namespace, one) }));
  await apply(kubectl, [
    ...objects.map(({ namespace }) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    })),
    ...objects.flatMap(({ classes }) => classes),
  ]);
  await apply(
    kubectl,
    objects.flatMap(({ volumes }) => volumes),
  );
  await until(async () =>
    (await getItems<{ status: { phase?: string } }>(kubectl, 'persistentvolumes')).every(
      ({ status }) => status.phase !== undefined && status.phase !== 'Pending',
    ),
  );
  await apply(
    kubectl,
    objects.flatMap(({ claims }) => claims),
  );
  await afterAllClaims(kubectl, [...cases.keys()][0] ?? 'default');
  await apply(
    kubectl,
    objects.flatMap(({ namespace, one }) =>
      one.pod ? [pod(namespace, 'pod', one.claims, one.pod.zone)] : [],
    ),
  );
  await until(async () => {
    const claims = await getItems<Claim>(kubectl, 'persistentvolumeclaims', '-A');
    const stuck = stuckIn(claims, await getItems<Volume>(kubectl, 'persistentvolumes'));
    const chosen = new Set([...nodesOf(claims).keys(), ...stuck]);
    const pods = await getItems<Pod>(kubectl, 'pods', '-A');
    return pods
      .filter(({ metadata }) => cases.has(metadata.namespace))
      .every((one) => isDecided(one, chosen));
  });
  return collect(kubectl, cases);
}

/** The controller has one worker for claims: when a later claim is bound, the earlier ones were evaluated. */
async function afterAllClaims(kubectl: Kubectl, namespace: string): Promise<void> {
  const name = `last-${namespace}`;
  await apply(kubectl, [volume(namespace, { name, storageClass: name, claim: name })]);
  await apply(kubectl, [claim(namespace, { name, storageClass: name })]);
  const wait = [
    'wait',
    `pvc/${name}`,
    '-n',
    namespace,
    '--for=jsonpath={.status.phase}=Bound',
    '--timeout=120s',
  ];
  await kubectl(wait);
  // A claim that was evaluated before its volume became available is evaluated again within 15 s (the controller's resync).
  await until(async () => {
    const claims = await getItems<Claim>(kubectl, 'persistentvolumeclaims', '-A');
    return claims.every(({ spec, status }) => spec.volumeName === undefined || status.phase !== undefined);
  });
}

function nodesOf(claims: readonly Claim[]): ReadonlyMap<string, string> {
  return new Map(
    claims.flatMap(({ metadata }) => {
      const node = metadata.annotations?.['volume.kubernetes.io/selected-node'];
      return node === undefined ? [] : [[metadata.namespace, node] as const];
    }),
  );
}

/**
 * Namespaces whose pod waits for a volume that the scheduler reserved and the controller will not bind, because the access modes differ: the
 * scheduler gives up after ten minutes only.
 */
function stuckIn(claims: readonly Claim[], volumes: readonly Volume[]): string[] {
  return volumes.flatMap(({ spec: { accessModes, claimRef } }) => {
    const own = claims.find(({ metadata }) => claimRef?.uid !== undefined && metadata.uid === claimRef.uid);
    const differs = own?.spec.accessModes.some((mode) => !accessModes.includes(mode));
    return own && differs ? [own.metadata.namespace] : [];
  });
}

function isDecided({ metadata, spec, status }: Pod, chosen: ReadonlySet<string>): boolean {
  if (spec.nodeName !== undefined || chosen.has(metadata.namespace)) return true;
  return (
    status.conditions?.some(({ type, status: is }) => type === 'PodScheduled' && is === 'False') === true
  );
}

async function collect(
  kubectl: Kubectl,
  cases: ReadonlyMap<string, StorageCase>,
): Promise<ReadonlyMap<string, Observation>> {
  const claims = await getItems<Claim>(kubectl, 'persistentvolumeclaims', '-A');
  const pods = await getItems<Pod>(kubectl, 'pods', '-A');
  const chosen = nodesOf(claims);
  return new Map(
    [...cases.keys()].map((namespace): [string, Observation] => {
      const own = claims.filter(({ metadata }) => metadata.namespace === namespace);
      const node =
        pods.find(({ metadata }) => metadata.namespace === namespace)?.spec.nodeName ?? chosen.get(namespace);
      const bound = own
        .filter(({ metadata }) => !metadata.name.startsWith('last-'))
        .map(({ metadata, spec, status }): [string, string | undefined] => [
          metadata.name,
          status.phase === 'Bound' ? spec.volumeName : undefined,
        ]);
      return [namespace, { volumes: Object.fromEntries(bound), ...(node !== undefined && { node }) }];
    }),
  );
}

/** Creates objects as the API server accepts them. */
export async function apply(kubectl: Kubectl, items: readonly Manifest[]): Promise<void> {
  if (items.length === 0) return;
  await kubectl(['create', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
}

/** Repeats a request until its answer holds. The error contains what `last` returns, for a cluster that is gone when it is read. */
export async function until(holds: () => Promise<boolean>, last?: () => unknown): Promise<void> {
  const end = Date.now() + DEADLINE_MS;
  while (!(await holds())) {
    if (Date.now() > end) {
      const seen = last === undefined ? '' : `: ${JSON.stringify(last())}`;
      throw new Error(`not decided within ${DEADLINE_MS / 1000} s${seen}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
