import { node, object, pod, snapshotOf } from '../../model/support/cluster.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';

const CONFIG = {
  apiServerArguments: {
    'anonymous-auth': ['true'],
    'authorization-mode': ['Scope', 'SystemMasters', 'RBAC', 'Node'],
    'audit-log-path': ['/var/log/kube-apiserver/audit.log'],
    'audit-policy-file': ['/etc/kubernetes/policies/policy.yaml'],
    'enable-admission-plugins': ['CertificateApproval', 'NodeRestriction'],
    'kubelet-certificate-authority': ['/etc/kubernetes/kubelet-serving-ca/ca-bundle.crt'],
  },
  servingInfo: { minTLSVersion: 'VersionTLS12' },
};

/** Objects that contain the configuration of OpenShift's operators. */
const requested = (topology: string) => [
  object('config.openshift.io/v1', 'Infrastructure', 'cluster', {
    status: { controlPlaneTopology: topology, apiServerURL: 'https://api.ocp.example.com:6443' },
  }),
  object('config.openshift.io/v1', 'APIServer', 'cluster', { spec: { encryption: { type: 'aescbc' } } }),
  object('operator.openshift.io/v1', 'KubeAPIServer', 'cluster', {
    status: { conditions: [{ type: 'Encrypted', status: 'True', reason: 'EncryptionCompleted' }] },
  }),
];

/** Kinds of both groups that no check reads. */
const others = [
  object('config.openshift.io/v1', 'Scheduler', 'cluster', { spec: { mastersSchedulable: true } }),
  object('operator.openshift.io/v1', 'Etcd', 'cluster', {
    status: { conditions: [{ type: 'EtcdMembersAvailable', status: 'True' }] },
  }),
];

const labels = { 'node.openshift.io/os_id': 'rhel' };

/** Reached by a private address; its API servers use one file, which an operator renders. */
export function openshift(): Snapshot {
  return snapshotOf(
    { server: 'https://api-int.ocp.internal:6443', addresses: ['10.0.0.5'], version: 'v1.32.9' },
    pod('kube-apiserver-master-0', {
      namespace: 'openshift-kube-apiserver',
      annotations: { 'kubernetes.io/config.mirror': 'a1', 'kubernetes.io/config.source': 'file' },
      owner: { kind: 'Node', name: 'master-0' },
      node: 'master-0',
      spec: {
        containers: [
          {
            name: 'kube-apiserver',
            image: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0',
            command: ['/bin/bash', '-ec'],
            args: ['exec hyperkube kube-apiserver --openshift-config=/etc/kubernetes/config.yaml -v=2'],
          },
        ],
      },
    }),
    node('master-0', { labels: { ...labels, 'node-role.kubernetes.io/master': '' } }),
    node('worker-0', { labels }),
    object(
      'v1',
      'ConfigMap',
      'config',
      { data: { 'config.yaml': JSON.stringify(CONFIG) } },
      'openshift-kube-apiserver',
    ),
    ...requested('HighlyAvailable'),
    ...others,
  );
}

/** The control plane runs elsewhere, and only the Infrastructure object reports it. */
export function hostedOpenshift(): Snapshot {
  return snapshotOf(
    { server: 'https://api.ocp.example.com:6443', addresses: ['10.0.0.5'], version: 'v1.32.9' },
    node('worker-0', { labels }),
    ...requested('External'),
    ...others,
  );
}
