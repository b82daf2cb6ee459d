import { enumeration, limitedTo } from '../../shared/text.ts';
import { injectorName, meshConfigPlaces, podConfigPlaces } from '../../snapshot/index.ts';
import type { ReadRule } from '../../snapshot/types.ts';
import { isNotFound, isTheOne, jsonOf, permissionName } from '../answers.ts';
import type { Meaning } from '../answers.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext, CollectResult } from '../define.ts';

/** Only these names are read, never a list. The projection keeps a few settings of them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'kube-system': [
    'kubeadm-config',
    'kube-proxy',
    'kube-proxy-config',
    'coredns',
    'extension-apiserver-authentication',
    'kube-root-ca.crt',
    'cilium-config',
    'cilium-envoy-config',
    'antrea-config',
    'amazon-vpc-cni',
  ],
  'kube-public': ['cluster-info', 'microshift-version'],
  'openshift-kube-apiserver': ['config'],
  'istio-system': ['istio', 'istio-sidecar-injector', 'istio-cni-config', 'kiali'],
  cilium: ['cilium-config'],
  'envoy-gateway-system': ['envoy-gateway-config'],
  projectcontour: ['contour'],
  'kourier-system': ['kourier-bootstrap'],
  'ingress-nginx': ['tcp-services', 'ingress-nginx-controller'],
  argocd: ['argocd-cmd-params-cm', 'argocd-cm', 'argocd-rbac-cm'],
  consul: ['consul-server-config', 'consul-tmp-extra-config'],
  grafana: ['grafana'],
  harbor: ['harbor-core'],
  'knative-serving': ['config-network'],
  linkerd: ['linkerd-identity-trust-roots'],
  loki: ['loki'],
  monitoring: ['grafana', 'loki'],
  vault: ['vault-config'],
};

/** API group of the product that owns a namespace: evidence that the namespace exists, for users without permission to list them. */
const SIGNS: Readonly<Record<string, string>> = {
  'openshift-kube-apiserver': 'config.openshift.io',
  'istio-system': 'networking.istio.io',
  cilium: 'cilium.io',
  'envoy-gateway-system': 'gateway.envoyproxy.io',
  projectcontour: 'projectcontour.io',
};

const reads: readonly ReadRule[] = Object.entries(NAMES).map(([namespace, resourceNames]) => ({
  verb: 'get',
  resource: 'configmaps',
  namespace,
  resourceNames,
}));

export const configmaps = defineCollector({
  id: 'configmaps',
  why: 'Settings of kubeadm, kube-proxy, CoreDNS, OpenShift, Istio, Envoy and CNI plugins, and CAs. Ports and snippets of ingress-nginx, access to Argo CD, Kiali, Grafana and Loki, TLS of Vault, Consul, Harbor and Knative, trust anchors of Linkerd.',
  notRead: 'Every other ConfigMap. Of these, all settings that no check requires.',
  reads,
  async run(context) {
    const wanted = [...reads, ...(await ofRevisions(context)), ...(await ofPods(context))];
    const rules = await shouldRequest(context, wanted);
    const { namespace } = context;
    if (rules.length === 0 && namespace !== undefined)
      return { status: 'unavailable', reason: `not read: ${limitedTo(namespace)}`, namespace };
    const refused = new Set<ReadRule>();
    const unread: string[] = [];
    const failed: string[] = [];
    let seen = 0;
    const results = rules.flatMap((rule) =>
      (rule.resourceNames ?? []).map(async (name) => {
        const answer = await readOne(context, rule.namespace ?? '', name);
        if (answer.meaning === 'ok' || answer.meaning === 'unavailable') seen++;
        else {
          unread.push(`${rule.namespace ?? ''}/${name}`);
          if (answer.meaning === 'permission-denied') refused.add(rule);
          else failed.push(answer.reason);
        }
      }),
    );
    await Promise.all(results);
    const result = resultOf({ rules, missing: [...refused], failed, seen }, namespace);
    // With -n most names are not requested: a ConfigMap without a record may exist.
    if (namespace !== undefined) return result;
    const requested = (await existsOrNot(context, wanted)).flatMap(namesOf).sort();
    return { ...result, requested, ...(unread.length > 0 && { unread: unread.sort() }) };
  },
});

