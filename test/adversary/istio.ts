/** Istio's control plane and its injector, as YAML that ends with a document separator. */
export function istioControlPlane({
  version,
  args = '',
  env = '',
}: {
  version: string;
  args?: string;
  env?: string;
}): string {
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector }
webhooks:
  - name: rev.namespace.sidecar-injector.istio.io
    clientConfig: { service: { namespace: istio-system, name: istiod } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: istiod, labels: { app: istiod } }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod } }
    spec:
      containers:
        - { name: discovery, image: 'docker.io/istio/pilot:${version}', args: [discovery${args}], env: [${env}] }
---`;
}

export interface Mesh {
  /** Key `mesh` of the ConfigMap of the control plane. */
  config?: string;
  args?: string;
  env?: string;
  /** Annotations of the pod with a sidecar. */
  annotations?: string;
}

/** A mesh with one pod. Its root namespace is STRICT if it is istio-system. */
export const mesh = ({
  config = 'trustDomain: cluster.local',
  args = '',
  env = '',
  annotations = '',
}: Mesh) => `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---${istioControlPlane({ version: '1.31.0', args, env })}
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: w, annotations: { sidecar.istio.io/status: '{}'${annotations} } }
spec: { containers: [{ name: a, image: 'x/y:1' }, { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }] }
status: { phase: Running }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { namespace: istio-system, name: default }
spec: { mtls: { mode: STRICT } }
---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: ${JSON.stringify(config)} }
`;
