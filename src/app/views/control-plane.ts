import type { ClusterModel } from '../../model/parts.ts';
import type { ClusterFacts, ComponentFacts, EtcdFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { ComponentName, ComponentRow, Source } from '../../result/types.ts';

/** Most important flags per component. */
const KEY_FLAGS: Readonly<Partial<Record<ComponentName, readonly string[]>>> = {
  'kube-apiserver': [
    'anonymous-auth',
    'authentication-config',
    'authorization-mode',
    'authorization-config',
    'enable-admission-plugins',
    'audit-policy-file',
    'audit-log-path',
    'encryption-provider-config',
    'kubelet-certificate-authority',
    'etcd-servers',
    'tls-min-version',
    'token-auth-file',
    'profiling',
  ],
  etcd: [
    'listen-client-urls',
    'client-cert-auth',
    'trusted-ca-file',
    'listen-peer-urls',
    'peer-client-cert-auth',
    'peer-trusted-ca-file',
    'listen-metrics-urls',
  ],
  'kube-controller-manager': ['bind-address', 'profiling', 'use-service-account-credentials'],
  'kube-scheduler': ['bind-address', 'profiling'],
};

/** Every component of the control plane, and its agents when they exist. */
export function componentRows({ controlPlane, cluster }: ClusterModel): ComponentRow[] {
  const { etcd } = controlPlane;
  const always: [ComponentName, ComponentFacts][] = [
    ['kube-apiserver', controlPlane.apiServer],
    ['etcd', etcd],
    ['kube-controller-manager', controlPlane.controllerManager],
    ['kube-scheduler', controlPlane.scheduler],
  ];
  const optional: [ComponentName, ComponentFacts][] = [
    ['cloud-controller-manager', controlPlane.cloudControllerManager],
    ['kube-proxy', controlPlane.kubeProxy],
    ['coredns', controlPlane.coredns],
    ['konnectivity', controlPlane.konnectivity],
  ];
  return [...always, ...optional.filter(([, facts]) => facts.instances.length > 0)].map(([name, facts]) =>
    componentRow(name, facts, cluster, name === 'etcd' ? etcd : undefined),
  );
}

function componentRow(
  name: ComponentName,
  facts: ComponentFacts,
  cluster: ClusterFacts,
  etcd?: EtcdFacts,
): ComponentRow {
  const sources = [...new Set(facts.instances.map(({ source }) => source))];
  return {
    name,
    sources,
    instances: facts.instances.map((instance) => ({
      name: instance.name,
      ...(instance.node && { node: instance.node }),
      ...(instance.version && { version: instance.version }),
      ...(instance.image && { image: instance.image }),
      ...(instance.ready !== undefined && { ready: instance.ready }),
      ...(instance.restarts !== undefined && { restarts: instance.restarts }),
      ...(instance.leader !== undefined && { leader: instance.leader }),
      source: instance.source,
    })),
    replicas: facts.replicas,
    version: facts.version,
    healthy: facts.healthy,
    flags: keyFlags(name, facts),
    summary: summary(facts, sources, cluster, etcd),
    notes: name === 'kube-apiserver' ? [...virtualPlane(cluster), ...facts.notes] : facts.notes,
  };
}

/** A virtual cluster is easily mistaken for its host cluster. */
function virtualPlane({ distribution }: ClusterFacts): string[] {
  if (!distribution.known || distribution.value.id !== 'vcluster') return [];
  return [
    'virtual cluster (vCluster): control plane data is that of the virtual cluster, not of the host cluster',
  ];
}

function keyFlags(name: ComponentName, facts: ComponentFacts): ComponentRow['flags'] {
  return (KEY_FLAGS[name] ?? []).flatMap((flag) => {
    const answer = facts.flag(flag);
    if (!answer.known) return [];
    const byValue = groupBy(answer.observations, ({ value }) => value);
    const everywhere = byValue.size === 1 && answer.uncollected === 0;
    return [...byValue].flatMap(([value, observations]): ComponentRow['flags'] => {
      const [first] = observations;
      if (!first) return [];
      const instances = [...new Set(observations.map(({ instance }) => instance))].sort();
      return [{ name: flag, value, ...(!everywhere && { instances }), evidence: first.evidence }];
    });
  });
}

function summary(
  facts: ComponentFacts,
  sources: readonly Source[],
  cluster: ClusterFacts,
  etcd?: EtcdFacts,
): string {
  const count = facts.instances.length;
  if (sources.includes('pod')) return count === 1 ? '1 Pod' : `${count} Pods`;
  if (facts.replicas.known)
    return facts.replicas.value === 1 ? '1 running' : `${facts.replicas.value} running`;
  if (etcd?.topology.known && etcd.topology.value === 'external') return 'external';
  if (etcd?.topology.known && etcd.topology.value === 'other') return 'other datastore (not etcd)';
  if (cluster.managed.known && cluster.managed.value) {
    return `managed by ${cluster.distribution.known ? cluster.distribution.value.name : 'the provider'}, not exposed`;
  }
  if (sources.includes('lease')) return 'leader observed, replicas not observed';
  if (count > 0) return 'responding, replicas not observed';
  return 'not observed';
}
