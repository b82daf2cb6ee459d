import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** A port by name is looked up together with its protocol. */
const hook = (protocol: string) => `${pod({
  name: 'hook',
  image: 'x/y:1',
  ip: '10.244.1.90',
  container: `ports: [{ name: hook, containerPort: 8443, protocol: ${protocol} }]`,
})}${service({ name: 'hook', ip: '10.96.7.50', ports: '{ port: 443, targetPort: hook }' })}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: w }
webhooks:
  - name: a.b.c
    clientConfig: { service: { namespace: shop, name: hook, path: /x } }
    failurePolicy: Ignore
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    sideEffects: None
    admissionReviewVersions: [v1]
---`;

export default (
  [
    ['UDP', 'fail'],
    ['TCP', 'pass'],
  ] as const
).map(([protocol, verdict]: readonly [string, Expected['verdict']]): Attempt => ({
  name: `named-ports/a webhook behind a port of ${protocol}`,
  player: 'administrator',
  why: 'The pod is an endpoint at a named port only if it has that name with the protocol of the Service.',
  objects: hook(protocol),
  expect: [{ check: 'api-server/webhook-without-endpoint', verdict }],
}));
