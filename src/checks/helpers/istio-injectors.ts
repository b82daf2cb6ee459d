/** Which webhooks inject sidecars into a namespace. */
import { isInjector } from '../../addons/istio/recognition/control-planes.ts';
import type { ExtensionFacts } from '../../model/types.ts';

/** A pod without labels or annotations. */
export const PLAIN_POD = { labels: {}, annotations: {} } as const;

/** Names of the revisions and tags that injectors serve, for messages. */
export function servedNames({ webhooks }: Pick<ExtensionFacts, 'webhooks'>): string[] {
  const names = webhooks
    .filter(isInjector)
    .map(({ labels }) => labels['istio.io/tag'] ?? labels['istio.io/rev'] ?? 'default');
  return [...new Set(names)].sort();
}
