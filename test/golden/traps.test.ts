import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { minimalRole } from '../../src/app/rbac.ts';
import { allCollectors } from '../../src/collect/index.ts';
import type { Manifest } from '../model/support/cluster.ts';
import {
  CONTROL_PLANE,
  apiServerLease,
  identityHash,
  node,
  object,
  snapshotOf,
  staticPod,
} from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { KUBEADM } from './clusters.ts';

/** Facts that are easily misinterpreted. Each of these was found in the sources of Kubernetes or on a real cluster. */

const LEASE = apiServerLease('apiserver-a', 'cp-1');
const SECRET = object('v1', 'Secret', 'till', { type: 'Opaque' }, 'shop');
/** A server with an uptime of one day that has handled requests. */
const UP = 'apiserver_request_total{verb="LIST"} 1000\nprocess_start_time_seconds 1795305600\n';

function verdictsOf(check: string, evidence: EvidenceDocument, ...objects: Manifest[]): string[] {
  const { verdicts } = assess(snapshotOf(evidence, ...objects), { only: [check] });
  return [...new Set(verdicts.map(({ verdict }) => verdict))];
}

const ENCRYPTION = 'etcd/secrets-unencrypted';
const noFlags = { 'permission-denied': ['flagz'] } as const satisfies EvidenceDocument;

