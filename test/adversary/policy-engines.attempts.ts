import type { Attempt, Expected } from './attempt.ts';

/** Webhooks of a policy engine that make it fail closed: those that match Pods of users. */
interface Hook {
  policy: 'Fail' | 'Ignore';
  resources?: string;
  group?: string;
  more?: string;
}
const engine = (...hooks: readonly Hook[]) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: kyverno-resource-validating-webhook-cfg }
webhooks:
${hooks
  .map(
    ({ policy, resources = 'pods', group = "''", more = '' }, index) => `
  - name: w${index}.kyverno.svc
    failurePolicy: ${policy}
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { service: { namespace: kyverno, name: kyverno-svc } }
    rules: [{ apiGroups: [${group}], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [${resources}] }]
    ${more}`,
  )
  .join('')}
---`;
const OPEN: Hook = { policy: 'Ignore' };
const closed = (more: Partial<Hook> = {}): Hook => ({ policy: 'Fail', ...more });
const inNamespaces = (expression: string) =>
  closed({ more: `namespaceSelector: { matchExpressions: [${expression}] }` });

const rows: readonly (readonly [string, string, string, Expected['verdict']])[] = [
  ['a pair', 'Pods are rejected without it.', engine(closed(), OPEN), 'pass'],
  ['all of them open', 'Pods are admitted without it.', engine(OPEN, OPEN), 'fail'],
  [
    'one that fails closed for no namespace',
    'No namespace has the label, and new ones have none.',
    engine(inNamespaces("{ key: nobody, operator: In, values: ['x'] }"), OPEN),
    'fail',
  ],
  [
    'one that fails closed only for kube-system',
    'Users create their Pods in other namespaces.',
    engine(inNamespaces('{ key: kubernetes.io/metadata.name, operator: In, values: [kube-system] }'), OPEN),
    'fail',
  ],
  [
    'one that fails closed only for Deployments',
    'A user who creates a Pod bypasses it.',
    engine(closed({ resources: 'deployments', group: 'apps' }), OPEN),
    'fail',
  ],
  [
    'one that fails closed for Pods with a label',
    'A user who omits the label bypasses it.',
    engine(closed({ more: 'objectSelector: { matchLabels: { checked: "yes" } }' }), OPEN),
    'fail',
  ],
  [
    'look-alike: one that excludes the system',
    'It is called for Pods of all users.',
    engine(
      inNamespaces('{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, kyverno] }'),
      OPEN,
    ),
    'pass',
  ],
  [
    'look-alike: one for a namespace of users',
    'shop is one of them.',
    engine(inNamespaces('{ key: kubernetes.io/metadata.name, operator: In, values: [shop] }'), OPEN),
    'pass',
  ],
  [
    'look-alike: policies only for Deployments',
    'No policy is about Pods.',
    engine(closed({ resources: 'deployments', group: 'apps' })),
    'pass',
  ],
];

export default rows.map(([name, why, objects, verdict]): Attempt => ({
  name: `policy-engines/${name}`,
  player: 'administrator',
  why,
  objects,
  expect: [{ check: 'api-server/policy-webhook-fail-open', verdict }],
}));
