import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** A webhook that exempts by label, and one of the same configuration that does not: whether the second one covers the same requests. */
const LABEL = 'api-server/webhook-exemption-by-label';
const webhook = (name: string, resources: string, more = '', operations = 'CREATE, UPDATE') =>
  `{ name: ${name}, clientConfig: { service: { namespace: shop, name: hook, path: /x } }, failurePolicy: Ignore, rules: [{ apiGroups: [''], apiVersions: [v1], operations: [${operations}], resources: [${resources}] }], sideEffects: None, admissionReviewVersions: [v1]${more} }`;
const EXEMPT = ', objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }';
const twins = (own: string, other: string, operations?: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: w }
webhooks:
  - ${webhook('a.b.c', own, EXEMPT)}
  - ${webhook('b.b.c', other, '', operations)}
---`;
const hook =
  pod({ name: 'hook', image: 'x/y:1', ip: '10.244.1.90' }) +
  service({ name: 'hook', ip: '10.96.7.50', ports: '{ port: 443, targetPort: 8443 }' });

const rows: readonly (readonly [string, string, Expected['verdict']])[] = [
  ['pods/ephemeralcontainers', twins('pods, pods/ephemeralcontainers', 'pods'), 'fail'],
  ['pods/resize', twins('pods, pods/resize', 'pods'), 'fail'],
  ['all subresources of pods', twins("'pods/*'", 'pods'), 'fail'],
  ['all of everything', twins("'*/*'", "'*'"), 'fail'],
  ['updates', twins('pods', 'pods', 'CREATE'), 'fail'],
  ['no subresource', twins('pods, pods/ephemeralcontainers', 'pods, pods/ephemeralcontainers'), 'pass'],
  ['more', twins('pods, pods/ephemeralcontainers', "'pods/*'"), 'pass'],
  ['objects without labels from their author', twins('pods, pods/exec, pods/status', 'pods'), 'pass'],
];

export default rows.map(([name, objects, verdict]): Attempt => ({
  name: `webhook-twins/the second one lacks ${name}`,
  player: 'tenant',
  why: 'The objectSelector matches the labels of the pod, and a rule for pods does not match a subresource.',
  objects: hook + objects,
  expect: [
    { check: LABEL, verdict, ...(verdict === 'fail' && { object: 'ValidatingWebhookConfiguration w' }) },
  ],
}));
