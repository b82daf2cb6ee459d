import { initialNamespaces } from '../data/system-namespaces.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { podSecurityPolicyOf } from './namespace-policy.ts';
import { sorted } from './sorting.ts';
import type { NamespaceFacts, PodFacts, TrustFacts } from './types.ts';

/** Namespaces by name, with their pods. */
export function buildNamespaces(
  snapshot: Snapshot,
  pods: PodFacts,
  trust: Pick<TrustFacts, 'isProductNamespace'>,
): NamespaceFacts[] {
  return sorted(snapshot.records.namespace).map((record) => {
    const podSecurity = record.labels['pod-security.kubernetes.io/enforce'];
    const builtIn = initialNamespaces.has(record.name);
    const products = trust.isProductNamespace(record.name);
    return {
      record,
      name: record.name,
      builtIn,
      system: products.known && products.value,
      ...(!products.known && { unclear: products }),
      ...(podSecurity && { podSecurity }),
      policy: podSecurityPolicyOf(record.labels),
      pods: pods.byNamespace.get(record.name) ?? [],
    };
  });
}
