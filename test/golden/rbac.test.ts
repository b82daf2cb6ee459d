import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { distributionRoles } from '../../src/data/distribution-roles.ts';
import type { DistributionId } from '../../src/data/distributions.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { goldens } from './clusters.ts';

const API = 'rbac.authorization.k8s.io';

const subjectOf = (text: string) => {
  const [kind = '', full = ''] = text.split(' ');
  const [namespace, name] = full.split('/');
  return kind === 'ServiceAccount' ? { kind, namespace, name } : { kind, name: full };
};

const binding = (name: string, role: string, ...who: readonly string[]): Manifest => ({
  apiVersion: `${API}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: API, kind: 'ClusterRole', name: role },
  subjects: who.map(subjectOf),
});

interface Rule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
}

const role = (name: string, ...rules: readonly Rule[]): Manifest => ({
  apiVersion: `${API}/v1`,
  kind: 'ClusterRole',
  metadata: { name },
  rules,
});

const rule = (verbs: string, resources: string, group = ''): Rule => ({
  verbs: verbs.split(','),
  apiGroups: [group],
  resources: resources.split(','),
});

const ADMIN = 'cluster-admin';

/** Subjects of such a cluster on its first day, in addition to those of every cluster. */
const DEFAULT_BINDINGS: Readonly<Record<string, readonly Manifest[]>> = {
  'k3s on SQLite': [
    binding('helm-kube-system-traefik', ADMIN, 'ServiceAccount kube-system/helm-traefik'),
    binding('helm-kube-system-traefik-crd', ADMIN, 'ServiceAccount kube-system/helm-traefik-crd'),
    binding('kube-apiserver-kubelet-admin', 'system:kubelet-api-admin', 'User kube-apiserver'),
    role('traefik-kube-system', rule('get,list,watch', 'services,secrets')),
    binding('traefik-kube-system', 'traefik-kube-system', 'ServiceAccount kube-system/traefik'),
    role(
      'local-path-provisioner-role',
      rule('get,list,watch', 'nodes,persistentvolumeclaims,configmaps,pods/log'),
      rule('*', 'endpoints,persistentvolumes,pods'),
    ),
    binding(
      'local-path-provisioner-bind',
      'local-path-provisioner-role',
      'ServiceAccount kube-system/local-path-provisioner-service-account',
    ),
    role('k3s-cloud-controller-manager', rule('*', 'nodes'), rule('*', 'daemonsets', 'apps')),
    binding('k3s-ccm', 'k3s-cloud-controller-manager', 'User k3s-cloud-controller-manager'),
  ],
  minikube: [
    binding('minikube-rbac', ADMIN, 'ServiceAccount kube-system/default'),
    binding(
      'storage-provisioner',
      'system:persistent-volume-provisioner',
      'ServiceAccount kube-system/storage-provisioner',
    ),
  ],
  'EKS on Fargate': [
    binding('eks:addon-cluster-admin', ADMIN, 'User eks:addon-manager'),
    role('eks:node-manager', rule('*', '*')),
    binding('eks:node-manager', 'eks:node-manager', 'User eks:node-manager'),
    role('ebs-external-provisioner-role', rule('create,delete', 'persistentvolumes')),
    binding(
      'ebs-csi-provisioner-binding',
      'ebs-external-provisioner-role',
      'ServiceAccount kube-system/ebs-csi-controller-sa',
    ),
  ],
  'GKE Autopilot': [
    role('system:gke-controller', rule('*', '*')),
    binding('system:gke-controller', 'system:gke-controller', 'User system:gke-controller'),
    binding('kube-apiserver-kubelet-api-admin', 'kubelet-api-admin', 'User kube-apiserver'),
    role('kubelet-api-admin', rule('*', 'nodes,nodes/proxy,nodes/log,nodes/stats')),
  ],
};

/**
 * CIS checks the default ServiceAccount wherever it is bound, and minikube binds it. The objects do not include the roles that every API server
 * creates, so that bindings lack theirs.
 */
const EXPECTED: readonly string[] = [
  'identities/default-service-account-bound',
  'identities/binding-role-missing',
];
const failing = (objects: readonly Manifest[], golden: string) => {
  const base = goldens[golden];
  const { verdicts } = assess(snapshotOf(base?.evidence ?? {}, ...(base?.objects ?? []), ...objects), {});
  return verdicts
    .filter(({ area, verdict }) => area === 'identities' && verdict === 'fail')
    .filter(({ check }) => !EXPECTED.includes(check))
    .map(({ check, object }) => `${check} ${object?.name ?? ''}`);
};

describe('roles and bindings that a distribution ships', () => {
  it.each(Object.entries(DEFAULT_BINDINGS))('%s: no risk', (golden, objects) => {
    expect(failing(objects, golden)).toEqual([]);
  });

  it.each(Object.entries(DEFAULT_BINDINGS))('%s: a risk on another cluster', (_, objects) => {
    expect(failing(objects, 'kubeadm').length).toBeGreaterThan(0);
  });

  it.each(Object.keys(DEFAULT_BINDINGS))(
    '%s: a risk when a ServiceAccount of kube-system has all permissions',
    (golden) => {
      const own = binding('mine', 'cluster-admin', 'ServiceAccount kube-system/tiller');
      expect(failing([own], golden)).toContain('identities/cluster-admin-outside-system tiller');
    },
  );

  const anywhere = distributionRoles.filter(
    ({ on, role: key }) => on === undefined && key.startsWith('ClusterRole '),
  );
  it.each(anywhere.map((one) => [one.role, one] as const))('%s: no risk', (key, { subjects }) => {
    expect(failing([binding('b', key.slice('ClusterRole '.length), ...subjects)], 'kubeadm')).toEqual([]);
  });
});

describe('known distributions', () => {
  it('refer to existing ids', () => {
    const ids = new Set<DistributionId>(distributionRoles.flatMap(({ on = [] }) => on));
    expect([...ids].sort()).toEqual([
      'eks',
      'gke',
      'k3s',
      'kind',
      'kubeadm',
      'microshift',
      'minikube',
      'openshift',
      'rke2',
      'vks',
    ]);
  });
});
