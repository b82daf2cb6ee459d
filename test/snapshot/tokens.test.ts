import { describe, expect, it } from '@jest/globals';
import { read } from './support/io.ts';

const GITHUB = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const PASSWORD = 'Zq9CanarySecret7Xw';
const DISCOVERY = '3e86b59982e49066c5d813af1c2e2579cbf573de';

const OBJECTS = `
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop, labels: { token: ${GITHUB} }, annotations: { sidecar.istio.io/x: ${GITHUB} } }
spec:
  nodeSelector: { pool: ${GITHUB} }
  containers:
    - name: c
      image: registry.example/x:1
      volumeMounts: [{ name: v, mountPath: /srv/${GITHUB} }]
  volumes: [{ name: v, hostPath: { path: /srv/${GITHUB} } }]
---
apiVersion: v1
kind: Node
metadata: { name: n }
spec: { taints: [{ key: team, value: ${GITHUB}, effect: NoSchedule }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [${GITHUB}] }]
---
apiVersion: getambassador.io/v2
kind: Mapping
metadata: { name: m, namespace: shop }
spec: { prefix: /, service: 'https://user:${PASSWORD}@api.example' }
---
apiVersion: v1
kind: Service
metadata:
  name: s
  namespace: shop
  annotations: { service.beta.kubernetes.io/our-own: ${PASSWORD}, service.beta.kubernetes.io/aws-load-balancer-internal: 'true' }
spec: { type: LoadBalancer, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: etcd-cp-1, namespace: kube-system, labels: { component: etcd, tier: control-plane } }
spec:
  hostNetwork: true
  containers:
    - { name: etcd, image: 'registry.k8s.io/etcd:3.6.5-0', command: [etcd, '--discovery=https://discovery.etcd.io/${DISCOVERY}'] }
`;

describe('tokens in unexpected places', () => {
  it.each([
    ['a key of a Git forge, in labels, selectors, taints, paths and names', GITHUB],
    ['a password in the URL of a route, or in an annotation that is not read', PASSWORD],
    ['the address at which a member joins etcd', DISCOVERY],
  ])('%s', async (_, secret) => {
    const { snapshot } = await read('-', OBJECTS);
    expect(snapshot.records.pod).toHaveLength(2);
    expect(JSON.stringify(snapshot.records)).not.toContain(secret);
  });

  it('facts about exposure are kept', async () => {
    const { snapshot } = await read('-', OBJECTS);
    expect(JSON.stringify(snapshot.records.service)).toContain('aws-load-balancer-internal');
  });
});
