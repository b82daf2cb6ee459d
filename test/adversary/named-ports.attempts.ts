import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** A port by name is looked up together with its protocol. */
const hook = (protocol: string) => hookOf({ container: `ports: [${port(protocol)}]` });
const port = (protocol = 'TCP') => `{ name: hook, containerPort: 8443, protocol: ${protocol} }`;
const hookOf = (more: { container?: string; spec?: string }) => `${pod({
  name: 'hook',
  image: 'x/y:1',
  ip: '10.244.1.90',
  ...more,
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

const init = (more: string) =>
  hookOf({ spec: `initContainers: [{ name: i, image: 'x/y:1', ports: [${port()}]${more} }],` });

export default (
  [
    ['a port of UDP', hook('UDP'), 'fail'],
    ['a port of TCP', hook('TCP'), 'pass'],
    ['a port of an init container', init(''), 'fail'],
    ['a port of a sidecar', init(', restartPolicy: Always'), 'pass'],
  ] as const
).map(([name, objects, verdict]: readonly [string, string, Expected['verdict']]): Attempt => ({
  name: `named-ports/a webhook with ${name}`,
  player: 'administrator',
  why: 'The pod is an endpoint at a named port only if a container that lasts has that name with the protocol of the Service.',
  objects,
  expect: [{ check: 'api-server/webhook-without-endpoint', verdict }],
}));
