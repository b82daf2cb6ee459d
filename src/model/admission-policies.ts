import type { Snapshot } from '../snapshot/types.ts';

const GROUP = 'admissionregistration.k8s.io';

/**
 * Names of the ValidatingAdmissionPolicies that can reject new pods: a binding denies, and some resource rule covers pods
 * (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/). Their expressions are not evaluated.
 */
export function buildPodAdmissionPolicies({ records }: Snapshot): string[] {
  const ofKind = (kind: string) => records.custom.filter((one) => one.group === GROUP && one.kind === kind);
  const denying = new Set(
    ofKind('ValidatingAdmissionPolicyBinding')
      .filter(({ spec }) => texts(spec['validationActions']).includes('Deny'))
      .map(({ spec }) => spec['policyName']),
  );
  return ofKind('ValidatingAdmissionPolicy')
    .filter(({ name, spec }) => denying.has(name) && coversPods(spec['matchConstraints']))
    .map(({ name }) => name)
    .sort();
}

function coversPods(constraints: unknown): boolean {
  return items(field(constraints, 'resourceRules')).some(
    (rule) =>
      texts(field(rule, 'apiGroups')).some((group) => group === '' || group === '*') &&
      texts(field(rule, 'resources')).some((resource) => ['pods', '*', '*/*'].includes(resource)) &&
      texts(field(rule, 'operations')).some((operation) => operation === 'CREATE' || operation === '*') &&
      // A rule for pods of these names rejects no others.
      items(field(rule, 'resourceNames')).length === 0,
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return items(value).filter((item) => typeof item === 'string');
}
