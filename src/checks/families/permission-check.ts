import type { CheckDefinition, CheckFacts, CheckParts, PartName } from '../define.ts';
import { defineCheck } from '../define.ts';
import { asOperators } from '../helpers/operator-needs.ts';
import type { NamedPermissions } from '../helpers/targets.ts';
import type { PermissionQuestion } from '../helpers/permissions.ts';
import { evaluatePermission } from '../helpers/permissions.ts';

type Standard = 'rbac' | 'controlPlane' | 'cluster' | 'trust';

interface PermissionCheckInput<Uses extends PartName>
  extends CheckFacts, Pick<PermissionQuestion, 'requests' | 'reach' | 'may' | 'everywhere'> {
  id: `identities/${string}`;
  /** Parts that `named` reads in addition to those of RBAC. */
  uses?: readonly Uses[];
  /** What rules with resourceNames grant as well. */
  named?: (parts: Pick<CheckParts, Standard | Uses>) => NamedPermissions;
}

/** A check of the subjects that hold a permission with indirect effects. */
export function permissionCheck<const Uses extends PartName = never>(
  input: PermissionCheckInput<Uses>,
): CheckDefinition {
  const { requests, reach, may, everywhere, named, uses = [], ...facts } = input;
  return defineCheck<'rbac', Exclude<Standard, 'rbac'> | Uses>({
    ...facts,
    needs: ['rbac'],
    uses: ['controlPlane', 'cluster', 'trust', ...uses],
    *run(parts) {
      const findings = evaluatePermission(parts, {
        requests,
        reach,
        may,
        ...(everywhere !== undefined && { everywhere }),
        severity: facts.severity,
        ...(named && { named: named(parts) }),
      });
      yield* asOperators(findings, parts.rbac.grants, parts, () => facts.id.slice('identities/'.length));
    },
  });
}
