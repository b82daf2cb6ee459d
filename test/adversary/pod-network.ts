/** Pod networks in place of the one of the base cluster, as YAML that ends with a document separator. */

/** The network of the base cluster, with its pods. */
export const CALICO = ['DaemonSet kube-system/calico-node', 'Pod kube-system/calico-node-*'];
const NODES = ['cp-1', 'worker-1'];

export const container = (image: string, more: string) =>
  `{ name: c, image: '${image}'${more && `, ${more}`} }`;

/** A DaemonSet of kube-system, with a ready pod on each of these nodes. */
export function agent(
  name: string,
  image: string,
  {
    more = '',
    nodes = NODES,
    ready = true,
  }: { more?: string; nodes?: readonly string[]; ready?: boolean } = {},
): string {
  const spec = `{ hostNetwork: true, containers: [${container(image, more)}] }`;
  const number = ready ? nodes.length : 0;
  const pods = nodes.map(
    (node) => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}-${node}
  namespace: kube-system
  labels: { app: ${name} }
  ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: ${name}, uid: u-${name}, controller: true }]
spec: { nodeName: ${node}, hostNetwork: true, containers: [${container(image, more)}] }
status: { phase: Running, conditions: [{ type: Ready, status: '${ready ? 'True' : 'False'}' }] }
---`,
  );
  return `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system, uid: u-${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: ${spec} }
status: { desiredNumberScheduled: ${nodes.length}, currentNumberScheduled: ${nodes.length}, numberReady: ${number} }
---${pods.join('')}`;
}

export const map = (name: string, data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: kube-system }
data: ${data}
---`;

export const CILIUM = 'quay.io/cilium/cilium:v1.18.4';
export const cilium = (settings: string, more = '') =>
  agent('cilium', CILIUM, { more }) + map('cilium-config', `{ ${settings} }`);

/** In place of the policy that isolates a namespace of the base cluster: it selects no pods. */
export const matchesNothing = (namespace: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: ${namespace} }
spec: { podSelector: { matchLabels: { app: nobody } } }
---`;
