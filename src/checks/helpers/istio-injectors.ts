/** Which webhooks inject sidecars into a namespace, by their selectors. */
import { isInjector } from '../../addons/istio/recognition/control-planes.ts';
import type { ExtensionFacts } from '../../model/types.ts';
import type { Answer } from '../../model/selectors.ts';
import { both, either, holdAll, labelOf, namespaceLookup } from '../../model/selectors.ts';
import type { StringMap } from '../../snapshot/records/index.ts';

interface Selected {
  name: string;
  labels: StringMap;
}

/**
 * Whether an injector intercepts a pod of these labels in this namespace. The selectors of the webhooks decide, as the API server
 * evaluates them; label rules of a version are not repeated here.
 */
export function injects(
  { webhooks }: Pick<ExtensionFacts, 'webhooks'>,
  namespace: Selected,
  pod: StringMap = {},
): Answer {
  const lookup = namespaceLookup(namespace.name, namespace.labels);
  return either(
    webhooks
      .filter(isInjector)
      .flatMap((record) => record.webhooks)
      .map(({ namespaceSelector, objectSelector, matchConditions }) => {
        const selected = both(
          holdAll(namespaceSelector, lookup),
          holdAll(objectSelector, (key) => labelOf(pod, key)),
        );
        return matchConditions && selected === 'yes' ? 'maybe' : selected;
      }),
  );
}

/** Names of the revisions and tags that injectors serve, for messages. */
export function servedNames({ webhooks }: Pick<ExtensionFacts, 'webhooks'>): string[] {
  const names = webhooks
    .filter(isInjector)
    .map(({ labels }) => labels['istio.io/tag'] ?? labels['istio.io/rev'] ?? 'default');
  return [...new Set(names)].sort();
}
