import { addonSignals } from '../../addons/catalogue.ts';
import type { NeededPermission } from '../../data/operator-needs.ts';
import { controllerNeeds, operatorNeeds } from '../../data/operator-needs.ts';
import { operatorGrant } from '../../model/trust.ts';
import type { Grant, ProductMarks } from '../../model/types.ts';
import { bySubject, subjectName } from '../../model/rbac.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import type { HolderParts } from './holders.ts';
import { originOf } from './holders.ts';
import { isFail } from './merge.ts';
import { lowered } from './objects.ts';

/** The work of an operator for which it holds a permission. */
interface OperatorWork {
  /** `Argo Rollouts`, `an Ingress controller`. */
  operator: string;
  work: string;
  evidence: Evidence;
}

interface Row {
  operator: string;
  marks: ProductMarks;
  work: string;
}

const rows = new Map<string, readonly Row[]>();

/**
 * Why a ServiceAccount needs a permission: an administrator granted it, by ClusterRoleBindings, what only the operator of a product
 * needs, and that product needs the permission as well. Only those bindings count; names, images and namespaces do not.
 */
function workOf(check: string, grants: readonly Grant[]): OperatorWork | undefined {
  const [first] = grants;
  if (first?.subject.kind !== 'ServiceAccount') return undefined;
  const everywhere = grants.filter(({ namespace }) => namespace === undefined);
  if (everywhere.length === 0) return undefined;
  for (const { operator, marks, work } of rowsOf(check)) {
    const evidence = operatorGrant(everywhere, marks, first.subject.namespace ?? '');
    if (evidence) return { operator, work, evidence };
  }
  return undefined;
}

function rowsOf(check: string): readonly Row[] {
  const known = rows.get(check);
  if (known) return known;
  const permission = check as NeededPermission;
  const products = addonSignals.flatMap(({ id, name, ...marks }) => {
    const work = operatorNeeds[id]?.[permission];
    return work === undefined ? [] : { operator: name, marks, work };
  });
  const controllers = controllerNeeds.flatMap(({ name, permissions, needs }) => {
    const work = needs[permission];
    return work === undefined ? [] : { operator: name, marks: { permissions }, work };
  });
  const found = [...products, ...controllers];
  rows.set(check, found);
  return found;
}

/**
 * Findings about ServiceAccounts of operators that need the permission: with the reason, and one step lower unless the namespace has
 * lowered them already.
 */
export function* asOperators(
  findings: Iterable<Finding>,
  grants: readonly Grant[],
  parts: HolderParts,
  needOf: (own: readonly Grant[]) => string,
): Iterable<Finding> {
  let bySubjects: ReadonlyMap<string, readonly Grant[]> | undefined;
  for (const finding of findings) {
    if (!isFail(finding) || finding.at?.kind !== 'ServiceAccount') {
      yield finding;
      continue;
    }
    bySubjects ??= bySubject(grants);
    const { namespace = '', name } = finding.at;
    const own = bySubjects.get(subjectName({ kind: 'ServiceAccount', namespace, name })) ?? [];
    const work = workOf(needOf(own), own);
    yield work ? lowerBy(work, finding, own, parts) : finding;
  }
}

function lowerBy(
  { operator, work, evidence }: OperatorWork,
  finding: Finding & { verdict: 'fail' },
  [first]: readonly Grant[],
  parts: HolderParts,
): Finding {
  const { severity } = finding;
  const isLowered = first !== undefined && originOf(first, parts) === 'product';
  return {
    ...finding,
    ...(severity && { severity: isLowered ? severity : lowered(severity) }),
    message: `${finding.message}; needed by ${operator}, which ${work}`,
    evidence: [...finding.evidence, evidence],
  };
}
