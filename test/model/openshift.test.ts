import { describe, expect, it } from '@jest/globals';
import type { ClusterModel } from '../../src/model/parts.ts';
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from './support/cluster.ts';
import { modelOf, node, object, pod, staticPod } from './support/cluster.ts';

/** The Pod as the operator creates it: a shell script that passes the configuration. */
const apiServer: Manifest = pod('kube-apiserver-master-0', {
  namespace: 'openshift-kube-apiserver',
  labels: { app: 'openshift-kube-apiserver', apiserver: 'true', revision: '7' },
  annotations: { 'kubernetes.io/config.mirror': 'a1', 'kubernetes.io/config.source': 'file' },
  owner: { kind: 'Node', name: 'master-0' },
  node: 'master-0',
  spec: {
    hostNetwork: true,
    containers: [
      {
        name: 'kube-apiserver',
        image: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0',
        command: ['/bin/bash', '-ec'],
        args: [
          'exec watch-termination --termination-touch-file=/var/log/kube-apiserver/.terminating -- hyperkube kube-apiserver --openshift-config=/etc/kubernetes/static-pod-resources/configmaps/config/config.yaml --advertise-address=${HOST_IP} -v=2',
        ],
      },
    ],
  },
});
const master = node('master-0', {
  labels: { 'node-role.kubernetes.io/master': '', 'node.openshift.io/os_id': 'rhel' },
});

const config = (more: object = {}, top: object = {}): Manifest =>
  object(
    'v1',
    'ConfigMap',
    'config',
    {
      data: {
        'config.yaml': JSON.stringify({
          admission: { pluginConfig: {} },
          apiServerArguments: {
            'anonymous-auth': ['true'],
            'authorization-mode': ['Scope', 'SystemMasters', 'RBAC', 'Node'],
            'audit-log-path': ['/var/log/kube-apiserver/audit.log'],
            'audit-policy-file': ['/etc/kubernetes/policies/policy.yaml'],
            'enable-admission-plugins': ['CertificateApproval', 'NodeRestriction', 'ResourceQuota'],
            'kubelet-certificate-authority': ['/etc/kubernetes/kubelet-serving-ca/ca-bundle.crt'],
            'kubelet-client-key': ['/etc/kubernetes/secrets/kubelet-client/tls.key'],
            'proxy-client-key-file': ['/etc/kubernetes/secrets/aggregator-client/tls.key'],
            'service-account-issuer': ['https://kubernetes.default.svc'],
            'service-account-signing-key-file': ['/etc/kubernetes/secrets/bound/service-account.key'],
            ...more,
          },
          servingInfo: { bindAddress: '0.0.0.0:6443', minTLSVersion: 'VersionTLS12' },
          ...top,
        }),
      },
    },
    'openshift-kube-apiserver',
  );
const server = (spec: object): Manifest => object('config.openshift.io/v1', 'APIServer', 'cluster', { spec });
const operator = (type: string, status: string, reason: string): Manifest =>
  object('operator.openshift.io/v1', 'KubeAPIServer', 'cluster', {
    status: { conditions: [{ type, status, reason }] },
  });
const topology = (controlPlaneTopology: string): Manifest =>
  object('config.openshift.io/v1', 'Infrastructure', 'cluster', { status: { controlPlaneTopology } });

function answers({ controlPlane }: ClusterModel) {
  const { apiServer: facts } = controlPlane;
  const reported = <T>(answer: { known: true; value: T } | { known: false }) =>
    answer.known ? answer.value : 'unknown';
  const { encryption } = facts;
  const tls = facts.flag('tls-min-version');
  const tokens = facts.flag('token-auth-file');
  return {
    authorizers: reported(facts.authorizers),
    nodeRestriction: reported(facts.admission('NodeRestriction')),
    audit: reported(facts.audit),
    secrets: encryption.known ? encryption.value.secrets : 'unknown',
    tls: tls.known ? tls.observations[0]?.value : 'unknown',
    tokens: tokens.known ? tokens.observations[0]?.value : 'unknown',
  };
}

const DEFAULTS = {
  authorizers: ['Scope', 'SystemMasters', 'RBAC', 'Node'],
  nodeRestriction: true,
  audit: 'on',
  secrets: 'clear',
  tls: 'VersionTLS12',
  tokens: '',
};
const UNOBSERVED = {
  authorizers: 'unknown',
  nodeRestriction: 'unknown',
  audit: 'unknown',
  secrets: 'unknown',
  tls: 'unknown',
  tokens: 'unknown',
};

