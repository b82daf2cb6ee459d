/** Credentials of a cloud on the node, and directories of nodes, behind claims and in parts of a Pod that were not read. */
import type { Attempt, Expected } from './attempt.ts';

const AZURE = 'workloads/azure-credentials-mounted';
const SHARED = 'namespaces/host-path-shared';

const NODE = `
apiVersion: v1
kind: Node
metadata: { name: az-1, uid: n-az-1 }
spec: { providerID: 'azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm-1' }
status: { conditions: [{ type: Ready, status: 'True' }] }
---`;

const pod = (volume: string, mount = '', namespace = 'shop') => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: ${namespace}, uid: u-${namespace} }
spec:
  nodeName: az-1
  containers: [{ name: a, image: 'x:1', volumeMounts: [{ name: d, mountPath: /d${mount} }] }]
  volumes: [{ name: d, ${volume} }]
status: { phase: Running }
---`;

const claimed = (source: string, namespace = 'shop') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: c, namespace: ${namespace}, uid: c-${namespace} }
spec: { volumeName: pv-${namespace} }
status: { phase: Bound }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv-${namespace}, uid: p-${namespace} }
spec: { claimRef: { name: c, namespace: ${namespace}, uid: c-${namespace} }, ${source} }
status: { phase: Bound }
---`;

const CLAIM = 'persistentVolumeClaim: { claimName: c }';

const STATEFUL = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: w, namespace: shop, uid: s1 }
spec:
  replicas: 1
  selector: { matchLabels: { app: w } }
  template:
    metadata: { labels: { app: w } }
    spec: { containers: [{ name: a, image: 'x:1', volumeMounts: [{ name: d, mountPath: /d }] }] }
  volumeClaimTemplates: [{ metadata: { name: d }, spec: { volumeName: etc } }]
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: etc, uid: p-etc }
spec: { hostPath: { path: /etc } }
status: { phase: Available }
---`;

/** Longer than the paths that are kept. */
const CUT = pod(`hostPath: { path: /${'deep/'.repeat(1_000)}etc }`);

const verdict = (check: string, is: Expected['verdict'], object?: string): Expected => ({
  check,
  verdict: is,
  ...(object !== undefined && { object }),
});

const azure = (
  name: string,
  why: string,
  objects: string,
  expect: Expected,
  answers?: Attempt['answers'],
): Attempt => ({
  name: `node-credentials/${name}`,
  player: answers ? 'network' : 'administrator',
  why,
  objects: NODE + objects,
  expect: [expect],
  ...(answers && { answers }),
});

const found: readonly Attempt[] = [
  ...['hostPath: { path: /etc/kubernetes }', 'local: { path: /etc }', 'hostPath: { path: / }'].map((source) =>
    azure(
      `azure.json by a claim of a volume with ${source}`,
      'The path behind the claim is on the node as well.',
      pod(CLAIM) + claimed(source),
      verdict(AZURE, 'fail', 'Pod shop/w'),
    ),
  ),
  azure(
    'azure.json by a claim template',
    'Its claims bind the volume that the template names.',
    STATEFUL,
    verdict(AZURE, 'fail', 'StatefulSet shop/w'),
  ),
  azure(
    'azure.json of a Windows node',
    'The file has another folder there.',
    pod("hostPath: { path: 'C:\\K' }"),
    verdict(AZURE, 'fail', 'Pod shop/w'),
  ),
  azure(
    'azure.json by a subPath, after another file of the control plane',
    'Every mount of the volume counts.',
    pod('hostPath: { path: /proc/1 }', ', subPath: root/var/lib/etcd')
      .replace('mountPath: /d,', 'mountPath: /d1, subPath: root/var/lib/etcd }, { name: d, mountPath: /d,')
      .replace('/d, subPath: root/var/lib/etcd', '/d, subPath: root/etc/kubernetes'),
    verdict(AZURE, 'fail', 'Pod shop/w'),
  ),
  azure(
    'look-alike: a claim of a data directory',
    'The directory has no credentials.',
    pod(CLAIM) + claimed('local: { path: /mnt/disks/1 }'),
    verdict(AZURE, 'pass'),
  ),
  azure(
    'look-alike: a claim of another key',
    'Keys of the node have another check.',
    pod(CLAIM) + claimed('hostPath: { path: /etc/kubernetes/pki }'),
    verdict(AZURE, 'pass'),
  ),
];

const open: readonly Attempt[] = [
  azure(
    'a claim of a disk of the node, and azure.json',
    'It can be the system disk.',
    pod(CLAIM) + claimed('local: { path: /dev/sda1 }'),
    verdict(AZURE, 'unknown', 'Pod shop/w'),
  ),
  azure(
    'a Pod with a path that is stored in part, and azure.json',
    'The end of it was not collected.',
    CUT,
    verdict(AZURE, 'unknown', 'Pod shop/w'),
  ),
  {
    name: 'node-credentials/a Pod with a path that is stored in part, and shared directories',
    player: 'tenant',
    why: 'The end of it was not collected.',
    objects: CUT,
    expect: [verdict(SHARED, 'unknown', 'Pod shop/w')],
  },
  ...['/api/v1/persistentvolumes', '/api/v1/persistentvolumeclaims'].flatMap((path) =>
    ([403, 'cut'] as const).flatMap((answer): Attempt[] => [
      azure(
        `azure.json by a claim without ${path}: ${answer}`,
        'The volume behind the claim is not known.',
        pod(CLAIM) + claimed('local: { path: /mnt/disks/1 }'),
        verdict(AZURE, 'unknown'),
        { [path]: answer },
      ),
      {
        name: `node-credentials/shared directories by claims without ${path}: ${answer}`,
        player: 'network',
        why: 'The volume behind the claim is not known.',
        objects: pod(CLAIM) + claimed('hostPath: { path: /opt/data }'),
        answers: { [path]: answer },
        expect: [verdict(SHARED, 'unknown')],
      },
    ]),
  ),
];

const shared: readonly Attempt[] = [
  {
    name: 'node-credentials/a directory that a claim and a hostPath volume of two namespaces mount',
    player: 'administrator',
    why: 'It is the same directory.',
    objects:
      pod(CLAIM) +
      claimed('hostPath: { path: /var/lib/kubelet }') +
      pod('hostPath: { path: /var/lib/kubelet }', '', 'warehouse'),
    expect: [verdict(SHARED, 'fail')],
  },
];

const attempts: readonly Attempt[] = [...found, ...open, ...shared];
export default attempts;
