import { limitedTo } from '../../shared/text.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { enumeration, jsonOf, rightName } from '../answers.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext, CollectResult } from '../define.ts';

/** By name only, never a list: other ConfigMaps are nobody's business. The projection keeps named keys of them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'kube-system': [
    'kubeadm-config',
    'kubelet-config',
    'kube-proxy',
    'kube-proxy-config',
    'coredns',
    'coredns-custom',
    'rke2-coredns-rke2-coredns',
    'extension-apiserver-authentication',
    'kube-root-ca.crt',
    'kube-apiserver-legacy-service-account-token-tracking',
    'cluster-autoscaler-status',
    'aws-auth',
    'amazon-vpc-cni',
    'k3s-etcd-snapshots',
    'rke2-etcd-snapshots',
    'cilium-config',
    'calico-config',
    'canal-config',
    'kube-flannel-cfg',
    'istio-cni-config',
  ],
  'kube-public': ['cluster-info', 'microshift-version'],
  'openshift-kube-apiserver': ['config'],
  'openshift-apiserver': ['config'],
  'openshift-etcd': ['etcd-endpoints'],
  'istio-system': ['istio', 'istio-cni-config', 'istio-ca-root-cert', 'kiali'],
  'aks-istio-system': ['istio-ca-root-cert'],
  argocd: ['argocd-cm', 'argocd-rbac-cm', 'argocd-cmd-params-cm'],
  'envoy-gateway-system': ['envoy-gateway-config'],
  projectcontour: ['contour'],
  linkerd: ['linkerd-config', 'linkerd-identity-trust-roots'],
  'ingress-nginx': ['ingress-nginx-controller'],
  'kube-flannel': ['kube-flannel-cfg'],
  'knative-serving': ['config-domain', 'config-network'],
};

/** API group that comes with the owner of a namespace: a sign that the namespace exists, for users who may not list them. */
const SIGNS: Readonly<Record<string, string>> = {
  'openshift-kube-apiserver': 'config.openshift.io',
  'openshift-apiserver': 'config.openshift.io',
  'openshift-etcd': 'config.openshift.io',
  'istio-system': 'networking.istio.io',
  argocd: 'argoproj.io',
  'envoy-gateway-system': 'gateway.envoyproxy.io',
  projectcontour: 'projectcontour.io',
  linkerd: 'policy.linkerd.io',
  'knative-serving': 'serving.knative.dev',
};

const reads: readonly ReadRule[] = Object.entries(NAMES).map(([namespace, resourceNames]) => ({
  verb: 'get',
  resource: 'configmaps',
  namespace,
  resourceNames,
}));

export const configmaps = defineCollector({
  id: 'configmaps',
  why: 'Settings that a distribution or an add-on keeps there: kubeadm, kubelet, kube-proxy, CoreDNS, CAs, Istio, Cilium...',
  notRead: 'Every other ConfigMap, and of these every key that is not known.',
  reads,
  async run(context) {
    const rules = await worthAsking(context);
    const { namespace } = context;
    if (rules.length === 0 && namespace !== undefined)
      return { status: 'absent', reason: `not read: ${limitedTo(namespace)}`, namespace };
    const refused = new Set<ReadRule>();
    const unread: string[] = [];
    const failed: string[] = [];
    let seen = 0;
    const results = rules.flatMap((rule) =>
      (rule.resourceNames ?? []).map(async (name) => {
        const path = `/api/v1/namespaces/${rule.namespace ?? ''}/configmaps/${name}`;
        const answer = jsonOf(path, await context.get(path));
        if (answer.meaning === 'ok') {
          context.addRaw('v1', 'ConfigMap', answer.value);
          seen++;
        } else if (answer.meaning === 'absent') seen++;
        else {
          unread.push(`${rule.namespace ?? ''}/${name}`);
          if (answer.meaning === 'forbidden') refused.add(rule);
          else failed.push(answer.reason);
        }
      }),
    );
    await Promise.all(results);
    const result = resultOf({ rules, missing: [...refused], failed, seen }, namespace);
    // With -n most names are not asked for: what did not come may exist.
    return unread.length > 0 && namespace === undefined ? { ...result, unread: unread.sort() } : result;
  },
});

/** Namespaces that do not exist, or that nothing speaks for, are not asked for their ConfigMaps. */
async function worthAsking(context: CollectContext): Promise<readonly ReadRule[]> {
  if (context.namespace !== undefined)
    return reads.filter(({ namespace }) => namespace === context.namespace);
  const { status } = await context.settled('namespaces');
  const existing = new Set(context.records('namespace').map(({ name }) => name));
  const known = (namespace: string) =>
    status === 'ok'
      ? existing.has(namespace)
      : namespace.startsWith('kube-') || context.served.hasGroup(SIGNS[namespace] ?? '-');
  return reads.filter(({ namespace = '' }) => known(namespace));
}

interface Asked {
  rules: readonly ReadRule[];
  missing: readonly ReadRule[];
  failed: readonly string[];
  /** Answers that say something: here it is, or there is none. */
  seen: number;
}

function resultOf({ rules, missing, failed, seen }: Asked, namespace: string | undefined): CollectResult {
  const reasons = [
    ...failed,
    ...(missing.length > 0 ? [`not allowed to ${enumeration(missing.map(rightName), 2)}`] : []),
  ];
  if (reasons.length === 0) {
    if (namespace === undefined) return { status: 'ok' };
    return { status: 'partial', reason: limitedTo(namespace), namespace };
  }
  if (namespace !== undefined) reasons.push(limitedTo(namespace));
  const nothing = missing.length === rules.length ? 'forbidden' : 'failed';
  const status = seen > 0 || (failed.length === 0 && missing.length < rules.length) ? 'partial' : nothing;
  return { status, reason: enumeration(reasons), ...(missing.length > 0 && { missing }) };
}
