import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type {
  ApiServerFacts,
  ClusterFacts,
  ComponentInstanceFacts,
  NodeFacts,
  ServiceFacts,
} from '../types.ts';
import { anonymousState } from './anonymous.ts';
import { auditState } from './audit.ts';
import { admissionPlugin, authorizers } from './authorization.ts';
import { encryptionState } from './encryption.ts';
import { endpointFacts } from './endpoint.ts';
import type { K3sInstance } from './k3s.ts';
import { k3sInstances } from './k3s.ts';
import type { ApiServerLease } from './leases.ts';
import { apiServerLeases, nameLeases } from './leases.ts';
import { withOperatorConfig } from './openshift.ts';
import type { StaticInstance } from './pods.ts';
import { staticInstances } from './pods.ts';
import { UNNAMED, unnamed, replicaMetrics, samples } from './replicas.ts';
import { silence } from './silence.ts';
import type { Testimony, Witnessed } from './testimony.ts';
import { askFlag } from './testimony.ts';

/** Everything about the API servers, each question through all of its witnesses. */
export function buildApiServer(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  lists: { nodes: readonly NodeFacts[]; services: readonly ServiceFacts[] },
): ApiServerFacts {
  const leases = apiServerLeases(snapshot.records.lease, cluster.takenAt);
  const pods = withOperatorConfig(staticInstances(snapshot.records.pod, 'kube-apiserver'), snapshot);
  const k3s = k3sInstances(snapshot.records.node);
  const bare = k3s.filter(({ name }) => !pods.some((pod) => pod.name === name));
  const names = nameLeases(leases, [...pods, ...bare]);
  const nameOf = (hash: string | undefined) => replicaName(hash, leases, names);
  const witnessed = gather(snapshot, [...names.values()], { pods, k3s }, nameOf);
  const servers = witnessed.map(({ name }) => name);
  const metrics = replicaMetrics(snapshot, nameOf);
  const minor = cluster.minor.known ? cluster.minor.value : undefined;
  const quiet = silence(snapshot, cluster, 'the API server', ['flagz', 'pods']);
  const quietWithMetrics = silence(snapshot, cluster, 'the API server', ['flagz', 'pods', 'metrics']);
  const heard = { metrics, servers, silence: quietWithMetrics };
  const flag = (name: string) =>
    askFlag({ program: 'kube-apiserver', instances: witnessed, minor, silence: quiet }, name);
  return {
    name: 'kube-apiserver',
    instances: instanceFacts(witnessed, pods, names),
    replicas: replicas(leases, pods, snapshot, quiet),
    version: cluster.version,
    healthy: health(snapshot),
    flag,
    notes: disagreements(witnessed, flag),
    anonymous: anonymousState({
      probes: snapshot.records.probe,
      anonymousAuth: flag('anonymous-auth'),
      authenticationConfig: flag('authentication-config'),
      authorizationMode: flag('authorization-mode'),
      silence: silence(snapshot, cluster, 'the API server', ['probe', 'flagz', 'pods']),
    }),
    authorizers: authorizers({
      mode: flag('authorization-mode'),
      config: flag('authorization-config'),
      ...heard,
    }),
    admission: (plugin) =>
      admissionPlugin(
        {
          enabled: flag('enable-admission-plugins'),
          disabled: flag('disable-admission-plugins'),
          ...heard,
        },
        plugin,
      ),
    audit: auditState({
      policy: flag('audit-policy-file'),
      logPath: flag('audit-log-path'),
      webhook: flag('audit-webhook-config-file'),
      ...heard,
    }),
    encryption: encryptionState({
      cluster,
      flag: flag('encryption-provider-config'),
      ...heard,
      secretsExist: secretsExist(snapshot, metrics),
      healthHints: healthHints(snapshot),
    }),
    endpoint: endpointFacts({ snapshot, cluster, ...lists }),
  };
}

/** A listed Secret, or an object count above zero: only then do silent storage metrics mean something. */
function secretsExist(snapshot: Snapshot, metrics: ReturnType<typeof replicaMetrics>): boolean {
  const counted = metrics.some((replica) =>
    samples(replica, 'apiserver_resource_objects').some(
      ({ labels, value }) => labels['resource'] === 'secrets' && !labels['group'] && value > 0,
    ),
  );
  return snapshot.records.secret.length > 0 || counted;
}

/** Name of the replica behind an identity hash; with a single live replica no hash is needed. */
function replicaName(
  hash: string | undefined,
  leases: readonly ApiServerLease[],
  names: ReadonlyMap<string, string>,
): string {
  const lease =
    leases.find((candidate) => candidate.hash === hash) ?? (leases.length === 1 ? leases[0] : undefined);
  return (lease && names.get(lease.lease)) ?? UNNAMED;
}

