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
