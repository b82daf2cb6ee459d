import type { CustomRecord } from '../../snapshot/records/index.ts';

/** What a ResourceQuota limits: names of resources; undefined where the snapshot contains its name only. `scoped`: for some Pods only. */
export function fieldsOfQuota({ spec }: CustomRecord): {
  hard: readonly string[] | undefined;
  scoped: boolean;
} {
  const hard = spec['hard'];
  const scopes = spec['scopes'];
  return {
    hard: typeof hard === 'object' && hard !== null ? Object.keys(hard) : undefined,
    scoped: (Array.isArray(scopes) && scopes.length > 0) || spec['scopeSelector'] !== undefined,
  };
}

/** Whether a LimitRange sets defaults for containers; also where the snapshot contains its name only. */
export function setsDefaults({ spec }: CustomRecord): boolean {
  const limits = spec['limits'];
  if (!Array.isArray(limits)) return true;
  // Without `default`, the maximum is the default.
  return limits.some(
    (limit: Readonly<Record<string, unknown>>) =>
      limit['type'] === 'Container' &&
      ['default', 'defaultRequest', 'max'].some((field) => typeof limit[field] === 'object'),
  );
}
