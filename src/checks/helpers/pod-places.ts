import type { NodeFacts, TemplateFacts, WorkloadFacts } from '../../model/types.ts';
import { once } from '../../shared/once.ts';

/** Where pods of a template run or will run, as far as container settings depend on it. */
export interface Place {
  /** `unclear`: it may be Windows, and the OS of the pods' nodes was not collected. */
  os: 'linux' | 'windows' | 'unclear';
  /** Container runtimes of the nodes of its pods, each once; undefined = unknown for some node. */
  runtimes: ReadonlySet<string | undefined>;
  /** Minor versions of their kubelets, likewise. */
  kubelets: ReadonlySet<number | undefined>;
}

/** The inputs for finding places. */
export interface PlaceParts {
  nodes: readonly NodeFacts[];
  workloads: readonly WorkloadFacts[];
}

type Finder = (workload: WorkloadFacts, facts: TemplateFacts) => Place;

/** Finds the place of a template. Cluster facts are computed once for all checks. */
export function placesOn({ nodes, workloads }: PlaceParts): Finder {
  const known = finders.get(workloads);
  if (known) return known;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const mixed = once(() => hasWindows(nodes, workloads));
  const places = new WeakMap<TemplateFacts, Place>();
  const find: Finder = (workload, facts) => {
    const place = places.get(facts) ?? placeOf(workload, facts, byName, mixed);
    places.set(facts, place);
    return place;
  };
  finders.set(workloads, find);
  return find;
}

const finders = new WeakMap<readonly WorkloadFacts[], Finder>();

/** A node runs Windows, or a system workload targets it; what other workloads target proves nothing about their neighbors. */
function hasWindows(nodes: readonly NodeFacts[], workloads: readonly WorkloadFacts[]): boolean {
  return (
    nodes.some((node) => systemOf(node) === 'windows') ||
    workloads.some(
      ({ namespace, templates }) => namespace === 'kube-system' && templates.some(requestsForWindows),
    )
  );
}

function placeOf(
  { pods }: WorkloadFacts,
  facts: TemplateFacts,
  nodes: ReadonlyMap<string, NodeFacts>,
  mixed: () => boolean,
): Place {
  const own = hostsOf(facts.pods, nodes);
  // Assumes that future pods are scheduled to the same nodes.
  const hosts = facts.pods.length > 0 ? own : hostsOf(pods, nodes);
  return {
    os: osOf(facts, new Set(own.map(systemOf)), mixed),
    runtimes: new Set(hosts.map((host) => host?.runtime?.name)),
    kubelets: new Set(hosts.map((host) => host?.minor)),
  };
}

/** Each once; undefined for a node that was not collected. */
function hostsOf(
  pods: WorkloadFacts['pods'],
  nodes: ReadonlyMap<string, NodeFacts>,
): (NodeFacts | undefined)[] {
  const names = new Set(pods.map(({ node }) => node));
  names.delete(undefined);
  return [...names].map((name) => nodes.get(name ?? ''));
}

/**
 * The OS of the nodes decides. The API server and kubelets enforce `spec.os`, but only the scheduler enforces selectors: these count while
 * no pod is on a node. On a node that was not collected, a pod may run on Windows if the cluster has any Windows node.
 */
function osOf(
  facts: TemplateFacts,
  systems: ReadonlySet<string | undefined>,
  mixed: () => boolean,
): Place['os'] {
  if ([...systems].some((system) => system !== undefined && system !== 'windows')) return 'linux';
  if (systems.has('windows') && systems.size === 1) return 'windows';
  if (facts.template.os !== undefined && facts.template.os !== 'windows') return 'linux';
  const requests = requestsForWindows(facts);
  if (systems.size > 0) return requests || mixed() ? 'unclear' : 'linux';
  return requests ? 'windows' : facts.classUncollected ? 'unclear' : 'linux';
}

function systemOf(node: NodeFacts | undefined): string | undefined {
  if (!node) return undefined;
  const { os, labels } = node.record;
  return (os ?? labels['kubernetes.io/os'] ?? labels['beta.kubernetes.io/os'])?.toLowerCase();
}

/** By `spec.os`, or by selectors that all agree. */
function requestsForWindows({ template: { os, affinityOs }, nodeSelector }: TemplateFacts): boolean {
  const labels = ['kubernetes.io/os', 'beta.kubernetes.io/os'].flatMap((key) => nodeSelector[key] ?? []);
  const requested = [...(os === undefined ? [] : [os]), ...labels, ...(affinityOs ?? [])];
  if (affinityOs?.length === 0) return false;
  return requested.length > 0 && requested.every((system) => system === 'windows');
}
