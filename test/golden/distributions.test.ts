import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import type { Area, Result, VerdictKind } from '../../src/result/types.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { hostedOpenshift, openshift } from '../app/support/openshift.ts';
import { goldens } from './clusters.ts';

interface Expected {
  distribution: string;
  managed: boolean;
  /** Component -> number of replicas, or what the API does not expose. */
  components: Readonly<Record<string, number | 'unknown'>>;
  /** Checks of the control plane that pass and that fail; all others are unknown or not applicable. */
  pass: readonly string[];
  fail: readonly string[];
}

const AREAS: readonly Area[] = [
  'api-server',
  'etcd',
  'control-plane',
  'controller-manager',
  'scheduler',
  'kubelet',
];

/** These use lists of objects, which do not depend on the distribution. */
const OF_OBJECTS = /^api-server\/(?:aggregated-api-|exempt-flow-schema|webhook-|health-check)/;

const FOUR = ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'] as const;
const each = (count: number | 'unknown') => Object.fromEntries(FOUR.map((name) => [name, count]));

const apiServer = (...names: string[]) => names.map((name) => `api-server/${name}`);

/** Plugins that are enabled by default, a sound default, a removed port. */
const DEFAULTS = apiServer(
  'always-admit',
  'service-account-lookup-off',
  'insecure-port-open',
  'namespace-lifecycle-off',
  'node-restriction-off',
  'obsolete-admission-plugin',
  'priority-and-fairness-off',
  'request-timeout-long',
  'service-account-plugin-off',
  'static-token-file',
  'weak-ciphers',
  'weak-tls-version',
);
const CERTIFICATES = apiServer(
  'client-ca-unset',
  'etcd-certificate-missing',
  'etcd-unverified',
  'kubelet-certificate-missing',
  'service-account-key-unset',
  'serving-certificate-self-signed',
);
/** Settings that are off by default. */
const OFF_BY_DEFAULT = apiServer(
  'cipher-suites-unset',
  'event-rate-unlimited',
  'external-ips-plugin-off',
  'images-not-always-pulled',
  'token-lifetime-extended',
);
const CONTROLLERS = [
  'controller-manager/finished-pods-kept',
  'controller-manager/kubelet-certificate-rotation-off',
  'controller-manager/root-ca-unset',
  'controller-manager/shared-credentials',
  'controller-manager/signing-key-unset',
  'control-plane/component-unavailable',
  'control-plane/open-bind-address',
  'control-plane/restarting',
];
const NO_PROFILES = ['api-server/profiling-on', 'controller-manager/profiling-on', 'scheduler/profiling-on'];

const KUBEADM: Expected = {
  distribution: 'kubeadm',
  managed: false,
  components: each(1),
  pass: [
    ...DEFAULTS,
    ...CERTIFICATES,
    ...CONTROLLERS,
    'api-server/authorization-mode',
    'etcd/client-cert-auth-off',
    'etcd/exposed',
    'etcd/peer-cert-auth-off',
    'etcd/shared-ca',
    'etcd/unsupported',
  ],
  fail: [
    ...OFF_BY_DEFAULT,
    ...NO_PROFILES,
    'api-server/anonymous-access',
    'api-server/audit-logging-off',
    'api-server/kubelet-unverified',
    'control-plane/single-node',
    'etcd/no-quorum-spare',
    'etcd/secrets-unencrypted',
  ],
};

/** Everything in one process: its flags are the defaults of k3s, unless the node's arguments differ. */
const K3S: Expected = {
  distribution: 'k3s',
  managed: false,
  components: { ...each('unknown'), 'kube-apiserver': 1 },
  // Its server renews its lease.
  pass: [
    'control-plane/component-unavailable',
    ...apiServer(
      'always-admit',
      'anonymous-access',
      'authorization-mode',
      'insecure-port-open',
      'namespace-lifecycle-off',
      'node-restriction-off',
      'obsolete-admission-plugin',
      'profiling-on',
      'service-account-plugin-off',
      'static-token-file',
    ),
  ],
  fail: [
    ...apiServer(
      'audit-logging-off',
      'event-rate-unlimited',
      'external-ips-plugin-off',
      'images-not-always-pulled',
    ),
    'control-plane/single-node',
    'etcd/secrets-unencrypted',
  ],
};

