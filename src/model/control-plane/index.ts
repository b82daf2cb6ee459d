import { lazily } from '../../shared/once.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type {
  ApiServerFacts,
  ClusterFacts,
  ComponentInstanceFacts,
  ControlPlaneFacts,
  EtcdFacts,
  NodeFacts,
  ServiceFacts,
} from '../types.ts';
import { unknown } from '../../shared/evidence.ts';
import { LOOK_ON_HOST } from '../settle.ts';
import { sorted } from '../sorting.ts';
import { buildApiServer } from './api-server.ts';
import { leaderElected, podComponent } from './component.ts';
import { etcdMembers, etcdTopology, foreignDatastore } from './etcd.ts';
import { k3sDatastore } from './k3s.ts';
import { sharedAddress } from './kubeadm.ts';
import { withOperatorObjects } from './openshift.ts';
import { staticInstances } from './pods.ts';
import { silence } from './silence.ts';
import { askFlag } from './testimony.ts';

/** The control plane with every component, visible or not. Components are built when first read. */
export function buildControlPlane(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  lists: { nodes: readonly NodeFacts[]; services: readonly ServiceFacts[] },
): ControlPlaneFacts {
  const staticPods = (name: string) => staticInstances(snapshot.records.pod, name);
  const named = (name: string) => leaderElected(snapshot, cluster, name, staticPods(name));
  const parts: ControlPlaneFacts = lazily<ControlPlaneFacts>({
    apiServer: () => withOperatorObjects(buildApiServer(snapshot, cluster, lists), snapshot, cluster),
    sharedAddress: () => sharedAddress(snapshot),
    etcd: () => buildEtcd(snapshot, cluster, parts.apiServer),
    controllerManager: () => named('kube-controller-manager'),
    scheduler: () => named('kube-scheduler'),
    cloudControllerManager: () => named('cloud-controller-manager'),
    kubeProxy: () => podComponent(snapshot, cluster, 'kube-proxy', ['kube-proxy']),
    coredns: () => podComponent(snapshot, cluster, 'coredns', ['coredns', 'hardened-coredns']),
    konnectivity: () =>
      podComponent(snapshot, cluster, 'konnectivity', [
        'proxy-agent',
        'konnectivity-agent',
        'apiserver-network-proxy-agent',
      ]),
  });
  return parts;
}

function buildEtcd(snapshot: Snapshot, cluster: ClusterFacts, apiServer: ApiServerFacts): EtcdFacts {
  const instances = staticInstances(snapshot.records.pod, 'etcd');
  const nodes = sorted(snapshot.records.node);
  const k3s = k3sDatastore(nodes);
  const foreign = foreignDatastore(k3s);
  const quiet = foreign ?? silence(snapshot, cluster, 'etcd', ['pods', 'flagz']);
  const input = {
    cluster,
    instances,
    servers: apiServer.flag('etcd-servers'),
    nodes,
    k3s,
    complete: {
      pods: snapshot.outcomes.get('pods')?.status === 'ok',
      nodes: snapshot.outcomes.get('nodes')?.status === 'ok',
    },
    silence: quiet,
  };
  // A member that is seen and shows no flags takes them from a file (RKE2) or a script.
  const hidden =
    instances.length > 0
      ? {
          reason: 'etcd takes its settings from a file or a script that is not visible',
          settle: [LOOK_ON_HOST],
        }
      : (foreign ?? silence(snapshot, cluster, 'etcd', ['pods']));
  const members = etcdMembers(input);
  const versions = [
    ...new Set(instances.map(({ version }) => version).filter((version) => version !== undefined)),
  ];
  const sick = instances.filter(({ ready }) => ready === false);
  const first = instances[0];
  const shown: readonly ComponentInstanceFacts[] = instances;
  return {
    name: 'etcd',
    instances: shown,
    replicas: members,
    members,
    topology: etcdTopology(input),
    version:
      first && versions.length > 0
        ? {
            known: true,
            value: versions.join(', '),
            evidence: [
              { witness: 'pod', confidence: 'observed', source: first.source, value: first.image ?? '' },
            ],
          }
        : unknown(quiet.reason, ...quiet.settle),
    healthy: etcdHealth(
      snapshot,
      instances.length,
      sick.map(({ source }) => source),
      quiet,
    ),
    // Defaults of etcd did not change over the versions in use, so that no minor is needed.
    flag: (flag) => askFlag({ program: 'etcd', instances, minor: undefined, silence: hidden }, flag),
    notes: [],
  };
}

/** The API server's own check of etcd counts more than the readiness of the pods. */
function etcdHealth(
  { records }: Snapshot,
  instances: number,
  sick: readonly string[],
  quiet: { reason: string; settle: readonly string[] },
): EtcdFacts['healthy'] {
  const checks = records.health.flatMap(({ checks: list, path }) =>
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
  if (instances === 0) return unknown(quiet.reason, ...quiet.settle);
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
