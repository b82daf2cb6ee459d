import { distributionNamespaces, initialNamespaces, systemNamespaces } from '../data/system-namespaces.ts';
import type { Known } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { Distribution, NamespaceFacts, PodFacts } from './types.ts';

/** Namespaces by name, with their pods. */
export function buildNamespaces(
  snapshot: Snapshot,
  pods: PodFacts,
  distribution: Known<Distribution>,
): NamespaceFacts[] {
  return sorted(snapshot.records.namespace).map((record) => {
    const podSecurity = record.labels['pod-security.kubernetes.io/enforce'];
    const initial = initialNamespaces.has(record.name);
    return {
      record,
      name: record.name,
      initial,
      system: isSystemNamespace(record.name, distribution),
      ...(podSecurity && { podSecurity }),
      pods: pods.byNamespace.get(record.name) ?? [],
    };
  });
}

/**
 * Made by Kubernetes, a distribution or an add-on rather than by the cluster's own people. `default` is theirs to use. Names
 * that only one distribution takes (`aks-...`) count where that distribution is recognised: elsewhere they are anybody's.
 */
export function isSystemNamespace(name: string, distribution: Known<Distribution>): boolean {
  if (name === 'default') return false;
  if (initialNamespaces.has(name) || systemNamespaces.has(name) || name.startsWith('kube-')) return true;
  const own = distribution.known ? distributionNamespaces[distribution.value.id] : undefined;
  if (!own) return false;
  return own.names?.includes(name) === true || startsWithOneOf(name, own.prefixes);
}

/** Nobody but the distribution can or may run anything there. */
export function isClosedNamespace(name: string, distribution: Known<Distribution>): boolean {
  const own = distribution.known ? distributionNamespaces[distribution.value.id] : undefined;
  return startsWithOneOf(name, own?.closed);
}

function startsWithOneOf(name: string, prefixes: readonly string[] = []): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
