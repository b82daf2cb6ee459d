import { initialNamespaces } from '../../../data/system-namespaces.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { textAt, valuesAt } from './custom.ts';

/** Namespaces that the webhook leaves out (https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces). */
export function exemptNamespaces({ spec, namespace }: CustomRecord): string[] {
  const entries = valuesAt(spec, 'match').filter((entry) =>
    valuesAt(entry, 'processes').some((process) => process === '*' || process === 'webhook'),
  );
  return entries
    .flatMap((entry) => valuesAt(entry, 'excludedNamespaces'))
    .filter((name): name is string => typeof name === 'string')
    .filter((name) => name !== namespace && (name === 'default' || !initialNamespaces.has(name)));
}

/** Whether a constraint rejects requests: `deny` is the default, and `scoped` names actions for each enforcement point. */
export function denies({ spec }: CustomRecord): boolean {
  const action = textAt(spec, 'enforcementAction') ?? 'deny';
  if (action !== 'scoped') return action === 'deny';
  return valuesAt(spec, 'scopedEnforcementActions.action').includes('deny');
}
