import { identityConfigMaps } from '../data/identity-config-maps.ts';
import { see } from '../shared/requirement.ts';
import type { UnknownReason } from '../shared/evidence.ts';
import type { NodeRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { ClusterFacts, NamedObjects, PodFacts, SecretFacts } from './types.ts';

interface NamedInput {
  snapshot: Snapshot;
  cluster: Pick<ClusterFacts, 'distribution'>;
  pods: PodFacts;
  secrets: SecretFacts;
}

/** The objects that names in rules refer to, other than roles and subjects. */
export function buildNamedObjects({ snapshot, cluster, pods, secrets }: NamedInput): NamedObjects {
  const { node: nodes, workload, serviceAccount } = snapshot.records;
  const controlPlanes = new Set(nodes.filter(isControlPlane).map(({ name }) => name));
  return {
    pods,
    secrets,
    systemControllers: new Set(
      workload
        .filter(({ namespace }) => namespace === 'kube-system')
        .map(({ kind, name }) => `${kind} ${name}`),
    ),
    // Where no node was seen, any name may be one of the control plane's.
    isControlPlane: (name) => nodes.length === 0 || controlPlanes.has(nodeOf(name)),
    automounts: new Map(
      serviceAccount.map(({ namespace, name, automountToken }) => [`${namespace}/${name}`, automountToken]),
    ),
    ...identityConfigMap(cluster),
  };
}

function identityConfigMap({ distribution }: NamedInput['cluster']): Pick<NamedObjects, 'identities'> {
  const found = distribution.known ? identityConfigMaps[distribution.value.id] : undefined;
  if (!found) return {};
  const open: UnknownReason = { reason: `unknown whether ${found.uncertainty}`, requires: [see(found.look)] };
  return { identities: { name: found.name, ...open } };
}

/** The API server takes `NAME:PORT` and `SCHEME:NAME:PORT` as well (k8s.io/apimachinery util/net, SplitSchemeNamePort). */
function nodeOf(name: string): string {
  const [first = '', second, third] = name.split(':');
  return third === undefined ? first : (second ?? first);
}

/** By what kubeadm and the like write on such nodes; a kubelet may not put it on itself. */
function isControlPlane({ labels }: NodeRecord): boolean {
  return CONTROL_PLANE.some((label) => Object.hasOwn(labels, label));
}

const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];
