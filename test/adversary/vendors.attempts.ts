import type { Attempt } from './attempt.ts';

const node = (labels: string, version: string) => `
apiVersion: v1
kind: Node
metadata: { name: cp-1, uid: node-cp-1, labels: { kubernetes.io/os: linux${labels} } }
status:
  conditions: [{ type: Ready, status: 'True' }]
  nodeInfo: { kubeletVersion: ${version}, operatingSystem: linux, kernelVersion: 6.12.0, osImage: Debian }
---`;

const MICROSHIFT = `
apiVersion: v1
kind: ConfigMap
metadata: { name: microshift-version, namespace: kube-public }
data: { version: 4.20.1 }
---`;

const version = (gitVersion: string) => ({
  '/version': {
    body: JSON.stringify({ major: '1', minor: gitVersion.slice(3, 5), gitVersion, platform: 'linux/amd64' }),
  },
});

/** Evidence that kubeadm created the base cluster. */
const KUBEADM = ['ConfigMap kube-system/kubeadm-config', 'Pod kube-system/*', 'Node worker-1'];

const VENDORS: readonly (readonly [string, string, string])[] = [
  ['MicroShift', `${MICROSHIFT}${node(', node.openshift.io/os_id: rhel', 'v1.33.4')}`, 'v1.33.4'],
  ['VMware', node('', 'v1.32.9+vmware.1-fips'), 'v1.32.9+vmware.1-fips'],
  ['Canonical Kubernetes', node(', k8sd.io/role: control-plane', 'v1.32.9'), 'v1.32.9'],
];

const CHECKS = ['version/kubernetes-unsupported', 'version/patch-behind', 'version/kubelet-patch-behind'];

const attempts: readonly Attempt[] = [
  ...VENDORS.map(([vendor, objects, gitVersion]): Attempt => ({
    name: `vendors/${vendor}, on a minor that upstream has ended`,
    player: 'server',
    why: 'Vendors patch their own builds by their own calendars, which upstream’s does not contain.',
    objects,
    without: KUBEADM,
    answers: version(gitVersion),
    expect: CHECKS.map((check) => ({ check, verdict: 'unknown' })),
  })),
  {
    name: 'vendors/no vendor, on a minor that upstream has ended',
    player: 'server',
    why: 'Without a vendor that maintains it, there are no patches.',
    objects: node('', 'v1.32.9'),
    without: KUBEADM,
    answers: version('v1.32.9'),
    expect: CHECKS.map((check) => ({ check, verdict: 'fail' })),
  },
];

export default attempts;