/** Reads one and keeps it. `unavailable` = the API server returned 404 for this name. */
async function readOne(
  { get, addRaw }: CollectContext,
  namespace: string,
  name: string,
): Promise<{ meaning: Meaning; reason: string }> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;
  const response = await get(path);
  const answer = jsonOf(path, response);
  if (answer.meaning === 'unavailable')
    return {
      ...answer,
      meaning: isNotFound(response, 'configmaps', name) ? 'unavailable' : 'collection-failed',
    };
  if (answer.meaning !== 'ok') return answer;
  if (!isTheOne(answer.value, { kind: 'ConfigMap', name, namespace }))
    return { meaning: 'collection-failed', reason: `the answer of ${path} is not that ConfigMap` };
  addRaw('v1', 'ConfigMap', answer.value);
  return { meaning: 'ok', reason: '' };
}

/** Revisions of Istio have ConfigMaps of their own, named after the webhook configurations of their injectors. */
async function ofRevisions(context: CollectContext): Promise<ReadRule[]> {
  await context.settled('webhooks');
  const known = new Set(reads.flatMap(namesOf));
  return meshConfigPlaces(context.records('webhook'))
    .flatMap(({ namespace, name }) => [
      { namespace, name },
      { namespace, name: injectorName(name) },
    ])
    .filter(({ namespace, name }) => !known.has(`${namespace}/${name}`))
    .map(({ namespace, name }) => ({
      verb: 'get',
      resource: 'configmaps',
      namespace,
      resourceNames: [name],
    }));
}

/** ConfigMaps named in command lines of pods, and those that their programs read in their own namespace. */
async function ofPods(context: CollectContext): Promise<ReadRule[]> {
  await context.settled('pods');
  const known = new Set(reads.flatMap(namesOf));
  return podConfigPlaces(context.records('pod'))
    .filter(({ namespace, name }) => !known.has(`${namespace}/${name}`))
    .map(({ namespace, name }) => ({
      verb: 'get',
      resource: 'configmaps',
      namespace,
      resourceNames: [name],
    }));
}

function namesOf({ namespace = '', resourceNames = [] }: ReadRule): string[] {
  return resourceNames.map((name) => `${namespace}/${name}`);
}

/** Names whose existence is known: they were requested, or their namespace does not exist. */
async function existsOrNot(
  context: CollectContext,
  wanted: readonly ReadRule[],
): Promise<readonly ReadRule[]> {
  const { status } = await context.settled('namespaces');
  return status === 'ok' ? wanted : shouldRequest(context, wanted);
}

/** Skips namespaces that do not exist, or without evidence that they do. */
async function shouldRequest(
  context: CollectContext,
  wanted: readonly ReadRule[],
): Promise<readonly ReadRule[]> {
  if (context.namespace !== undefined)
    return wanted.filter(({ namespace }) => namespace === context.namespace);
  const { status } = await context.settled('namespaces');
  const meshes = new Set(meshConfigPlaces(context.records('webhook')).map(({ namespace }) => namespace));
  const named = new Set(podConfigPlaces(context.records('pod')).map(({ namespace }) => namespace));
  const existing = new Set(context.records('namespace').map(({ name }) => name));
  const known = (namespace: string) =>
    status === 'ok'
      ? existing.has(namespace)
      : named.has(namespace) ||
        namespace.startsWith('kube-') ||
        context.served.hasGroup(SIGNS[namespace] ?? '-') ||
        meshes.has(namespace);
  return wanted.filter(({ namespace = '' }) => known(namespace));
}

interface Requested {
  rules: readonly ReadRule[];
  missing: readonly ReadRule[];
  failed: readonly string[];
  /** Conclusive responses: the object, or a 404 for its name. */
  seen: number;
}

function resultOf({ rules, missing, failed, seen }: Requested, namespace: string | undefined): CollectResult {
  const reasons = [
    ...failed,
    ...(missing.length > 0 ? [`not allowed to ${enumeration(missing.map(permissionName), 2)}`] : []),
  ];
  if (reasons.length === 0) {
    if (namespace === undefined) return { status: 'ok' };
    return { status: 'partial', reason: limitedTo(namespace), namespace };
  }
  if (namespace !== undefined) reasons.push(limitedTo(namespace));
  const nothing = missing.length === rules.length ? 'permission-denied' : 'collection-failed';
  const status = seen > 0 || (failed.length === 0 && missing.length < rules.length) ? 'partial' : nothing;
  return { status, reason: enumeration(reasons), ...(missing.length > 0 && { missing }) };
}
