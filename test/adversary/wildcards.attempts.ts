import type { Attempt, Expected } from './attempt.ts';
import { account, binding, clusterBinding, everywhere, group, JANE, RBAC, rule } from './rbac-objects.ts';

/** Wildcards and single permissions that grant something, and those that grant nothing. */

const attempt = (name: string, why: string, objects: string, ...expect: readonly Expected[]): Attempt => ({
  name: `wildcards/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
});

const wildcard = (verdict: 'pass' | 'fail'): Expected => ({
  check: 'identities/wildcard-permissions',
  verdict,
  ...(verdict === 'fail' && { object: 'User jane', severity: 'medium' }),
});

const CUSTOM = [
  'gateway.networking.k8s.io',
  'snapshot.storage.k8s.io',
  'policy.networking.k8s.io',
  'cluster.x-k8s.io',
];
const ABSENT = ['apps/v1', 'core', 'v1', 'Apps', '*.k8s.io', 'extensions', 'rbac'];
const SERVED = ['', 'apps', 'batch', 'policy', 'networking.k8s.io', 'events.k8s.io', 'resource.k8s.io'];

const WILDCARDS: readonly Attempt[] = [
  ...CUSTOM.map((name) =>
    attempt(
      `the API group ${name} of custom resources`,
      'An operator has all permissions on the group of its own resources.',
      everywhere([rule(`${name}:* *`)], JANE),
      wildcard('pass'),
    ),
  ),
  ...ABSENT.map((name) =>
    attempt(
      `the API group ${name} that no API server serves`,
      'RBAC compares text, so that the rule grants nothing.',
      everywhere([rule(`${name}:* *`)], JANE),
      wildcard('pass'),
    ),
  ),
  ...SERVED.map((name) =>
    attempt(
      `the API group ${name || 'of the core'}, and a custom one`,
      'All that the group of Kubernetes has now and will have.',
      everywhere([rule(`${name}:* *`), rule('gateway.networking.k8s.io:* *')], JANE),
      wildcard('fail'),
    ),
  ),
  ...['pod', 'Pods', 'deployment', 'pods/*', '*/*'].map((name) =>
    attempt(
      `every verb on ${name}`,
      'No request has that resource.',
      everywhere([rule(`* ${name}`)], JANE),
      wildcard('pass'),
    ),
  ),
  ...['endpoints', 'pods/log', 'pod,pods'].map((name) =>
    attempt(
      `every verb on ${name}, which exist`,
      'It includes verbs of a later release.',
      everywhere([rule(`* ${name}`)], JANE),
      wildcard('fail'),
    ),
  ),
  attempt(
    'every verb on a resource of any group',
    'The name may be that of a custom resource, whatever its form.',
    everywhere([rule('*:* gadget')], JANE),
    wildcard('fail'),
  ),
];

const ADAPTER = `
apiVersion: v1
kind: Namespace
metadata: { name: mon }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: adapter, namespace: mon }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: adapter, namespace: mon, uid: u-adapter }
spec:
  replicas: 1
  selector: { matchLabels: { app: adapter } }
  template:
    metadata: { labels: { app: adapter } }
    spec: { serviceAccountName: adapter, containers: [{ name: c, image: 'x:1' }] }
---`;

const token = (verdict: 'pass' | 'fail'): Expected => ({ check: 'identities/token-unneeded', verdict });

const TOKENS: readonly Attempt[] = [
  attempt(
    'an account that a binding of kube-system names',
    'Aggregated API servers read extension-apiserver-authentication there, and an administrator wrote the binding.',
    ADAPTER +
      binding(
        'kube-system',
        'reader',
        ['Role', 'extension-apiserver-authentication-reader'],
        account('mon', 'adapter'),
      ),
    token('pass'),
  ),
  attempt(
    'an account that uses a permission of all authenticated users',
    'Every token is in that group, and an administrator bound it.',
    ADAPTER + everywhere([rule('get nodes')], group('system:authenticated')),
    token('pass'),
  ),
  attempt(
    'an account and a group that is bound in kube-system',
    'Read permissions of all authenticated users there are no use of its own.',
    ADAPTER +
      binding('kube-system', 'all', ['ClusterRole', 'view'], group('system:serviceaccounts')) +
      clusterBinding('discovery', 'system:discovery', group('system:authenticated')),
    token('fail'),
  ),
  attempt(
    'an account bound to a role without rules in kube-system',
    'It has no permissions.',
    `${ADAPTER}
apiVersion: ${RBAC}/v1
kind: Role
metadata: { name: empty, namespace: kube-system }
rules: []
---${binding('kube-system', 'empty', ['Role', 'empty'], account('mon', 'adapter'))}`,
    token('fail'),
  ),
];

const attempts: readonly Attempt[] = [...WILDCARDS, ...TOKENS];
export default attempts;