describe('trap', () => {
  it('1: no transformation series is no configuration, once the metrics are whole', () => {
    const evidence = { version: 'v1.37.2', ...noFlags };
    expect(verdictsOf(ENCRYPTION, { ...evidence, metrics: UP }, LEASE, SECRET)).toEqual(['fail']);
    const cut = 'process_start_time_seconds 1795305600\n';
    expect(verdictsOf(ENCRYPTION, { ...evidence, metrics: cut }, LEASE, SECRET)).toEqual(['unknown']);
  });

  it('2: the identity provider has an empty name in writes, and a name in reads', () => {
    const series = (type: string, prefix: string) =>
      `${UP}apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="${type}",transformer_prefix="${prefix}"} 3\n`;
    for (const metrics of [series('to_storage', ''), series('from_storage', 'identity')])
      expect(verdictsOf(ENCRYPTION, { version: 'v1.37.2', metrics, ...noFlags }, LEASE, SECRET)).toEqual([
        'fail',
      ]);
  });

  it('3: the health check kms-providers proves no KMS', () => {
    const evidence: EvidenceDocument = {
      version: 'v1.37.2',
      health: { '/readyz': { 'kms-providers': true, ping: true } },
      'permission-denied': ['flagz', 'metrics'],
    };
    expect(verdictsOf(ENCRYPTION, evidence, LEASE, SECRET)).toEqual(['unknown']);
  });

  it('4: a 401 for anonymous requests may be caused by AlwaysAllow', () => {
    const evidence: EvidenceDocument = {
      version: 'v1.37.2',
      probe: { '/api': 401 },
      'permission-denied': ['flagz', 'metrics'],
    };
    expect(verdictsOf('api-server/authorization-mode', evidence, LEASE)).toEqual(['unknown']);
  });

  it('5: a counter of audit events proves no audit log', () => {
    const metrics = `${UP}apiserver_audit_event_total 0\n`;
    expect(
      verdictsOf('api-server/audit-logging-off', { version: 'v1.37.2', metrics, ...noFlags }, LEASE),
    ).not.toContain('pass');
  });

  it('6: componentstatuses are never requested', () => {
    const reads = allCollectors.flatMap(({ reads: rules }) => rules.map(({ resource }) => resource));
    expect(reads).not.toContain('componentstatuses');
  });

  it('7: EtcdIsVoter is a positive condition', () => {
    const server = node('server-1', {
      labels: CONTROL_PLANE,
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'EtcdIsVoter', status: 'True' },
      ],
    });
    for (const check of ['nodes/pressure', 'nodes/not-ready', 'nodes/network-unavailable'])
      expect(verdictsOf(check, {}, server)).not.toContain('fail');
  });

  it('8: identity leases of removed servers remain', () => {
    const gone = apiServerLease('apiserver-b', 'cp-2', '2026-11-23T23:10:00.000000Z');
    const { controlPlane } = assess(
      snapshotOf({ version: 'v1.37.2', 'permission-denied': ['pods', 'flagz', 'metrics'] }, LEASE, gone),
      {},
    );
    expect(controlPlane.find(({ name }) => name === 'kube-apiserver')?.replicas).toMatchObject({ value: 1 });
  });

  it('9: series of the storage size are no members of etcd', () => {
    const metrics = `${UP}apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 9\napiserver_storage_size_bytes{storage_cluster_id="etcd-1"} 9\n`;
    const { controlPlane } = assess(
      snapshotOf({ version: 'v1.37.2', metrics, 'permission-denied': ['flagz', 'pods'] }, LEASE),
      {},
    );
    const etcd = controlPlane.find(({ name }) => name === 'etcd');
    expect(etcd?.replicas.known ?? false).toBe(false);
  });

  it('10: configz omits zero values: a missing read-only port is closed, a missing rotation is off', () => {
    const evidence = { kubelets: { 'w-1': { config: { address: '0.0.0.0' } } } };
    expect(verdictsOf('kubelet/read-only-port-open', evidence, node('w-1'))).toEqual(['pass']);
    expect(verdictsOf('kubelet/certificate-rotation-off', evidence, node('w-1'))).toEqual(['fail']);
  });

  it("11: kubeadm's configuration is no evidence of the running flags", () => {
    const config = object(
      'v1',
      'ConfigMap',
      'kubeadm-config',
      {
        data: {
          ClusterConfiguration:
            'apiServer:\n  extraArgs:\n  - name: profiling\n    value: "false"\n  - name: authorization-mode\n    value: Node,RBAC\n',
        },
      },
      'kube-system',
    );
    const evidence: EvidenceDocument = {
      version: 'v1.37.2',
      'permission-denied': ['flagz', 'metrics', 'pods'],
    };
    for (const check of ['api-server/profiling-on', 'api-server/authorization-mode'])
      expect(verdictsOf(check, evidence, LEASE, config)).toEqual(['unknown']);
  });

  it('12: reading configz through the API server requires nodes/proxy, which only --kubelet adds', () => {
    const resources = (kubelet: boolean) =>
      minimalRole({}, kubelet).rules.flatMap(({ resources: list = [] }) => list);
    expect(resources(true)).toContain('nodes/proxy');
    expect(resources(true)).not.toContain('nodes/configz');
    expect(resources(false)).not.toContain('nodes/proxy');
  });

  it('13: holders of a system:masters certificate are in no list', () => {
    expect(verdictsOf('certificates/system-masters-certificate', {})).toEqual(['unknown']);
  });

  it('14: the evidence of one of two API servers does not apply to the other', () => {
    const other = apiServerLease('apiserver-b', 'cp-2');
    const metrics = `apiserver_request_total{verb="LIST"} 1000\nprocess_start_time_seconds 1795305600\napiserver_storage_transformation_operations_total{apiserver_id_hash="${identityHash('apiserver-a')}",resource="secrets",status="OK",transformation_type="to_storage",transformer_prefix="k8s:enc:aescbc:v1:"} 3\n`;
    const evidence = { version: 'v1.37.2', metrics, ...noFlags };
    expect(verdictsOf(ENCRYPTION, evidence, LEASE, SECRET)).toEqual(['pass']);
    expect(verdictsOf(ENCRYPTION, evidence, LEASE, other, SECRET)).toEqual(['unknown']);
  });

  it('15: metric families are renamed: 1.37 counts objects under another name', () => {
    const metrics = `${UP}apiserver_resource_objects{group="",resource="secrets"} 4\n`;
    const evidence: EvidenceDocument = {
      version: 'v1.37.2',
      metrics,
      'permission-denied': ['flagz', 'secrets'],
    };
    expect(verdictsOf(ENCRYPTION, evidence, LEASE)).toEqual(['fail']);
  });

  it('16: an unset feature gate is not off', () => {
    const evidence = { kubelets: { 'w-1': { config: { rotateCertificates: true } } } };
    expect(verdictsOf('kubelet/serving-rotation-off', evidence, node('w-1'))).toEqual(['pass']);
    const manager = staticPod('kube-controller-manager', 'cp-1', KUBEADM.controllerManager);
    expect(
      verdictsOf('controller-manager/kubelet-certificate-rotation-off', { version: 'v1.37.2' }, manager),
    ).toEqual(['pass']);
  });

  it('17: the label of default roles can be forged', () => {
    const role = (name: string): Manifest =>
      object('rbac.authorization.k8s.io/v1', 'ClusterRole', name, {
        metadata: { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['list', 'patch'] }],
      });
    const binding = (name: string): Manifest =>
      object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', name, {
        metadata: { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'tom' }],
      });
    expect(
      verdictsOf('identities/wildcard-permissions', {}, role('system:helper'), binding('system:helper')),
    ).toEqual(['fail']);
  });
});
