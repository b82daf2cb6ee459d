/** The least role for a check gives the same verdict as full permissions: one check on each of several clusters. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { minimalRole } from '../../src/app/rbac.ts';
import { catalogue } from '../../src/checks/index.ts';
import { allCollectors } from '../../src/collect/index.ts';
import type { PolicyRule } from '../../src/shared/requirement.ts';
import { kindKey, KNOWN_KINDS } from '../../src/snapshot/kinds.ts';
import { pluralOf } from '../../src/snapshot/plural.ts';
import { collectorOf, createSnapshotBuilder } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { CollectorId, OutcomeStatus, ReadRule, Snapshot } from '../../src/snapshot/types.ts';
import { recorded } from '../support/recorded.ts';
import { hostedOpenshift, openshift } from './support/openshift.ts';
import { grants, rulesFor } from './support/role.ts';

/** The snapshot that a user with such a role collects. */
function seenWith(rules: readonly PolicyRule[], snapshot: Snapshot): Snapshot {
  const status = new Map<CollectorId, OutcomeStatus>();
  for (const { id, reads } of allCollectors) {
    const own = reads.filter(({ verb, resource }) => verb !== 'create' && resource !== 'secrets');
    const all = own.every((rule) =>
      rule.resourceNames
        ? rule.resourceNames.every((name) => grants(rules, rule, name))
        : grants(rules, rule),
    );
    const recordedAs = snapshot.outcomes.get(id)?.status ?? 'unavailable';
    const some = own.some((rule) =>
      (rule.resourceNames ?? [undefined]).some((name) => grants(rules, rule, name)),
    );
    const refused = id === 'secrets' || !(all || some);
    status.set(id, refused ? 'permission-denied' : all ? recordedAs : 'partial');
  }
  const builder = createSnapshotBuilder();
  for (const [kind, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][]) {
    for (const record of records as never[]) {
      const id = collectorOf(kind, record);
      const named: ReadRule = { verb: 'get', resource: 'configmaps' };
      const visible =
        id === 'configmaps'
          ? grants(rules, named, (record as { name: string }).name)
          : id === 'platform'
            ? grants(rules, listOf(record))
            : status.get(id) !== 'permission-denied';
      if (visible) builder.add(kind, record);
    }
  }
  for (const [collector, one] of status)
    builder.outcome({
      collector,
      status: one,
      count: 0,
      ...(collector === 'configmaps' && one === 'partial' && { unread: refusedNames(rules) }),
      ...(collector === 'platform' && one === 'partial' && { whole: wholeKinds(rules, snapshot) }),
    });
  return builder.finish(snapshot.header, 'forbidden');
}

/** Kinds that the role may list or that the API does not serve: the collector reports them as complete. */
function wholeKinds(rules: readonly PolicyRule[], { records }: Snapshot): { kind: string }[] {
  const served = new Set(
    records.discovery.flatMap(({ group, resources }) =>
      resources.map(({ kind }) => kindKey({ group, kind })),
    ),
  );
  const known = served.size > 0;
  return KNOWN_KINDS.filter(({ collector }) => collector === 'platform').flatMap((one) =>
    grants(rules, listOf(one)) || (known && !one.builtIn && !served.has(kindKey(one)))
      ? [{ kind: kindKey(one) }]
      : [],
  );
}

/** ConfigMaps that the collector requests by name and the role does not grant. */
function refusedNames(rules: readonly PolicyRule[]): string[] {
  return allCollectors
    .filter(({ id }) => id === 'configmaps')
    .flatMap(({ reads }) => reads)
    .flatMap((rule) =>
      (rule.resourceNames ?? [])
        .filter((name) => !grants(rules, rule, name))
        .map((name) => `${rule.namespace ?? ''}/${name}`),
    );
}

function listOf({ group, kind }: { group: string; kind: string }): ReadRule {
  return { verb: 'list', group, resource: pluralOf(kind) };
}

const verdicts = (snapshot: Snapshot, check: string) =>
  assess(snapshot, { only: [check] }).verdicts.map(({ verdict, severity, object, responsibility }) => ({
    verdict,
    severity,
    object,
    responsibility,
  }));

describe('the least role for a check', () => {
  const files = ['demo', 'broken', 'hardened', 'partly-encrypted', 'stock'];
  const names = [...files, 'OpenShift', 'hosted OpenShift'];
  let snapshots: Snapshot[] = [];
  beforeAll(async () => {
    snapshots = [...(await Promise.all(files.map(recorded))), openshift(), hostedOpenshift()];
  });

  it.each(catalogue.map(({ id }) => id))('decides %s like full permissions do', (check) => {
    const rules = rulesFor(check);
    // Neither role contains Secrets: permission to list them is permission to read them.
    const everything = minimalRole({}).rules;
    for (const [index, snapshot] of snapshots.entries()) {
      expect([names[index], verdicts(seenWith(rules, snapshot), check)]).toEqual([
        names[index],
        verdicts(seenWith(everything, snapshot), check),
      ]);
    }
  });
});
