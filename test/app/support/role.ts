import { minimalRole } from '../../../src/app/rbac.ts';
import type { PolicyRule } from '../../../src/shared/requirement.ts';
import type { ReadRule } from '../../../src/snapshot/types.ts';

/** The rules of the role that these checks require. */
export const rulesFor = (...only: string[]) => minimalRole({ only }).rules;

/** Whether a role allows a read, of one name or of all. */
export function grants(
  rules: readonly PolicyRule[],
  { verb, group = '', resource = '', path }: ReadRule,
  name?: string,
) {
  return rules.some(
    (rule) =>
      rule.verbs.includes(verb) &&
      (path === undefined
        ? (rule.apiGroups ?? []).includes(group) &&
          (rule.resources ?? []).some((name) => name === '*' || name === resource) &&
          (rule.resourceNames === undefined || (name !== undefined && rule.resourceNames.includes(name)))
        : (rule.nonResourceURLs ?? []).includes(path)),
  );
}