describe('the configuration that the operator of OpenShift renders', () => {
  it.each<[string, readonly Manifest[], object]>([
    ['with default settings', [apiServer, master, config()], DEFAULTS],
    [
      'with encryption, which the flag alone does not prove',
      [apiServer, master, config({ 'encryption-provider-config': ['/etc/kubernetes/enc'] })],
      { ...DEFAULTS, secrets: 'unknown' },
    ],
    [
      'on all nodes',
      [
        apiServer,
        master,
        config(),
        operator('NodeInstallerProgressing', 'False', 'AllNodesAtLatestRevision'),
      ],
      DEFAULTS,
    ],
    [
      'not yet on some nodes',
      [apiServer, master, config(), operator('NodeInstallerProgressing', 'True', 'Progressing')],
      UNOBSERVED,
    ],
    [
      'of an old release with audit settings in another place',
      [apiServer, master, config({ 'audit-policy-file': [] }, { auditConfig: {} })],
      { ...DEFAULTS, audit: 'unknown' },
    ],
    ['that is not readable', [apiServer, master], UNOBSERVED],
    [
      'on a cluster whose API server does not use it',
      [staticPod('kube-apiserver', 'cp-1', ['--authorization-mode=Node,RBAC']), config()],
      { ...DEFAULTS, authorizers: ['Node', 'RBAC'], nodeRestriction: false, audit: 'off' },
    ],
  ])('%s', (_, objects, expected) => {
    expect(answers(modelOf({ version: 'v1.33.5' }, ...objects))).toEqual(expected);
  });

  it('is desired state, so facts derived from it are inferred', () => {
    const { authorizers } = modelOf({ version: 'v1.33.5' }, apiServer, master, config()).controlPlane
      .apiServer;
    expect(authorizers).toMatchObject({
      known: true,
      evidence: [
        {
          source: 'configmap',
          confidence: 'inferred',
          location: 'configmap openshift-kube-apiserver/config',
        },
      ],
    });
  });
});

describe('settings of the APIServer object', () => {
  const encrypts = config({ 'encryption-provider-config': ['/etc/kubernetes/enc'] });
  it.each<[string, readonly Manifest[], object]>([
    ['no encryption', [server({})], { secrets: 'clear' }],
    [
      'encryption disabled again',
      [encrypts, server({ encryption: { type: 'identity' } })],
      { secrets: 'clear' },
    ],
    [
      'encryption completed',
      [
        encrypts,
        server({ encryption: { type: 'aesgcm' } }),
        operator('Encrypted', 'True', 'EncryptionCompleted'),
      ],
      { secrets: 'encrypted' },
    ],
    [
      'encryption in progress',
      [
        encrypts,
        server({ encryption: { type: 'aesgcm' } }),
        operator('Encrypted', 'False', 'EncryptionInProgress'),
      ],
      { secrets: 'unknown' },
    ],
    ['an empty audit policy', [config(), server({ audit: { profile: 'None' } })], { audit: 'drops-all' }],
    [
      'an empty audit policy with a custom rule for a group',
      [config(), server({ audit: { profile: 'None', customRules: [{ group: 'x', profile: 'Default' }] } })],
      { audit: 'on' },
    ],
    ['a full audit policy', [config(), server({ audit: { profile: 'AllRequestBodies' } })], { audit: 'on' }],
  ])('%s', (_, objects, expected) => {
    expect(answers(modelOf({ version: 'v1.33.5' }, apiServer, master, ...objects))).toMatchObject(expected);
  });

  it('has no effect on a hosted control plane or on another distribution', () => {
    const worker = node('w', { labels: { 'node.openshift.io/os_id': 'rhel' } });
    const hosted = modelOf({ version: 'v1.33.5' }, worker, server({}), topology('External'));
    expect(answers(hosted)).toMatchObject({ secrets: 'unknown' });
    const other = modelOf(
      { version: 'v1.35.4-eks-1' },
      node('e', { labels: { 'eks.amazonaws.com/nodegroup': 'x' } }),
      server({ audit: { profile: 'None' } }),
    );
    expect(answers(other)).toMatchObject({ audit: 'unknown' });
  });
});

describe('management of the control plane of OpenShift', () => {
  it.each<[string, boolean]>([
    ['External', true],
    ['HighlyAvailable', false],
  ])('%s', (name, managed) => {
    const worker = node('w', { labels: { 'node.openshift.io/os_id': 'rhel' } });
    const { cluster } = modelOf({ version: 'v1.33.5' }, worker, topology(name));
    expect(cluster.managed).toMatchObject({ known: true, value: managed });
  });
});

describe('reasons for unknown results', () => {
  const evidence: EvidenceDocument = { version: 'v1.33.5', 'permission-denied': ['metrics'] };
  it('do not report an observed pod without settings as not observed', () => {
    const { authorizers } = modelOf(evidence, apiServer, master).controlPlane.apiServer;
    expect(authorizers).toMatchObject({
      known: false,
      reason: expect.stringContaining('control plane Pods: observed, but without settings'),
    });
  });

  it('report the absence of control plane Pods', () => {
    const { authorizers } = modelOf(evidence, node('w')).controlPlane.apiServer;
    expect(authorizers).toMatchObject({
      reason: expect.stringContaining('control plane Pods: none observed'),
    });
  });
});

describe('settings missing in the configuration', () => {
  it('are absent by default and do not conflict with a source that sets them', () => {
    const { apiServer: facts } = modelOf(
      { flags: { 'encryption-provider-config': '/etc/enc', 'audit-log-path': '/var/log/other.log' } },
      apiServer,
      master,
      config(),
    ).controlPlane;
    expect(facts.flag('token-auth-file')).toMatchObject({
      known: true,
      observations: [
        {
          value: '',
          set: false,
          evidence: { source: 'configmap', confidence: 'inferred', value: '--token-auth-file not set' },
        },
      ],
    });
    expect(facts.notes).toEqual([expect.stringContaining('--audit-log-path=/var/log/other.log, but')]);
  });
});
