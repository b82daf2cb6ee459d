/** ValidatingAdmissionPolicies that may reject privileged pods, in addition to the Pod Security labels of namespaces. */
import type { Attempt, Expected } from './attempt.ts';

interface Policy {
  group?: string;
  resource?: string;
  operation?: string;
  actions?: string;
  binding?: boolean;
  names?: string;
}

const cluster = ({
  group = "''",
  resource = 'pods',
  operation = 'CREATE',
  actions = 'Deny',
  binding = true,
  names,
}: Policy) => `
apiVersion: v1
kind: Namespace
metadata: { name: team, labels: { kubernetes.io/metadata.name: team } }
---
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: team, uid: u-p }
spec: { nodeName: worker-1, containers: [{ name: c, image: 'x:1' }] }
status: { phase: Running }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: no-privileged }
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [${group}]
        apiVersions: ['*']
        operations: [${operation}]
        resources: [${resource}]
        ${names === undefined ? '' : `resourceNames: [${names}]`}
  validations: [{ expression: 'object.spec.containers.all(c, !has(c.securityContext))' }]
${
  binding
    ? `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: no-privileged }
spec: { policyName: no-privileged, validationActions: [${actions}] }
`
    : ''
}`;

const rows: readonly (readonly [string, Policy, Expected['verdict']])[] = [
  ['over pods', {}, 'unknown'],
  ['over everything', { group: "'*'", resource: "'*'", operation: "'*'" }, 'unknown'],
  ['that denies and warns', { actions: 'Audit, Deny' }, 'unknown'],
  ['that warns', { actions: 'Warn' }, 'fail'],
  ['without a binding', { binding: false }, 'fail'],
  ['over Deployments', { group: 'apps', resource: 'deployments' }, 'fail'],
  ['over changes of pods', { operation: 'UPDATE' }, 'fail'],
  ['over pods of one name', { names: 'db-0' }, 'fail'],
];

const attempts: readonly Attempt[] = rows.map(([what, policy, verdict]) => ({
  name: `namespaces/no level, and a ValidatingAdmissionPolicy ${what}`,
  player: 'administrator',
  why: 'A policy that can reject new pods may have the same effect as Pod Security; any other policy admits every pod.',
  objects: cluster(policy),
  expect: [
    {
      check: 'namespaces/pod-security-unset',
      verdict,
      ...(verdict === 'fail' && { object: 'Namespace team' }),
    },
  ],
}));
export default attempts;
