import { unknown } from '../../../shared/evidence.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { LIST_PODS, LOOK_ON_HOST } from '../../settle.ts';
import { compare, sorted } from '../../sorting.ts';
import type { ApiServerFacts, ClusterFacts, EtcdFacts } from '../../types.ts';
import { NO_STATUS } from '../component.ts';
import { k3sDatastore } from '../k3s.ts';
import type { StaticInstance } from '../pods.ts';
import { staticInstances } from '../pods.ts';
import type { Silence } from '../silence.ts';
import { silence } from '../silence.ts';
import type { Testimony } from '../testimony.ts';
import { askFlag } from '../testimony.ts';
import { etcdMembers, unseenMembers } from './members.ts';
import type { Serving } from './serving.ts';
import { servingEtcd } from './serving.ts';
import { etcdTopology, foreignDatastore } from './topology.ts';

/** The etcd that this cluster keeps its state in. Pods of an etcd that no API server is pointed at are none of it. */
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
  const quiet = foreign ?? silence(snapshot, cluster, 'etcd', ['pods', 'flagz']);
  const members = etcdMembers({
    serving,
    servers,
    nodes,
    complete: {
      pods: snapshot.outcomes.get('pods')?.status === 'ok',
      nodes: snapshot.outcomes.get('nodes')?.status === 'ok',
    },
    silence: quiet,
  });
  const hidden = hiddenSettings(instances) ?? foreign ?? silence(snapshot, cluster, 'etcd', ['pods']);
  const unseen =
    instances.length === 0 ? [] : [...new Set([...unseenMembers(serving, nodes), ...serving.elsewhereApart])];
  const witnessed = [
    ...instances.map(({ name, testimonies }) => ({
      name,
      testimonies: testimonies.map((testimony) => doubted(testimony, serving.doubt)),
    })),
    // The worst member decides, and these may be worse.
    ...unseen.map((name) => ({ name, testimonies: [] })),
  ];
  return {
    name: 'etcd',
    instances,
    replicas: members,
    members,
    unseen,
    topology: etcdTopology({ cluster, instances, servers, nodes, k3s, silence: quiet }),
    version: versionOf(instances, quiet),
    healthy: etcdHealth(snapshot, instances, quiet),
    // Defaults of etcd did not change over the versions in use, so that no version is needed.
    flag: (flag) => askFlag({ program: 'etcd', instances: witnessed, silence: hidden }, flag),
    notes: serving.others.map(({ source }) => `${source} runs an etcd that no API server is pointed at`),
  };
}

/** Said where the API servers keep the state in an etcd that is none of the pods; undefined where that is not so. */
function pointedElsewhere({ main, others, elsewhere }: Serving): Silence | undefined {
  if (main.length > 0 || others.length === 0) return undefined;
  return {
    reason: `the API servers keep the state at ${elsewhere.slice(0, 3).join(', ') || 'an etcd of their own machines'}, which none of the pods of etcd is`,
    settle: ['look at etcd where it runs'],
  };
}

/** A member that is seen and shows no flags takes them from a file (RKE2) or a script. */
function hiddenSettings(instances: readonly StaticInstance[]): Silence | undefined {
  if (instances.length === 0) return undefined;
  return {
    reason: 'etcd takes its settings from a file or a script that is not visible',
    settle: [LOOK_ON_HOST],
  };
}

function doubted(testimony: Testimony, doubt: string | undefined): Testimony {
  return doubt === undefined ? testimony : { ...testimony, doubt: testimony.doubt ?? doubt };
}

function versionOf(instances: readonly StaticInstance[], quiet: Silence): EtcdFacts['version'] {
  const versions = [
    ...new Set(instances.map(({ version }) => version).filter((version) => version !== undefined)),
  ];
  const [first] = instances;
  if (!first || versions.length === 0) return unknown(quiet.reason, ...quiet.settle);
  return {
    known: true,
    value: versions.join(', '),
    evidence: [{ witness: 'pod', confidence: 'observed', source: first.source, value: first.image ?? '' }],
  };
}

/** The API server's own check of etcd counts more than the readiness of the pods. */
function etcdHealth(
  { records }: Snapshot,
  instances: readonly StaticInstance[],
  quiet: { reason: string; settle: readonly string[] },
): EtcdFacts['healthy'] {
  const sick = instances.filter(({ ready }) => ready === false).map(({ source }) => source);
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
        witness: 'health',
        confidence: 'observed',
        source: `GET ${path}`,
        value: `${name} ${ok ? 'ok' : 'failing'}`,
      })),
    };
  }
  if (instances.length === 0) return unknown(quiet.reason, ...quiet.settle);
  if (sick.length === 0 && instances.some(({ ready }) => ready === undefined))
    return unknown(NO_STATUS, LIST_PODS);
  return {
    known: true,
    value: sick.length === 0,
    evidence: [
      {
        witness: 'pod',
        confidence: 'observed',
        source: sick[0] ?? 'etcd pods',
        value: sick.length === 0 ? 'ready' : 'not ready',
      },
    ],
  };
}
