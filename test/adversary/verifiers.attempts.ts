import type { Attempt, Expected } from './attempt.ts';

const IMAGES = 'workloads/images-unverified';

interface Hook {
  name?: string;
  config?: string;
  rules?: string;
  service?: string;
  more?: string;
  image?: string;
}

/** A verifier with its own namespace, Service and pod. */
const verifier = ({
  name = 'policy.sigstore.dev',
  config = 'policy.sigstore.dev',
  rules = "{ operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods] }",
  service = 'cosign-system/webhook',
  more = '',
  image = 'ghcr.io/sigstore/policy-controller/policy-controller:v0.13.0',
}: Hook = {}) => {
  const [namespace = '', called = ''] = service.split('/');
  return `
apiVersion: v1
kind: Namespace
metadata: { name: cosign-system }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: ${config} }
webhooks:
  - name: ${name}
    clientConfig: { service: { namespace: ${namespace}, name: ${called} } }
    rules: [${rules}]
    admissionReviewVersions: [v1]
    sideEffects: None
    ${more}
---
apiVersion: v1
kind: Service
metadata: { name: webhook, namespace: cosign-system }
spec: { type: ClusterIP, selector: { app: webhook }, ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: webhook-0, namespace: cosign-system, labels: { app: webhook } }
spec: { nodeName: worker-1, containers: [{ name: c, image: '${image}' }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
`;
};

const IN = "matchExpressions: [{ key: policy.sigstore.dev/include, operator: In, values: ['true'] }]";

const rows: readonly (readonly [what: string, hook: Hook, verdict: Expected['verdict'], why: string])[] = [
  ['in a recommended configuration', {}, 'pass', 'It is called for every pod, and it responds.'],
  [
    'that excludes the system',
    {
      more: 'namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] }',
    },
    'pass',
    'It protects the namespaces of applications.',
  ],
  [
    'that is not called for pods',
    { rules: "{ operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [configmaps] }" },
    'fail',
    'It receives no image.',
  ],
  [
    'that is called only for Deployments',
    { rules: '{ operations: [CREATE], apiGroups: [apps], apiVersions: [v1], resources: [deployments] }' },
    'fail',
    'A user who creates a pod bypasses it.',
  ],
  [
    'that is called only for updates',
    { rules: "{ operations: [UPDATE], apiGroups: [''], apiVersions: [v1], resources: [pods] }" },
    'fail',
    'Pods start without a verification.',
  ],
  [
    'of labeled namespaces, and none is labeled',
    { more: `namespaceSelector: { ${IN} }` },
    'fail',
    'It requires an opt-in, and no object has one.',
  ],
  [
    'of labeled pods',
    { more: 'objectSelector: { matchLabels: { a: b } }' },
    'fail',
    'The author of a pod writes its labels.',
  ],
  [
    'that excludes labeled pods',
    { more: 'objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }' },
    'unknown',
    'The author of a pod may write this label.',
  ],
  [
    'with conditions',
    { more: "matchConditions: [{ name: c, expression: 'false' }]" },
    'unknown',
    'The remaining pods are not evaluated here.',
  ],
  [
    'without endpoints, and ignored in that case',
    { service: 'cosign-system/gone', more: 'failurePolicy: Ignore' },
    'fail',
    'No image is verified.',
  ],
  [
    'without endpoints, and required for every start',
    { service: 'cosign-system/gone', more: 'failurePolicy: Fail' },
    'unknown',
    'It verifies nothing, and no unverified pod starts.',
  ],
  [
    'with another program as its endpoint',
    { image: 'registry.example.com/shop/web:1' },
    'unknown',
    'The name is no evidence about the endpoint.',
  ],
  [
    'that leads to a workload of a team',
    { service: 'shop/web' },
    ['unknown', 'fail'],
    'The name is no evidence about the endpoint.',
  ],
  [
    'named Connaisseur that is called for nothing',
    {
      name: 'connaisseur-svc.connaisseur.svc',
      config: 'connaisseur-webhook',
      rules: "{ operations: [DELETE], apiGroups: [''], apiVersions: [v1], resources: [pods] }",
    },
    'fail',
    'The name does not decide.',
  ],
];

const attempts: readonly Attempt[] = rows.map(([what, hook, verdict, why]) => ({
  name: `verifiers/a webhook ${what}`,
  player: 'administrator',
  why,
  objects: verifier(hook),
  expect: [{ check: IMAGES, verdict }],
}));
export default attempts;
