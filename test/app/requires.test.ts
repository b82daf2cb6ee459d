/** The permissions in a result are those that `rbac` grants and reports as missing. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { minimalRole, missingPermissions } from '../../src/app/rbac.ts';
import type { AppIo } from '../../src/app/types.ts';
import { permissionsOf } from '../../src/collect/index.ts';
import type { Result } from '../../src/result/types.ts';
import type { PolicyRule } from '../../src/shared/requirement.ts';
import { writeSnapshot } from '../../src/snapshot/index.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import type { CollectorId, Outcome, ReadRule, Snapshot } from '../../src/snapshot/types.ts';
import { scratch } from '../snapshot/support/io.ts';
import { recorded } from '../support/recorded.ts';
import { without } from '../support/without.ts';
import { grants } from './support/role.ts';

/** Collectors whose permissions are refused one by one; kubelets are queried only with --kubelet. */
const GRANTABLE = COLLECTOR_IDS.filter((id) => permissionsOf([id]).length > 0);

/** Those whose lists some check always reads, whatever the other lists contain. */
const NEEDED: readonly CollectorId[] = [
  'apiservices',
  'availability',
  'certificates',
  'discovery',
  'gateways',
  'ingresses',
  'istio',
  'leases',
  'metrics',
  'namespaces',
  'networkpolicies',
  'nodes',
  'pods',
  'rbac',
  'serviceaccounts',
  'services',
  'storage',
  'webhooks',
  'workloads',
];

/** The snapshot of a user whom the API server denies all requests of these collectors. */
function refused(snapshot: Snapshot, ...blind: readonly CollectorId[]): Snapshot {
  const lacking = without(snapshot, ...blind);
  const outcome = (id: CollectorId): Outcome => ({
    collector: id,
    status: 'permission-denied',
    count: 0,
    missing: permissionsOf([id]),
  });
  return {
    ...lacking,
    outcomes: new Map(
      [...lacking.outcomes].map(([id, before]) => [id, blind.includes(id) ? outcome(id) : before]),
    ),
  };
}

/** Read as in a pipeline: `jq '.verdicts[].requires[]? | select(.kind == "permission") | .rules[]'`. */
function rulesIn(result: Result): PolicyRule[] {
  const { verdicts } = JSON.parse(JSON.stringify(result)) as Result;
  return verdicts
    .flatMap(({ requires = [] }) => requires)
    .flatMap((one) => (one.kind === 'permission' ? one.rules : []));
}

/** Every single permission of a rule. */
function readsOf({ verbs, apiGroups = [], resources = [], resourceNames, nonResourceURLs = [] }: PolicyRule) {
  return verbs.flatMap((verb) => [
    ...nonResourceURLs.map((path) => [{ verb, path } as ReadRule, undefined] as const),
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        (resourceNames ?? [undefined]).map((name) => [{ verb, group, resource } as ReadRule, name] as const),
      ),
    ),
  ]);
}

describe('permissions that results require', () => {
  it.each(NEEDED)('without %s, a role from them grants all that was refused', async (id) => {
    const role = rulesIn(assess(refused(await recorded('stock'), id), {}));
    const left = permissionsOf([id]).filter((rule) =>
      (rule.resourceNames ?? [undefined]).some((name) => !grants(role, rule, name)),
    );
    expect(left).toEqual([]);
  });

  it('rbac --missing lists those of one check, also as data', async () => {
    const snapshot = refused(await recorded('stock'), 'nodes', 'leases', 'services');
    const dir = scratch();
    try {
      const file = join(dir.root, 'x.archmap.gz');
      await writeSnapshot(snapshot, file);
      const io = {
        stdin: process.stdin,
        signal: new AbortController().signal,
        now: () => new Date(),
        note: () => undefined,
      };
      const only = ['nodes/not-ready'];
      const { permissions: missing, role } = await missingPermissions(
        { only },
        { connection: {}, from: [file] },
        io as unknown as AppIo,
      );
      expect(missing.map(({ text }) => text)).toEqual([
        'list leases.coordination.k8s.io in kube-node-lease',
        'list leases.coordination.k8s.io in kube-system',
        'list nodes',
      ]);
      const rules = missing.flatMap((one) => (one.kind === 'permission' ? one.rules : []));
      expect(role?.rules.flatMap(({ resources = [] }) => resources).sort()).toEqual(['leases', 'nodes']);
      const required = rulesIn(assess(snapshot, { only }));
      expect(required.length).toBeGreaterThan(0);
      for (const [rule] of required.flatMap(readsOf))
        expect([rule, grants(rules, rule)]).toEqual([rule, true]);
    } finally {
      dir.remove();
    }
  });

  it('the least role grants all of them', async () => {
    const snapshot = await recorded('stock');
    const role = minimalRole({}, true).rules;
    const rules = [...GRANTABLE, undefined].flatMap((id) =>
      rulesIn(assess(id ? refused(snapshot, id) : snapshot, {})),
    );
    expect(rules.length).toBeGreaterThan(100);
    const beyond = rules.flatMap(readsOf).filter(([rule, one]) => !grants(role, rule, one));
    expect([...new Set(beyond.map((one) => JSON.stringify(one)))]).toEqual([]);
  });
});
