import { onControlPlaneHost, LOOK_ON_HOST } from '../../../shared/requirement.ts';
import { unknown } from '../../../shared/evidence.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { LIST_PODS } from '../../requirements.ts';
import { compare, sorted } from '../../sorting.ts';
import type { ApiServerFacts, ClusterFacts, EtcdFacts } from '../../types.ts';
import { NO_STATUS } from '../component.ts';
import { k3sDatastore } from '../sources/k3s.ts';
import type { StaticInstance } from '../sources/static-pods.ts';
import { staticInstances } from '../sources/static-pods.ts';
import { explainUnknown } from '../sources/unknown-reason.ts';
import type { FlagSource } from '../sources/flag-sources.ts';
import { resolveFlag } from '../sources/flag-sources.ts';
import { etcdMembers, uncollectedMembers } from './members.ts';
import type { Serving } from './serving.ts';
import { servingEtcd } from './serving.ts';
import { etcdTopology, foreignDatastore } from './topology.ts';
import type { UnknownReason } from '../../../shared/evidence.ts';

const ETCD = { program: 'etcd', called: 'etcd' };

/** The etcd that stores this cluster's state, without etcd pods that no API server is configured to use. */
export function buildEtcd(snapshot: Snapshot, cluster: ClusterFacts, apiServer: ApiServerFacts): EtcdFacts {
  const nodes = sorted(snapshot.records.node);
  const servers = apiServer.flag('etcd-servers');
  const serving = servingEtcd({
    pods: staticInstances(snapshot, 'etcd'),
    servers,
    overrides: apiServer.flag('etcd-servers-overrides'),
    apiServers: apiServer.instances,
    nodes,
  });
  const instances = [...serving.main, ...serving.apart];
  const k3s = k3sDatastore(nodes);
  const foreign = foreignDatastore(k3s) ?? pointedElsewhere(serving);
  const whyUnknown = foreign ?? explainUnknown(snapshot, cluster, ETCD, ['pods', 'flagz']);
  const members = etcdMembers({
    serving,
    servers,
    nodes,
    complete: {
      pods: snapshot.outcomes.get('pods')?.status === 'ok',
      nodes: snapshot.outcomes.get('nodes')?.status === 'ok',
    },
    whyUnknown,
  });
  const hidden = hiddenSettings(instances) ?? foreign ?? explainUnknown(snapshot, cluster, ETCD, ['pods']);
  const uncollected =
    instances.length === 0
      ? []
      : [...new Set([...uncollectedMembers(serving, nodes), ...serving.elsewhereApart])];
  const observedInstances = [
    ...instances.map(({ name, sources }) => ({
      name,
      sources: sources.map((flagSource) => asUncertain(flagSource, serving.uncertainty)),
    })),
    // The worst member decides, and unobserved ones may be worse.
    ...uncollected.map((name) => ({ name, sources: [] })),
  ];
  return {
    name: 'etcd',
    instances,
    replicas: members,
    members,
    uncollected,
    topology: etcdTopology({ cluster, instances, servers, nodes, k3s, whyUnknown }),
    version: versionOf(instances, whyUnknown),
    healthy: etcdHealth(snapshot, instances, whyUnknown),
    // Defaults of etcd did not change over the versions in use, so no version is needed.
    flag: (flag) => resolveFlag({ program: 'etcd', instances: observedInstances, whyUnknown: hidden }, flag),
    notes: serving.others.map(({ location }) => `${location} runs an etcd that no API server is pointed at`),
  };
}

/** The reason where the API servers use an etcd that is none of the pods; undefined otherwise. */
function pointedElsewhere({ main, others, elsewhere }: Serving): UnknownReason | undefined {
  if (main.length > 0 || others.length === 0) return undefined;
  return {
    reason: `the API servers keep the state at ${elsewhere.slice(0, 3).join(', ') || 'an etcd on hosts of its own'}, which is not one of the etcd Pods`,
    requires: [onControlPlaneHost('look at etcd where it runs')],
  };
}

/** An observed member without visible flags reads them from a file (RKE2) or a script. */
function hiddenSettings(instances: readonly StaticInstance[]): UnknownReason | undefined {
  if (instances.length === 0) return undefined;
  return {
    reason: 'etcd takes its settings from a file or a script that is not visible',
    requires: [LOOK_ON_HOST],
  };
}

function asUncertain(flagSource: FlagSource, uncertainty: string | undefined): FlagSource {
  return uncertainty === undefined
    ? flagSource
    : { ...flagSource, uncertainty: flagSource.uncertainty ?? uncertainty };
}

function versionOf(instances: readonly StaticInstance[], whyUnknown: UnknownReason): EtcdFacts['version'] {
  const versions = [
    ...new Set(instances.map(({ version }) => version).filter((version) => version !== undefined)),
  ];
  const [first] = instances;
  if (!first || versions.length === 0) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  return {
    known: true,
    value: versions.join(', '),
    evidence: [{ source: 'pod', confidence: 'observed', location: first.location, value: first.image ?? '' }],
  };
}

/** The API server's own check of etcd takes precedence over the readiness of the pods. */
function etcdHealth(
  { records }: Snapshot,
  instances: readonly StaticInstance[],
  whyUnknown: UnknownReason,
): EtcdFacts['healthy'] {
  const sick = instances.filter(({ ready }) => ready === false).map(({ location }) => location);
  const checks = [...records.health]
    .sort((a, b) => compare(a.path, b.path))
    .flatMap(({ checks: list, path }) =>
      list
        .filter(({ name }) => name === 'etcd' || name.startsWith('etcd-'))
        .map((check) => ({ ...check, path })),
    );
  if (checks.length > 0) {
    const bad = checks.filter(({ ok }) => !ok);
    return {
      known: true,
      value: bad.length === 0 && sick.length === 0,
      evidence: (bad.length > 0 ? bad : checks.slice(0, 1)).map(({ name, ok, path }) => ({
        source: 'health',
        confidence: 'observed',
        location: `GET ${path}`,
        value: `${name} ${ok ? 'ok' : 'failing'}`,
      })),
    };
  }
  if (instances.length === 0) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  if (sick.length === 0 && instances.some(({ ready }) => ready === undefined))
    return unknown(NO_STATUS, LIST_PODS);
  return {
    known: true,
    value: sick.length === 0,
    evidence: [
      {
        source: 'pod',
        confidence: 'observed',
        location: sick[0] ?? 'etcd pods',
        value: sick.length === 0 ? 'ready' : 'not ready',
      },
    ],
  };
}
