import { describe, expect, it } from '@jest/globals';
import { checkOf, evaluate, exampleSnapshot } from '../support/example.ts';

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { namespace: kube-system, name: calico-node }
spec:
  selector: { matchLabels: { k8s-app: calico-node } }
  template:
    metadata: { labels: { k8s-app: calico-node } }
    spec: { containers: [{ name: calico-node, image: quay.io/calico/node:v3.33.1 }] }
status: { desiredNumberScheduled: 3, numberReady: 3 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: istiod, uid: d1, labels: { app: istiod } }
spec:
  replicas: 1
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod, istio.io/rev: default } }
    spec: { containers: [{ name: discovery, image: 'docker.io/istio/pilot:1.31.1', args: [discovery] }] }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  namespace: istio-system
  name: istiod-5d
  uid: r1
  ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: istiod, uid: d1, controller: true }]
spec:
  selector: { matchLabels: { app: istiod } }
---
apiVersion: v1
kind: Pod
metadata:
  namespace: istio-system
  name: istiod-5d-x
  labels: { app: istiod, istio.io/rev: default }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: istiod-5d, uid: r1, controller: true }]
spec: { nodeName: n1, containers: [{ name: discovery, image: 'docker.io/istio/pilot:1.31.1', args: [discovery] }] }
status: { phase: Running }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector, labels: { istio.io/rev: default } }
webhooks:
  - name: namespace.sidecar-injector.istio.io
    clientConfig: { service: { namespace: istio-system, name: istiod, path: /inject, port: 443 } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    sideEffects: None
    admissionReviewVersions: [v1]
`;

const policy = (ports: string, labels = 'app: istiod') => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { namespace: istio-system, name: istiod }
spec:
  podSelector: { matchLabels: { ${labels} } }
  policyTypes: [Ingress]
  ingress: [{ ports: [${ports}] }]
`;

const OTHERS = '{ port: 15012 }, { port: 15017 }';

describe('the plaintext port of istiod behind NetworkPolicies', () => {
  it.each([
    ['no rule has the port', policy(OTHERS), 'low'],
    ['a rule has the port', policy(`${OTHERS}, { port: 15010 }`), 'medium'],
    ['a range has the port', policy('{ port: 15000, endPort: 15020 }'), 'medium'],
    ['a named port may be the port', policy(`${OTHERS}, { port: grpc-xds }`), 'medium'],
    ['it selects other Pods', policy(OTHERS, 'app: other'), 'medium'],
    [
      'another one allows everything',
      `${policy(OTHERS)}${policy('').replace('name: istiod', 'name: all')}`,
      'medium',
    ],
    ['no policy exists', '', 'medium'],
    [
      'a policy of the network may allow it',
      `${policy(OTHERS)}---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: all }
spec: { order: 1, selector: all(), types: [Ingress], ingress: [{ action: Allow }] }
`,
      'medium',
    ],
  ])('%s', (_name, objects, severity) => {
    const found = evaluate(checkOf('istio/plaintext-xds'), exampleSnapshot(`${CLUSTER}${objects}`));
    expect(found.map(({ verdict, severity: own }) => [verdict, own])).toEqual([['fail', severity]]);
  });

  it('counts only where the network enforces policies', () => {
    const text = `${CLUSTER}${policy(OTHERS)}`.replaceAll('calico', 'unknown');
    const found = evaluate(checkOf('istio/plaintext-xds'), exampleSnapshot(text));
    expect(found.map(({ severity }) => severity)).toEqual(['medium']);
  });
});
