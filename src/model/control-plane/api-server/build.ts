import type { Evidence, Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { CollectorId, Snapshot } from '../../../snapshot/types.ts';
import type { ApiServerFacts, ClusterFacts, NodeFacts, ServiceFacts } from '../../types.ts';
import { anonymousState } from './anonymous-access.ts';
import { auditState } from './audit.ts';
import { admissionPlugin, namedPlugins } from './admission.ts';
import { authorization, authorizers } from './authorization.ts';
import { countsOf } from './metric-counts.ts';
import { deprecatedRequests } from './deprecated-apis.ts';
import { encryptionState } from './encryption.ts';
import { endpointFacts } from '../endpoint/build.ts';
import { replicaMetrics, samples } from './replica-metrics.ts';
import { apiServers } from './server-inventory.ts';
import { explainUnknown } from '../sources/unknown-reason.ts';
import type { ComponentInstance } from '../sources/flag-sources.ts';
import { resolveFlag } from '../sources/flag-sources.ts';
import { apiServerVersions, versionlessServers } from './versions.ts';
import { GET_READYZ } from '../../requirements.ts';

const API_SERVER = { program: 'kube-apiserver', called: 'the API server' };

/** All facts about the API servers, each from all of its data sources. */
export function buildApiServer(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  lists: { nodes: readonly NodeFacts[]; services: readonly ServiceFacts[] },
): ApiServerFacts {
  const inventory = apiServers(snapshot, cluster);
  const { live: servers, instances, duplicates, nameOf, replicas } = inventory;
  const metrics = replicaMetrics(snapshot, nameOf);
  const whyNo = (...sources: CollectorId[]) => explainUnknown(snapshot, cluster, API_SERVER, sources);
  const whyUnknown = whyNo('flagz', 'pods');
  const observed = { metrics, servers, whyUnknown: whyNo('flagz', 'pods', 'metrics') };
  const question = { program: 'kube-apiserver', instances: inventory.observedInstances, whyUnknown };
  const flag = (name: string) => resolveFlag(question, name);
  const requested = authorization({
    mode: flag('authorization-mode'),
    config: flag('authorization-config'),
    ...observed,
  });
  return {
    name: 'kube-apiserver',
    instances,
    replicas: replicas(whyUnknown),
    version: cluster.version,
    healthy: health(snapshot),
    flag,
    notes: [...duplicates, ...disagreements(inventory.observedInstances, flag)],
    anonymous: anonymousState({
      probes: snapshot.records.probe,
      anonymousAuth: flag('anonymous-auth'),
      authenticationConfig: flag('authentication-config'),
      authorizationMode: flag('authorization-mode'),
      authorizationConfig: flag('authorization-config'),
      servers,
      whyUnknown: whyNo('probe', 'flagz', 'pods'),
    }),
    authorization: requested,
    authorizers: authorizers(requested),
    plugins: namedPlugins(flag('admission-control'), flag('enable-admission-plugins')),
    admission: (plugin) => admissionPlugin({ ...pluginFlags(flag), ...observed }, plugin),
    audit: auditState({
      policy: flag('audit-policy-file'),
      logPath: flag('audit-log-path'),
      webhook: flag('audit-webhook-config-file'),
      ...observed,
    }),
    encryption: encryptionState({
      cluster,
      flag: flag('encryption-provider-config'),
      ...observed,
      secretsExist: secretsExist(snapshot, metrics),
      healthHints: healthHints(snapshot),
    }),
    endpoint: endpointFacts({ snapshot, cluster, ...lists }),
    counts: (family) =>
      countsOf({ metrics, servers, minor: cluster.minor, whyUnknown: whyNo('metrics') }, family),
    probes: byPath(snapshot.records.probe),
    health: byPath(snapshot.records.health),
    versions: apiServerVersions(cluster, instances, metrics),
    versionless: versionlessServers(instances, metrics, cluster, snapshot.records.node),
    deprecatedRequests: deprecatedRequests(observed),
  };
}

function pluginFlags(flag: ApiServerFacts['flag']) {
  return {
    list: flag('admission-control'),
    enabled: flag('enable-admission-plugins'),
    disabled: flag('disable-admission-plugins'),
  };
}

function byPath<T extends { path: string }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A listed Secret, or an object count above zero: only then does the absence of storage metrics mean something. */
function secretsExist(snapshot: Snapshot, metrics: ReturnType<typeof replicaMetrics>): boolean {
  const counted = metrics.some((replica) =>
    samples(replica, 'apiserver_resource_objects').some(
      ({ labels, value }) => labels['resource'] === 'secrets' && !labels['group'] && value > 0,
    ),
  );
  return snapshot.records.secret.length > 0 || counted;
}

function health({ records, outcomes }: Snapshot): Known<boolean> {
  const ready = records.health.find(({ path }) => path.startsWith('/readyz'));
  if (!ready) return unknown(outcomes.get('health')?.reason ?? '/readyz was not read', GET_READYZ);
  const bad = ready.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  if (ready.cut && bad.length === 0) return unknown('the response of /readyz is truncated', GET_READYZ);
  const value = bad.length > 0 ? `failing: ${bad.join(', ')}` : `HTTP ${ready.status}`;
  return known(ready.status === 200 && bad.length === 0, {
    source: 'health',
    confidence: 'observed',
    location: 'GET /readyz?verbose',
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

/** Flags with contradicting data sources: a stale manifest, a proxy in between, or a forged value. */
function disagreements(
  observedInstances: readonly ComponentInstance[],
  flag: ApiServerFacts['flag'],
): string[] {
  const names = new Set(
    observedInstances.flatMap(({ sources }) =>
      sources.filter(({ source }) => source !== 'flagz').flatMap(({ flags }) => [...flags.keys()]),
    ),
  );
  const notes: string[] = [];
  for (const name of [...names].sort()) {
    const answer = flag(name);
    if (!answer.known) continue;
    for (const observation of answer.observations) {
      if (observation.disagreement)
        notes.push(
          `${observation.instance}: ${describe(observation.evidence)}, but ${describe(observation.disagreement)}`,
        );
    }
  }
  return notes;
}

function describe({ location, value }: Evidence): string {
  return `${location}: ${value}`;
}
