import type { StringMap } from '../../snapshot/records/index.ts';

/**
 * Does a label selector, as the snapshot keeps it (`key=value`, `key In a,b`, `key NotIn a,b`, `key Exists`,
 * `key DoesNotExist`), pick an object with these labels? An absent or empty selector picks everything; an operator that
 * is not known picks nothing, so that nothing is claimed of it.
 */
export function selects(selector: readonly string[] | undefined, labels: StringMap): boolean {
  return (selector ?? []).every((requirement) => holds(requirement, labels));
}

function holds(requirement: string, labels: StringMap): boolean {
  const [key = '', operator, list = ''] = requirement.split(' ');
  if (operator === undefined) {
    const equals = requirement.indexOf('=');
    return labels[requirement.slice(0, equals)] === requirement.slice(equals + 1);
  }
  const value = labels[key];
  const values = list.split(',');
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