/** One entry per live API server with everything that speaks about it, best witness first. */
function gather(
  snapshot: Snapshot,
  leased: readonly string[],
  { pods, k3s }: { pods: readonly StaticInstance[]; k3s: readonly K3sInstance[] },
  nameOf: (hash: string | undefined) => string,
): Witnessed[] {
  const byName = new Map<string, Testimony[]>();
  const at = (name: string) => {
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    return list;
  };
  for (const name of leased) at(name);
  for (const pod of pods) at(pod.name);
  const only = byName.size === 1 ? [...byName.keys()][0] : undefined;
  for (const record of snapshot.records.flagz) {
    if (record.component !== 'kube-apiserver') continue;
    const replica = nameOf(record.instanceHash);
    const name = replica === UNNAMED ? (only ?? unnamed(record.instanceHash)) : replica;
    const list = at(name);
    if (list.some(({ witness }) => witness === 'flagz')) continue;
    const source = byName.size > 1 ? `GET /flagz of ${name}` : 'GET /flagz';
    list.push({ witness: 'flagz', source, flags: new Map(Object.entries(record.flags)), kind: 'effective' });
  }
  for (const pod of pods) at(pod.name).push(...pod.testimonies);
  for (const instance of k3s) at(instance.name).push(...instance.testimonies);
  return [...byName]
    .map(([name, testimonies]) => ({ name, testimonies }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function instanceFacts(
  witnessed: readonly Witnessed[],
  pods: readonly StaticInstance[],
  names: ReadonlyMap<string, string>,
): ComponentInstanceFacts[] {
  return witnessed.map(({ name, testimonies }) => {
    const pod = pods.find((candidate) => candidate.name === name);
    if (pod) return pod;
    const lease = [...names].find(([, named]) => named === name)?.[0];
    if (lease) return { name, seenBy: 'lease', source: `lease kube-system/${lease}` };
    return {
      name,
      seenBy: testimonies[0]?.witness ?? 'endpoint',
      source: testimonies[0]?.source ?? 'API server',
    };
  });
}

function replicas(
  leases: readonly ApiServerLease[],
  pods: readonly StaticInstance[],
  snapshot: Snapshot,
  quiet: { reason: string; settle: readonly string[] },
): Known<number> {
  if (leases.length > 0) {
    return known(
      leases.length,
      ...leases.map(
        ({ lease }) =>
          ({
            witness: 'lease',
            confidence: 'observed',
            source: `lease kube-system/${lease}`,
            value: 'renewed within the last minute',
          }) as const,
      ),
    );
  }
  if (pods.length > 0)
    return known(
      pods.length,
      ...pods.map(
        ({ source }) => ({ witness: 'pod', confidence: 'observed', source, value: 'static pod' }) as const,
      ),
    );
  const slice = snapshot.records.endpointSlice.find(
    ({ namespace, service }) => namespace === 'default' && service === 'kubernetes',
  );
  const hint = slice
    ? `; the kubernetes Service has ${slice.addresses.length} address(es), which is a lower bound`
    : '';
  return unknown(`${quiet.reason}${hint}`, 'list leases.coordination.k8s.io in kube-system', ...quiet.settle);
}

function health({ records, outcomes }: Snapshot): Known<boolean> {
  const ready = records.health.find(({ path }) => path.startsWith('/readyz'));
  if (!ready) return unknown(outcomes.get('health')?.reason ?? '/readyz was not read', 'get /readyz');
  const bad = ready.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  const value = bad.length > 0 ? `failing: ${bad.join(', ')}` : `HTTP ${ready.status}`;
  return known(ready.status === 200 && bad.length === 0, {
    witness: 'health',
    confidence: 'observed',
    source: 'GET /readyz?verbose',
    value,
  });
}

function healthHints({ records }: Snapshot): string[] {
  const names = records.health.flatMap(({ checks }) => checks.map(({ name }) => name));
  return [
    ...new Set(
      names.filter((name) => name.startsWith('kms-provider') || name.includes('encryption-provider-config')),
    ),
  ].sort();
}

/** Flags whose witnesses contradict each other: a stale manifest, a proxy in between, or a lie. */
function disagreements(witnessed: readonly Witnessed[], flag: ApiServerFacts['flag']): string[] {
  const names = new Set(
    witnessed.flatMap(({ testimonies }) =>
      testimonies.filter(({ witness }) => witness !== 'flagz').flatMap(({ flags }) => [...flags.keys()]),
    ),
  );
  const notes: string[] = [];
  for (const name of [...names].sort()) {
    const answer = flag(name);
    if (!answer.known) continue;
    for (const sighting of answer.sightings) {
      if (sighting.disagreement)
        notes.push(
          `${sighting.instance}: ${describe(sighting.evidence)}, but ${describe(sighting.disagreement)}`,
        );
    }
  }
  return notes;
}

function describe({ source, value }: Evidence): string {
  return `${source} says ${value}`;
}
