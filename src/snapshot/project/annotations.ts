/** The annotations that are kept, per kind: those with information about the architecture, by prefix. */
import { snippetLanguage, snippetMark } from '../../data/ingress-places.ts';
import { redactValue } from '../redact.ts';
import { withoutTokens } from '../redact/patterns.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { nodeArgs, nodeEnvironment } from './node-args.ts';
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
    'container.seccomp.security.alpha.kubernetes.io/',
    'seccomp.security.alpha.kubernetes.io/pod',
    'dns.alpha.kubernetes.io/',
    'eks.amazonaws.com/compute-type',
    'openshift.io/scc',
    'vault.hashicorp.com/agent-inject',
    'cluster-autoscaler.kubernetes.io/safe-to-evict',
    'talos.dev/',
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
    // Cilium's settings of this node (data/network-policy.ts).
    'config.cilium.io/',
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
    // The people responsible for it.
    'openshift.io/requester',
    'a8r.io/owner',
  ],
  service: [
    ...MESH,
    // These affect exposure (data/load-balancer-annotations.ts).
    'service.beta.kubernetes.io/aws-load-balancer',
    'service.beta.kubernetes.io/azure-load-balancer-internal',
    'service.beta.kubernetes.io/oci-load-balancer-internal',
    'service.beta.kubernetes.io/openstack-internal-load-balancer',
    'service.beta.kubernetes.io/do-loadbalancer-network',
    'service.beta.kubernetes.io/scw-loadbalancer-private',
    'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type',
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
    // Who else opens it (data/service-openers.ts).
    'netbird.io/',
    'resource.twingate.com',
    'skupper.io/',
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
    'ingress.gcp.kubernetes.io/',
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
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AnnotatedKind = keyof typeof ANNOTATIONS;

/** A value that is configuration in another language (nginx, Lua): only its presence is kept. */
const SNIPPET =
  /(?:snippet|script|lua|auth-headers|auth-request-headers|custom-(?:headers|request|response))/i;

/** The same for a document: it may contain secrets. */
const DOCUMENT = /^\s*[{[]|\n\s*\S/;

/** Profiles of containers. */
const PROFILE = /^container\.(?:apparmor\.security\.beta|seccomp\.security\.alpha)\.kubernetes\.io\//;

const keptNames = new Map<string, boolean>();

/** The annotations of an object that are on the list of its kind, redacted. */
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

/** The interception mode in a proxy configuration, in YAML or JSON, by either name of the field. */
const INTERCEPTION = /(?:^|[\n{,])\s*["']?interception(?:Mode|_mode)["']?\s*:\s*["']?(\w{1,16})/;

function annotationValue(key: string, value: string): string {
  if (key.endsWith('.io/node-args')) return nodeArgs(value);
  if (key.endsWith('.io/node-env')) return nodeEnvironment(value);
  const mode = key === 'proxy.istio.io/config' ? INTERCEPTION.exec(value)?.[1] : undefined;
  if (mode !== undefined) return `interceptionMode: ${mode}`;
  if (key === 'cloud.google.com/neg' && /"exposed_ports"\s*:\s*\{\s*"/.test(value))
    return '(set, exposed_ports)';
  // Protocols and numbers, in JSON.
  if (key === 'alb.ingress.kubernetes.io/listen-ports' && /^[\s[\]{}":,\dA-Z]*$/.test(value))
    return cleanLine(value, TEXT_LIMITS.annotation);
  // The key ends in the name of a container, which may be that of a credential; the value is a profile's name.
  if (PROFILE.test(key)) return withoutTokens(cleanLine(value, TEXT_LIMITS.annotation));
  const language = snippetLanguage(key);
  if (value !== '' && language) return snippetMark(value, language);
  if (value !== '' && (SNIPPET.test(key) || DOCUMENT.test(value))) return '(set)';
  return redactValue(key.slice(key.indexOf('/') + 1), cleanLine(value, TEXT_LIMITS.annotation));
}
