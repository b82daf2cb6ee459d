import type { CheckDefinition } from '../checks/define.ts';
import type { CheckInfo } from '../result/types.ts';

/** What results and `explain` show of a check: its facts without its code. */
export function infoOf({
  id,
  title,
  control,
  area,
  severity,
  why,
  remediation,
  references,
}: CheckDefinition): CheckInfo {
  return { id, title, control, area, severity, why, remediation, references };
}
