import type { UnknownReason } from '../../../shared/evidence.ts';
import { command } from '../../../shared/requirement.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { textAt, valueAt, valuesAt } from './custom.ts';

/**
 * Whether a policy rejects requests: a rule of a ClusterPolicy with `failureAction: Enforce`, or the same for the whole policy in older
 * releases (api/kyverno/v1/spec_types.go, where Audit is the default); `validationActions` of the newer kinds.
 */
export function rejects({ kind, name, spec }: CustomRecord): boolean | UnknownReason {
  if (kind !== 'ClusterPolicy') {
    const actions = valuesAt(spec, 'validationActions');
    if (actions.length > 0) return actions.includes('Deny');
    return {
      reason: `validationActions of ${kind} ${name} is not set, and its default depends on the release`,
      requires: [command(`kubectl get ${kind.toLowerCase()} ${name} -o yaml`)],
    };
  }
  const whole = textAt(spec, 'validationFailureAction');
  return valuesAt(spec, 'rules').some((rule) => {
    const part = ['validate', 'verifyImages'].find((one) => valueAt(rule, one) !== undefined);
    if (part === undefined) return false;
    return /^enforce$/i.test(textAt(rule, `${part}.failureAction`) ?? whole ?? 'Audit');
  });
}
