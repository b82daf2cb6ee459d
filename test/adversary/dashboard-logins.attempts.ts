import type { Attempt, Expected } from './attempt.ts';
import { BOARD, pod, service } from './dashboard-objects.ts';

/** Dashboards on a load balancer: which of them ask for a login, and which are there at all. */
const opened = (image: string, more = '') =>
  pod({ image, container: more }) + service({ type: 'LoadBalancer', ports: '{ port: 80 }' });

const evaluated = (verdict: Expected['verdict'], severity?: Expected['severity']): readonly Expected[] => [
  { check: BOARD, verdict, ...(severity && { severity }) },
];
const argo = (version: string, more: string) => opened(`quay.io/argoproj/argocli:${version}`, more);

const rows: readonly (readonly [string, string, string, readonly Expected[]])[] = [
  ...['web', 'auth', 'api'].map(
    (part) =>
      [
        `dashboard-${part} 1.7 of chart 7`,
        'Its parts count releases of their own, and ask for a login.',
        opened(`docker.io/kubernetesui/dashboard-${part}:1.7.0`),
        evaluated('fail', 'high'),
      ] as const,
  ),
  [
    'the Dashboard before its login',
    'Releases before 1.10.1 let the login be skipped.',
    opened('k8s.gcr.io/kubernetes-dashboard-amd64:v1.8.3'),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows told by a variable',
    'Each flag has a variable with the prefix ARGO_.',
    argo('v3.7.1', 'args: [server], env: [{ name: ARGO_AUTH_MODE, value: server }]'),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows told by a flag and by a variable',
    'The flag goes first.',
    argo('v3.7.1', "args: [server, '--auth-mode=sso'], env: [{ name: ARGO_AUTH_MODE, value: server }]"),
    evaluated('fail', 'high'),
  ],
  [
    'Argo Workflows that believes headers',
    'Whoever calls it sends the header himself.',
    argo('v4.1.0', "args: [server, '--auth-mode=header']"),
    evaluated('fail', 'critical'),
  ],
  [
    'Argo Workflows with a login by a variable',
    'Tokens of clients are asked for.',
    argo('v3.7.1', 'args: [server], env: [{ name: ARGO_AUTH_MODE, value: client }]'),
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
    'It ends before anybody calls the pod.',
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
