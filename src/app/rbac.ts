import type { CheckDefinition, PartName } from '../checks/define.ts';
import { partSources } from '../checks/parts.ts';
import { minimalClusterRole, missingClusterRole, permissionsOf } from '../collect/index.ts';
import type { ClusterRole, RoleChoice } from '../collect/index.ts';
import { OF_TRUST } from '../model/parts.ts';
import { COLLECTOR_IDS } from '../snapshot/types.ts';
import type { CollectorId, ReadRule } from '../snapshot/types.ts';
export { NODES_PROXY } from '../collect/index.ts';
import { chosenChecks } from './selection.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, CheckSelection, SourceOptions } from './types.ts';
import { ArchmapError } from '../shared/errors.ts';
import type { Requirement } from '../shared/requirement.ts';
import { distinctRequirements, permission } from '../shared/requirement.ts';

/** Always required: it identifies the cluster and which sources are trustworthy. */
export const CONTEXT: ReadonlySet<CollectorId> = new Set(OF_TRUST);

/** Responsibility for a fix depends on the operator of the control plane. */
function partsOf({ needs, uses, providerManaged }: CheckDefinition): PartName[] {
  return [...needs, ...uses, ...(providerManaged ? (['cluster'] as const) : [])];
}

/** The collectors that a part is built from, required and alternative ones. */
function collectorsOfPart(part: PartName): readonly CollectorId[] {
  const { sources, alternatives = [] } = partSources[part];
  return [...sources, ...alternatives];
}

/** All collectors that a check reads, directly or through a part. */
export function collectorsOf(check: CheckDefinition): CollectorId[] {
  const { collectors = [], passNeeds = [] } = check;
  return [
    ...partsOf(check).flatMap((part) => collectorsOfPart(part)),
    ...collectors,
    ...passNeeds,
    // With discovery, the objects of an API that is not served are known not to exist.
    ...(passNeeds.length > 0 ? (['discovery'] as const) : []),
  ];
}

/** The collectors and permissions that the selected checks require; without a selection, all. Only `kubelet` adds get nodes/proxy. */
function wanted(selection: CheckSelection, kubelet: boolean): [readonly CollectorId[], RoleChoice] {
  const { only = [], skip = [], framework } = selection;
  if (only.length + skip.length === 0 && framework === undefined) return [COLLECTOR_IDS, { kubelet }];
  const checks = chosenChecks(selection);
  const collectors = new Set(checks.flatMap(collectorsOf));
  const parts = [...new Set(checks.flatMap(partsOf))];
  return [
    COLLECTOR_IDS.filter((id) => collectors.has(id)),
    {
      kubelet,
      narrowed: (id, rule) =>
        id === 'configmaps'
          ? namesRead(parts, rule)
          : id === 'platform'
            ? resourcesRead(parts, rule)
            : [rule],
    },
  ];
}

function namesRead(parts: readonly PartName[], rule: ReadRule): readonly ReadRule[] {
  const { namespace = '', resourceNames = [] } = rule;
  const names = resourceNames.filter((name) =>
    parts.some((part) => partSources[part].configMaps?.(namespace, name)),
  );
  return names.length > 0 ? [{ ...rule, resourceNames: names }] : [];
}

function resourcesRead(parts: readonly PartName[], rule: ReadRule): readonly ReadRule[] {
  const { group = '', resource } = rule;
  const read = new Set(parts.flatMap((part) => partSources[part].platform?.[group] ?? []));
  return [...read]
    .filter((name) => resource === '*' || resource === name)
    .map((name) => ({ ...rule, resource: name }));
}

/** The minimal ClusterRole for the selected checks; without a selection, for everything. */
export function minimalRole(selection: CheckSelection, kubelet = false): ClusterRole {
  return minimalClusterRole(...wanted(selection, kubelet));
}

export interface MissingPermissions {
  /** Without duplicates, sorted by text. */
  permissions: readonly Requirement[];
  /** Grants exactly these; absent when none is missing. */
  role?: ClusterRole;
}

/** Permissions of that role that collectors were refused. Throws `usage` for files: they record none. */
export async function missingPermissions(
  selection: CheckSelection,
  source: SourceOptions,
  io: AppIo,
): Promise<MissingPermissions> {
  const permissions = permissionsOf(...wanted(selection, source.kubelets !== undefined));
  const { outcomes, header } = await loadSnapshot(source, io);
  if (header.source === 'files')
    throw new ArchmapError(
      'usage',
      'files of objects record no permissions of a user',
      'use --missing with a cluster, or with a snapshot (kubectl archmap snapshot)',
    );
  const missing = [...outcomes.values()].flatMap(({ missing: rules }) => rules ?? []);
  const refused = missing.flatMap((rule) => withinRole(permissions, rule));
  return {
    permissions: distinctRequirements(refused.map((rule) => permission(rule))).sort((a, b) =>
      a.text < b.text ? -1 : 1,
    ),
    ...(refused.length > 0 && { role: missingClusterRole(refused) }),
  };
}

/**
 * What of a refused permission the role grants, with the names that both have; a permission refused in one namespace is required in all
 * namespaces.
 */
function withinRole(permissions: readonly ReadRule[], refused: ReadRule): ReadRule[] {
  return permissions.flatMap((granted) => {
    const same =
      granted.verb === refused.verb &&
      granted.group === refused.group &&
      granted.path === refused.path &&
      (granted.resource === refused.resource || granted.resource === '*');
    if (!same) return [];
    if (granted.resourceNames === undefined) return [refused];
    const names = (refused.resourceNames ?? []).filter((name) => granted.resourceNames?.includes(name));
    return names.length === 0 ? [] : [{ ...refused, resourceNames: names }];
  });
}