/** The control plane is not visible: only the version is known. */
const UNCOLLECTED = { components: each('unknown'), pass: ['api-server/insecure-port-open'], fail: [] };

/** Documented by Amazon: several API servers, everything encrypted by KMS since 1.28. */
const EKS: Expected = {
  ...UNCOLLECTED,
  distribution: 'Amazon EKS',
  managed: true,
  pass: [...UNCOLLECTED.pass, 'control-plane/single-node', 'etcd/secrets-unencrypted'],
};

const without = (list: readonly string[], ...names: readonly string[]) =>
  list.filter((name) => !names.includes(name));

const truths: Readonly<Record<keyof typeof goldens, Expected>> = {
  kubeadm: KUBEADM,
  'kubeadm, three control planes': {
    ...KUBEADM,
    components: each(3),
    pass: [
      ...KUBEADM.pass,
      'control-plane/replicas-differ',
      'control-plane/single-node',
      'etcd/no-quorum-spare',
    ],
    fail: without(KUBEADM.fail, 'control-plane/single-node', 'etcd/no-quorum-spare'),
  },
  kind: { ...KUBEADM, distribution: 'kind' },
  minikube: { ...KUBEADM, distribution: 'minikube' },
  'k3s on SQLite': K3S,
  'k3s on a database elsewhere': K3S,
  'k3s with etcd of its own': {
    ...K3S,
    components: { ...K3S.components, 'kube-apiserver': 3 },
    pass: [...K3S.pass, 'control-plane/single-node'],
    fail: without(K3S.fail, 'control-plane/single-node'),
  },
  RKE2: {
    distribution: 'RKE2',
    managed: false,
    components: each(1),
    // Its etcd reads a configuration file with unknown content. The content of the encryption configuration is unknown, too.
    pass: [
      ...DEFAULTS,
      ...CERTIFICATES,
      ...CONTROLLERS,
      ...NO_PROFILES,
      'api-server/anonymous-access',
      'api-server/authorization-mode',
      'api-server/kubelet-unverified',
      'etcd/unsupported',
    ],
    fail: [
      ...OFF_BY_DEFAULT,
      'api-server/audit-logging-off',
      'control-plane/single-node',
      'etcd/no-quorum-spare',
    ],
  },
  k0s: { ...UNCOLLECTED, distribution: 'k0s', managed: false },
  // Its node has the label of MicroK8s' control plane, and is the only one.
  MicroK8s: {
    ...UNCOLLECTED,
    distribution: 'MicroK8s',
    managed: false,
    fail: [...UNCOLLECTED.fail, 'control-plane/single-node'],
  },
  Talos: {
    distribution: 'Talos Linux',
    managed: false,
    // etcd is a service of the host; authorization is configured in a file.
    components: { ...each(1), etcd: 'unknown' },
    pass: [
      ...DEFAULTS,
      ...CERTIFICATES,
      ...CONTROLLERS,
      ...NO_PROFILES,
      ...apiServer(
        'anonymous-access',
        'audit-log-few-backups',
        'audit-log-retention-short',
        'audit-log-maxsize-unset',
        'audit-logging-off',
      ),
    ],
    fail: [...OFF_BY_DEFAULT, 'api-server/kubelet-unverified', 'control-plane/single-node'],
  },
  kops: {
    distribution: 'kOps',
    managed: false,
    components: { ...each('unknown'), 'kube-apiserver': 1 },
    pass: [
      ...DEFAULTS,
      ...CERTIFICATES,
      'api-server/anonymous-access',
      'api-server/authorization-mode',
      'control-plane/component-unavailable',
      'control-plane/restarting',
    ],
    fail: [
      ...OFF_BY_DEFAULT,
      'api-server/audit-logging-off',
      'api-server/kubelet-unverified',
      'api-server/profiling-on',
      'control-plane/single-node',
      'etcd/secrets-unencrypted',
    ],
  },
  EKS,
  'EKS Auto Mode': EKS,
  'EKS on Fargate': EKS,
  GKE: { ...UNCOLLECTED, distribution: 'Google GKE', managed: true },
  'GKE Autopilot': { ...UNCOLLECTED, distribution: 'Google GKE', managed: true },
  AKS: { ...UNCOLLECTED, distribution: 'Azure AKS', managed: true },
  vCluster: { ...UNCOLLECTED, distribution: 'vCluster', managed: false },
};

