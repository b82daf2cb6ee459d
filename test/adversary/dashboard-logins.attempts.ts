import type { Attempt, Expected } from './attempt.ts';
import { BOARD, pod, service } from './dashboard-objects.ts';

/** Dashboards on a load balancer: which of them require a login, and which run at all. */
const opened = (image: string, more = '') =>
  pod({ image, container: more }) + service({ type: 'LoadBalancer', ports: '{ port: 80 }' });

const evaluated = (verdict: Expected['verdict'], severity?: Expected['severity']): readonly Expected[] => [
  { check: BOARD, verdict, ...(severity && { severity }) },
];
const argo = (version: string, more: string) => opened(`quay.io/argoproj/argocli:${version}`, more);

const map = (name: string, data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { namespace: shop, name: ${name} }
data: ${data}
---`;
const argoCd = (anonymous: string, role: string) =>
  opened('quay.io/argoproj/argocd:v3.1.0', 'args: [argocd-server]') +
  map('argocd-cm', `{ users.anonymous.enabled: '${anonymous}' }`) +
  map('argocd-rbac-cm', `{ policy.default: '${role}' }`);
const headlamp = (more: string) => opened('ghcr.io/headlamp-k8s/headlamp:v0.38.0', more);
const kiali = (strategy: string) =>
  opened('quay.io/kiali/kiali:v2.10') + map('kiali', `{ config.yaml: "auth: { strategy: ${strategy} }" }`);

const rows: readonly (readonly [string, string, string, readonly Expected[]])[] = [
  ...['web', 'auth', 'api'].map(
    (part) =>
      [
        `dashboard-${part} 1.7 of chart 7`,
        'Its components have their own release numbers, and require a login.',
        opened(`docker.io/kubernetesui/dashboard-${part}:1.7.0`),
        evaluated('fail', 'high'),
      ] as const,
  ),
  [
    'the Dashboard before its login',
    'Releases before 1.10.1 allow users to skip the login.',
    opened('k8s.gcr.io/kubernetes-dashboard-amd64:v1.8.3'),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows with a variable',
    'Each flag has a variable with the prefix ARGO_.',
    argo('v3.7.1', 'args: [server], env: [{ name: ARGO_AUTH_MODE, value: server }]'),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows with a flag and a variable',
    'The flag takes precedence.',
    argo('v3.7.1', "args: [server, '--auth-mode=sso'], env: [{ name: ARGO_AUTH_MODE, value: server }]"),
    evaluated('fail', 'high'),
  ],
  [
    'Argo Workflows that trusts headers',
    'Any client can set the header.',
    argo('v4.1.0', "args: [server, '--auth-mode=header']"),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows with a login by a variable',
    'Tokens of clients are required.',
    argo('v3.7.1', 'args: [server], env: [{ name: ARGO_AUTH_MODE, value: client }]'),
    evaluated('fail', 'high'),
  ],
  ...(
    [
      ['args: [-in-cluster, -unsafe-use-service-account-token]', 'critical'],
      [
        'args: [-in-cluster], env: [{ name: HEADLAMP_CONFIG_UNSAFE_USE_SERVICE_ACCOUNT_TOKEN, value: "true" }]',
        'critical',
      ],
      ['args: [-in-cluster, -unsafe-use-service-account-token=false]', 'high'],
      ['args: [-in-cluster]', 'high'],
    ] as const
  ).map(
    ([more, severity]) =>
      [
        `Headlamp with ${more}`,
        'With the token of its own account no login is required.',
        headlamp(more),
        evaluated('fail', severity),
      ] as const,
  ),
  [
    'Argo CD with anonymous users who are administrators',
    'They get in as with --disable-auth.',
    argoCd('true', 'role:admin'),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo CD with anonymous users who read',
    'The role is not that of administrators.',
    argoCd('true', 'role:readonly'),
    evaluated('fail', 'high'),
  ],
  [
    'Argo CD whose users are administrators, without anonymous access',
    'A login is required.',
    argoCd('false', 'role:admin'),
    evaluated('fail', 'high'),
  ],
  [
    'Kiali with the strategy anonymous',
    "Istio's sample has it so.",
    kiali('anonymous'),
    evaluated('fail', 'high'),
  ],
  ['Kiali with the strategy token', 'A token is required.', kiali('token'), evaluated('fail', 'medium')],
  [
    'Kubeflow from its own repository',
    'kubeflow/manifests 1.11 publishes it there.',
    opened('ghcr.io/kubeflow/dashboard/dashboard:v2.0.0'),
    evaluated('fail', 'high'),
  ],
  [
    'a dashboard in an ephemeral container',
    'It shares the address of the pod.',
    pod({
      image: 'shop/web:1',
      spec: "ephemeralContainers: [{ name: d, image: 'longhornio/longhorn-ui:v1.7' }],",
    }) + service({ type: 'LoadBalancer', ports: '{ port: 80 }' }),
    evaluated('fail', 'critical'),
  ],
  [
    'a dashboard in an init container',
    'It ends before a request reaches the pod.',
    pod({
      image: 'shop/web:1',
      spec: "initContainers: [{ name: d, image: 'longhornio/longhorn-ui:v1.7' }],",
    }) + service({ type: 'LoadBalancer', ports: '{ port: 80 }' }),
    evaluated('not-applicable'),
  ],
];

export default rows.map(([name, why, objects, expect]): Attempt => ({
  name: `dashboard-logins/${name}`,
  player: 'tenant',
  why,
  objects,
  expect,
}));
