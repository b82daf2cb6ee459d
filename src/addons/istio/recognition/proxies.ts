/** Proxies of pods: sidecars, gateways, waypoints, and ztunnel. */
import type { ClusterModel } from '../../../model/parts.ts';
import { parseVersion } from '../../../model/version.ts';
import type { PodRecord, PodTemplate } from '../../../snapshot/records/index.ts';
import { compare } from '../../../model/sorting.ts';
import { imageIs, imageVersion } from '../../../shared/image.ts';
import { containerOf } from '../../images.ts';
import type { NodeAgentFacts, ProxyGroup, RevisionFacts, VersionSkew } from '../../types.ts';
import { CNI, PROXY, ZTUNNEL } from './marks.ts';

type Proxy = PodTemplate['containers'][number];

/** A sidecar, or a pod that ambient mode has captured. */
export function inMesh(pod: PodRecord): boolean {
  return isCaptured(pod) || hasSidecar(pod);
}

/** Ambient mode captures its traffic: an annotation of the node agent. */
export function isCaptured({ template }: Pick<PodRecord, 'template'>): boolean {
  return template.annotations['ambient.istio.io/redirection'] === 'enabled';
}

/** Native sidecars are init containers that keep running. */
export function hasSidecar({ template }: Pick<PodRecord, 'template'>): boolean {
  return template.annotations['sidecar.istio.io/status'] !== undefined && proxyOf(template) !== undefined;
}

/** The container istio-proxy, unless it is one that ends before the pod starts. */
export function proxyOf({ containers }: PodTemplate): Proxy | undefined {
  return containers.find(({ name, role }) => name === 'istio-proxy' && (role ?? 'sidecar') === 'sidecar');
}

/** One row per namespace, revision, role and version, in a stable order. */
export function proxyGroups(pods: readonly PodRecord[]): ProxyGroup[] {
  const groups = new Map<string, ProxyGroup>();
  for (const pod of pods) {
    const group = groupOf(pod);
    if (!group) continue;
    const key = [group.namespace, group.role, group.revision, group.version ?? group.image].join('\n');
    const known = groups.get(key);
    if (!known) groups.set(key, group);
    else {
      known.pods += 1;
      if (group.example < known.example) known.example = group.example;
    }
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

/** Pods that have ended run no proxy. */
function groupOf(pod: PodRecord): ProxyGroup | undefined {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return undefined;
  const proxy = proxyOf(pod.template);
  const role = proxy && roleOf(pod.template, proxy);
  if (!proxy || !role) return undefined;
  const version = imageVersion(proxy.image);
  return {
    namespace: pod.namespace,
    revision: revisionOf(pod.template),
    ...(version !== undefined && { version }),
    role,
    pods: 1,
    example: pod.name,
    image: proxy.image,
  };
}

/** By the arguments of pilot-agent: `proxy sidecar`, `proxy router`, `proxy waypoint` (chart istio-discovery, files). */
function roleOf(template: PodTemplate, { image, args = [] }: Proxy): ProxyGroup['role'] | undefined {
  if (ZTUNNEL.some((known) => imageIs(image, known))) return 'ztunnel';
  if (args[0] === 'proxy' && args[1] === 'waypoint') return 'waypoint';
  if (args[0] === 'proxy' && args[1] === 'router') return 'gateway';
  if (template.annotations['sidecar.istio.io/status'] !== undefined) return 'sidecar';
  return PROXY.some((known) => imageIs(image, known)) && template.containers.length === 1
    ? 'gateway'
    : undefined;
}

/** The injector writes the revision that injected it; a label only requests one. */
function revisionOf({ annotations, labels }: PodTemplate): string {
  return annotations['istio.io/rev'] ?? labels['istio.io/rev'] ?? 'default';
}

/** istio-cni runs no proxy, and is upgraded with them. */
export function cniGroups(agents: readonly NodeAgentFacts[]): ProxyGroup[] {
  return agents
    .filter(({ program }) => program === 'istio-cni')
    .map(({ workload, version }) => ({
      namespace: workload.namespace,
      revision: revisionOf(workload.template),
      ...(version !== undefined && { version }),
      role: 'istio-cni' as const,
      pods: workload.pods.length,
      example: workload.pods[0]?.name ?? workload.name,
      image: containerOf(workload, CNI)?.image ?? '',
    }));
}

/**
 * Proxies and their control plane: the one of their revision that an administrator installed, by name or by tag. Vendors' builds are
 * compared as well: their tags begin with the same versions.
 */
export function skewOf(
  proxies: readonly ProxyGroup[],
  revisions: readonly RevisionFacts[],
): { skew: VersionSkew[]; unmatched: ProxyGroup[] } {
  const skew: VersionSkew[] = [];
  const unmatched: ProxyGroup[] = [];
  for (const group of proxies) {
    const control = controlOf(group, revisions);
    const own = parseVersion(group.version ?? '');
    const other = parseVersion(control ?? '');
    if (!own || !other || control === undefined || group.version === undefined) {
      unmatched.push(group);
      continue;
    }
    const behind = (other.major - own.major) * 1_000 + other.minor - own.minor;
    if (behind !== 0) skew.push({ ...group, version: group.version, control, behind });
  }
  return { skew, unmatched };
}

/** One per node: they connect to whichever control plane their chart names, of the only revision or of the default one. */
const NODE_AGENTS: ReadonlySet<ProxyGroup['role']> = new Set(['ztunnel', 'istio-cni']);

/** Version of the control plane of a proxy; undefined where it is unknown or ambiguous. */
export function controlOf(
  { revision, role }: Pick<ProxyGroup, 'revision' | 'role'>,
  revisions: readonly RevisionFacts[],
): string | undefined {
  const sure = revisions.filter(({ trusted }) => trusted);
  const named = sure.filter(({ name, tags }) => name === revision || tags.includes(revision));
  const found = named.length > 0 || !NODE_AGENTS.has(role) || sure.length > 1 ? named : sure;
  const [first, ...others] = found;
  if (first === undefined || first.otherVersion !== undefined || first.managed) return undefined;
  return others.every(({ version }) => version === first.version) ? first.version : undefined;
}

/** Whether any proxy is a sidecar or ztunnel, for the name of the data plane. */
export function dataPlaneOf(model: Pick<ClusterModel, 'pods'>, ambient: boolean) {
  const any = model.pods.all.some(hasSidecar);
  return ambient ? (any ? 'both' : 'ambient') : any ? 'sidecar' : 'none';
}