const checksOf = ({ verdicts }: Result, kind: VerdictKind): string[] => {
  const found = verdicts.filter(
    ({ verdict, area, check }) => verdict === kind && AREAS.includes(area) && !OF_OBJECTS.test(check),
  );
  return [...new Set(found.map(({ check }) => check))].sort();
};

describe.each(Object.entries(goldens))('%s', (name, { evidence, objects }) => {
  const result = assess(snapshotOf(evidence, ...objects), {});
  const truth = truths[name];
  if (!truth) throw new Error(`no truth about ${name}`);

  it('is recognized, with its components', () => {
    const { cluster, controlPlane } = result;
    expect(cluster.distribution).toMatchObject({ known: true, value: truth.distribution });
    const replicas = Object.fromEntries(
      controlPlane.map((row) => [row.name, row.replicas.known ? row.replicas.value : 'unknown']),
    );
    expect(Object.fromEntries(FOUR.map((one) => [one, replicas[one] ?? 'unknown']))).toEqual(
      truth.components,
    );
    const { managed } = result.cluster as { managed?: { known: boolean; value?: boolean } };
    if (managed) expect(managed).toMatchObject({ known: true, value: truth.managed });
  });

  it('passes what has evidence, and nothing else', () => {
    expect(checksOf(result, 'pass')).toEqual([...truth.pass].sort());
  });

  it('fails the risks, and nothing else', () => {
    expect(checksOf(result, 'fail')).toEqual([...truth.fail].sort());
  });

  it('has evidence for pass and fail, and requirements for unknown', () => {
    expect(checksOf(result, 'error')).toEqual([]);
    for (const { check, verdict, evidence: shown, requires } of result.verdicts) {
      if (verdict === 'unknown') expect([check, requires?.length]).not.toEqual([check, 0]);
      else if (verdict !== 'not-applicable' && AREAS.some((area) => check.startsWith(`${area}/`)))
        expect([check, shown.length]).not.toEqual([check, 0]);
    }
  });
});

describe('what a provider documents', () => {
  it('is distinguished from what was observed', () => {
    const eks = goldens['EKS'];
    if (!eks) throw new Error('no EKS');
    const { verdicts } = assess(snapshotOf(eks.evidence, ...eks.objects), {});
    const promised = verdicts.filter(({ check }) => check === 'etcd/secrets-unencrypted');
    expect(promised).toMatchObject([{ verdict: 'pass', evidence: [{ confidence: 'documented' }] }]);
  });
});

describe.each([
  ['OpenShift', openshift()],
  ['OpenShift with a hosted control plane', hostedOpenshift()],
])('%s', (_name, snapshot) => {
  it('is recognized, and passes nothing without evidence', () => {
    const result = assess(snapshot, {});
    expect(result.cluster.distribution).toMatchObject({
      known: true,
      value: expect.stringMatching(/OpenShift/),
    });
    for (const { check, verdict, evidence } of result.verdicts)
      if (verdict === 'pass' && AREAS.some((area) => check.startsWith(`${area}/`)))
        expect([check, evidence.length]).not.toEqual([check, 0]);
  });
});
