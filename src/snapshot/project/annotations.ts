/** Which annotations are kept, per kind: those that say something about the architecture, by prefix. */
import { redactArgs, redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { isDangerousKey, isObject } from './raw.ts';

const MESH = [
  'istio.io/',
  'sidecar.istio.io/',
  'inject.istio.io/',
  'ambient.istio.io/',
  'proxy.istio.io/',
  'traffic.sidecar.istio.io/',
  'traffic.istio.io/',
  'networking.istio.io/',
  'gateway.istio.io/',
  'topology.istio.io/',
  'security.istio.io/',
  'linkerd.io/',
  'config.linkerd.io/',
  'consul.hashicorp.com/',
  'kuma.io/',
  'appmesh.k8s.aws/',
  'dapr.io/enabled',
] as const;

const HELM = ['meta.helm.sh/', 'app.kubernetes.io/'] as const;

export const ANNOTATIONS = {
  pod: [
    ...MESH,
    'kubernetes.io/config.mirror',
    'kubernetes.io/config.source',
    'kubernetes.io/psp',
    'kubeadm.kubernetes.io/',
    'k8s.v1.cni.cncf.io/networks',
    'container.apparmor.security.beta.kubernetes.io/',
    'dns.alpha.kubernetes.io/',
    'eks.amazonaws.com/compute-type',
    'openshift.io/scc',
    'vault.hashicorp.com/agent-inject',
    'cluster-autoscaler.kubernetes.io/safe-to-evict',
    'talos.dev/',
    'archmap.io/',
  ],
  node: [
    'k3s.io/',
    'rke2.io/',
    'etcd.k3s.cattle.io/',
    'etcd.rke2.cattle.io/',
    'talos.dev/',
    'cluster.talos.dev/',
    'cluster.x-k8s.io/',
    'kwok.x-k8s.io/',
    'kubeadm.alpha.kubernetes.io/',
    'alpha.kubernetes.io/provided-node-ip',
    'flannel.alpha.coreos.com/',
    'projectcalico.org/',
    'machine.openshift.io/',
    'machineconfiguration.openshift.io/currentConfig',
    'machineconfiguration.openshift.io/state',
    'kops.k8s.io/',
    'extensions.talos.dev/',
    'node.kubernetes.io/',
    'cloud.google.com/',
    'container.googleapis.com/',
    'vcluster.loft.sh/',
    'minikube.k8s.io/',
    'node.k0sproject.io/',
    'microk8s.io/',
  ],
  namespace: [
    ...MESH,
    ...HELM,
    'pod-security.kubernetes.io/',
    'scheduler.alpha.kubernetes.io/',
    'openshift.io/node-selector',
    'openshift.io/sa.scc.',
    'net.beta.kubernetes.io/',
    'field.cattle.io/projectId',
    'archmap.io/',
  ],
  service: [
    ...MESH,
    'service.beta.kubernetes.io/',
    'service.alpha.kubernetes.io/',
    'service.kubernetes.io/',
    'cloud.google.com/',
    'networking.gke.io/',
    'service.kubernetes.io/ibm-',
    'metallb.io/',
    'metallb.universe.tf/',
    'external-dns.alpha.kubernetes.io/',
    'oci.oraclecloud.com/',
    'oci-network-load-balancer.oraclecloud.com/',
    'kubernetes.digitalocean.com/',
    'load-balancer.hetzner.cloud/',
    'loadbalancer.openstack.org/',
    'io.cilium/',
    'lbipam.cilium.io/',
    'tailscale.com/',
    'kube-vip.io/',
    'traefik.ingress.kubernetes.io/',
    'projectcontour.io/',
    'getambassador.io/',
  ],
  ingress: [
    ...MESH,
    'kubernetes.io/ingress.',
    'kubernetes.io/tls-acme',
    'ingress.kubernetes.io/',
    'nginx.ingress.kubernetes.io/',
    'nginx.org/',
    'alb.ingress.kubernetes.io/',
    'traefik.ingress.kubernetes.io/',
    'haproxy.org/',
    'haproxy-ingress.github.io/',
    'konghq.com/',
    'appgw.ingress.kubernetes.io/',
    'networking.gke.io/',
    'cloud.google.com/',
    'cert-manager.io/',
    'external-dns.alpha.kubernetes.io/',
    'projectcontour.io/',
    'tailscale.com/',
    'ingressclass.kubernetes.io/',
  ],
  serviceAccount: [
    'eks.amazonaws.com/',
    'iam.gke.io/',
    'azure.workload.identity/',
    'cloud.google.com/',
    'sts.amazonaws.com/',
  ],
  crd: ['gateway.networking.k8s.io/', 'meta.helm.sh/', 'controller-gen.kubebuilder.io/version', 'helm.sh/'],
  lease: ['kubernetes.io/peer-advertise-address'],
  class: ['ingressclass.kubernetes.io/', 'storageclass.kubernetes.io/', 'storageclass.beta.kubernetes.io/'],
  custom: [...MESH, ...HELM, 'gateway.networking.k8s.io/', 'openshift.io/', 'include.release.openshift.io/'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AnnotatedKind = keyof typeof ANNOTATIONS;

/** A value that is configuration in another language (nginx, Lua): only that it is set is kept. */
const SNIPPET =
  /(?:snippet|script|lua|auth-headers|auth-request-headers|custom-(?:headers|request|response))/i;

const keptNames = new Map<string, boolean>();

/** The annotations of an object that are on the list of its kind, masked. */
export function annotationsOf(kind: AnnotatedKind, annotations: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  if (!isObject(annotations)) return result;
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value !== 'string' || !isKept(kind, key) || isDangerousKey(key)) continue;
    result[cleanLine(key, TEXT_LIMITS.name)] = annotationValue(key, value);
  }
  return result;
}

function isKept(kind: AnnotatedKind, key: string): boolean {
  const id = `${kind} ${key}`;
  let kept = keptNames.get(id);
  if (kept === undefined) {
    kept = (ANNOTATIONS[kind] as readonly string[]).some((prefix) => key.startsWith(prefix));
    if (keptNames.size > 8_192) keptNames.clear();
    keptNames.set(id, kept);
  }
  return kept;
}

function annotationValue(key: string, value: string): string {
  if (key.endsWith('.io/node-args')) return jsonArgs(value);
  if (key.endsWith('.io/node-env')) return jsonEnv(value);
  if (SNIPPET.test(key) && value !== '') return '(set)';
  return redactValue(key.slice(key.indexOf('/') + 1), cleanLine(value, 4_096));
}

/** k3s and RKE2 write the server's whole argument vector as a JSON list. They mask it themselves; not all of it. */
function jsonArgs(value: string): string {
  try {
    const list: unknown = JSON.parse(value.slice(0, TEXT_LIMITS.argument));
    if (Array.isArray(list))
      return JSON.stringify(redactArgs(list.filter((item) => typeof item === 'string')));
  } catch {
    // Not the JSON that it should be: nothing can be said of it.
  }
  return '(not readable)';
}

function jsonEnv(value: string): string {
  try {
    const map: unknown = JSON.parse(value.slice(0, TEXT_LIMITS.argument));
    if (isObject(map)) {
      const kept = Object.entries(map)
        .filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string' && !isDangerousKey(entry[0]),
        )
        .map(([name, text]) => [cleanLine(name), redactValue(name, cleanLine(text))]);
      return JSON.stringify(Object.fromEntries(kept));
    }
  } catch {
    // As above.
  }
  return '(not readable)';
}
