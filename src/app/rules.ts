import type { CheckDefinition } from '../checks/define.ts';

export async function loadRules(_paths: readonly string[]): Promise<CheckDefinition[]> {
  return [];
}
