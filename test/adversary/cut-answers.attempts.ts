/** Answers of the API server that broke off, or that a proxy filtered. */
import type { Attempt, Expected } from './attempt.ts';

const WARNING =
  'Warning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging purposes only.';
const plain = (body: string) => ({ body, type: 'text/plain' });
const flags = (...lines: string[]) => plain(`\nkube-apiserver flagz\n${WARNING}\n\n${lines.join('\n')}`);
const unknown = (...checks: string[]): Expected[] => checks.map((check) => ({ check, verdict: 'unknown' }));

const NO_POD = ['Pod kube-system/kube-apiserver-cp-1'];

const cutFlags = (name: string, lines: readonly string[], expect: readonly Expected[]): Attempt => ({
  name: `cut/flags: ${name}`,
  player: 'network',
  why: 'A line without its line feed may be half a line.',
  without: NO_POD,
  answers: { '/flagz': flags(...lines), '/metrics': 403 },
  expect,
});

const ofFlags: readonly Attempt[] = [
  cutFlags(
    'in the authorization modes',
    ['anonymous-auth=false', 'authorization-mode=Node,RBAC'],
    [...unknown('api-server/authorization-mode')],
  ),
  cutFlags(
    'in the admission plugins',
    ['authorization-mode=[Node,RBAC]', 'enable-admission-plugins=[NodeRestriction'],
    unknown('api-server/node-restriction-off', 'api-server/always-admit'),
  ),
  cutFlags(
    'in a number',
    ['audit-log-path=/x', 'audit-policy-file=/p', 'audit-log-maxage=3'],
    unknown('api-server/audit-log-retention-short'),
  ),
];

const HALF = '[+]ping ok\n[+]log ok\n';

const ofHealth: readonly Attempt[] = (
  [
    ['both', { '/readyz': plain(HALF), '/livez': plain(HALF) }],
    ['of readiness', { '/readyz': plain('[+]ping ok\n[+]log ok\n[+]etcd ok\n') }],
    ['of liveness', { '/livez': plain('[+]ping ok\n[+]log ok\n[+]etcd o') }],
    ['in the closing line', { '/readyz': plain(`${HALF}readyz check pas`) }],
  ] as const
).map(([name, answers]) => ({
  name: `cut/health checks: ${name}`,
  player: 'network',
  why: 'The list of checks ends with a line with the overall result; without it the list is incomplete.',
  answers,
  expect: unknown('api-server/health-check-failing'),
}));

const SECOND = `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  namespace: kube-system
  name: apiserver-cp-2
  uid: l2
  labels: { apiserver.kubernetes.io/identity: kube-apiserver, kubernetes.io/hostname: cp-2 }
spec: { holderIdentity: apiserver-cp-2_1, leaseDurationSeconds: 3600, renewTime: '2026-11-29T20:22:00.000000Z' }
`;
const OF_SERVERS = [
  'api-server/insecure-port-open',
  'version/api-server-vulnerable',
  'version/kubernetes-unsupported',
  'version/patch-behind',
  'version/kube-proxy-skew',
  'version/kubelet-skew',
];
const COUNTED: ReadonlySet<string> = new Set([
  'version/api-server-vulnerable',
  'version/kubernetes-unsupported',
  'version/patch-behind',
]);
const OF_PODS = [
  'version/api-server-vulnerable',
  'version/kubernetes-unsupported',
  'version/kube-proxy-skew',
  'version/coredns-vulnerable',
  'version/control-plane-skew',
  'etcd/unsupported',
];

const ofVersions: readonly Attempt[] = [
  {
    name: 'cut/versions: a second API server that was not observed',
    player: 'server',
    why: 'A lease lists it; the response contained the version of one server.',
    objects: SECOND,
    answers: { '/api/v1/pods': 403, '/api/v1/namespaces/kube-system/pods': 403 },
    expect: unknown(...OF_SERVERS),
  },
  {
    name: 'cut/versions: a second API server and the pod of the first',
    player: 'server',
    why: 'The pod of the second is missing, and its version is not known.',
    objects: SECOND,
    expect: unknown(...OF_SERVERS.filter((check) => check !== 'version/kube-proxy-skew')),
  },
  {
    name: 'cut/versions: pods that broke off',
    player: 'network',
    why: 'Another instance of an old version may be among the rest, except for API servers, which leases count.',
    answers: { '/api/v1/pods': 'cut' },
    expect: [
      ...unknown(...OF_PODS.filter((check) => !COUNTED.has(check))),
      { check: 'version/kubernetes-unsupported', verdict: 'pass' },
    ],
  },
  {
    name: 'cut/versions: a cut list of pods, and no count of the API servers',
    player: 'network',
    why: 'Another server of an old version may be among the rest.',
    without: ['Lease kube-system/apiserver-*', 'EndpointSlice default/kubernetes'],
    answers: { '/api/v1/pods': 'cut' },
    expect: unknown(...OF_PODS),
  },
];

const metrics = (...lines: string[]) =>
  plain(
    `${[
      ...lines,
      'apiserver_request_total{code="200",verb="POST",resource="secrets"} 44',
      'process_start_time_seconds 1.7e9',
      'workqueue_depth{name="a"} 0',
    ]
      .sort()
      .join('\n')}\n`,
  );
const BARE = ['Pod kube-system/kube-apiserver-cp-1'];

const ofMetrics: readonly Attempt[] = [
  {
    name: 'cut/metrics: without the families of auditing and of encryption',
    player: 'network',
    why: 'Every server counts audit events and keys, even zero: a response without these counters lacks more.',
    without: BARE,
    answers: { '/flagz': 403, '/metrics': metrics() },
    expect: unknown('api-server/audit-logging-off', 'etcd/secrets-unencrypted'),
  },
  {
    name: 'cut/metrics: with disabled families',
    player: 'administrator',
    why: 'The server reports that families were disabled.',
    without: BARE,
    answers: {
      '/flagz': 403,
      '/metrics': metrics(
        'disabled_metrics_total 3',
        'apiserver_audit_event_total 0',
        'apiserver_storage_data_key_generation_failures_total 0',
      ),
    },
    expect: unknown('api-server/audit-logging-off', 'etcd/secrets-unencrypted'),
  },
  {
    name: 'cut/metrics: with all that a server has without auditing and encryption',
    player: 'server',
    why: 'The response is complete.',
    without: BARE,
    answers: {
      '/flagz': 403,
      '/metrics': metrics(
        'disabled_metrics_total 0',
        'apiserver_audit_event_total 0',
        'apiserver_storage_data_key_generation_failures_total 0',
      ),
    },
    expect: [
      { check: 'api-server/audit-logging-off', verdict: 'fail' },
      { check: 'etcd/secrets-unencrypted', verdict: 'fail' },
    ],
  },
];

const attempts: readonly Attempt[] = [...ofFlags, ...ofHealth, ...ofVersions, ...ofMetrics];
export default attempts;
