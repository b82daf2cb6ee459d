import type { ClusterModel } from '../model/parts.ts';
import type { UnknownReason } from '../shared/evidence.ts';
import { groupBy } from '../shared/group.ts';
import { list } from '../shared/requirement.ts';
import { pluralOf } from '../snapshot/plural.ts';
import type { CustomRecord } from '../snapshot/records/index.ts';
import type { Outcome } from '../snapshot/types.ts';
import type { AddonObjects, KindObjects } from './types.ts';

/** The custom resources of add-ons, each kind with whether its list is complete. Pure. */
export function buildAddonObjects(model: ClusterModel): AddonObjects {
  const byKind = groupBy(model.extensions.custom, ({ group, kind }) => `${group}/${kind}`);
  const ofGroup = groupBy(model.extensions.custom, ({ group }) => group);
  return {
    of: (kind) => objectsOf(kind, byKind.get(kind) ?? [], model),
    ofGroup: (group) => objectsOf(`${group}/*`, ofGroup.get(group) ?? [], model),
  };
}

function objectsOf(key: string, all: readonly CustomRecord[], model: ClusterModel): KindObjects {
  const outcome = model.outcome('platform');
  const slash = key.indexOf('/');
  const [group, kind] = [key.slice(0, slash), key.slice(slash + 1)];
  const kinds = kind === '*' ? kindsOfGroup(group, model) : [key];
  if (kinds && kinds.every((one) => isWhole(one, outcome, model))) return { all };
  const plural = kind === '*' ? '*' : pluralOf(kind);
  return { all, gap: gapOf(`${plural}.${group}`, outcome) };
}

/** The kinds that the API serves in a group; undefined where that is not known. */
function kindsOfGroup(
  group: string,
  { extensions: { discovery, crds }, outcome }: ClusterModel,
): string[] | undefined {
  if (outcome('discovery').status === 'ok' && discovery.length > 0)
    return discovery
      .filter((one) => one.group === group)
      .flatMap(({ resources }) => resources.map(({ kind }) => `${group}/${kind}`));
  if (outcome('platform').status === 'ok') return [];
  return outcome('crds').status === 'ok' && crds.length > 0
    ? crds.filter((one) => one.group === group).map(({ kind }) => `${group}/${kind}`)
    : undefined;
}

/** Every object of the kind was collected, or the API does not have the kind. */
function isWhole(key: string, outcome: Outcome, model: ClusterModel): boolean {
  if (outcome.status === 'ok') return true;
  const whole = outcome.status === 'partial' ? (outcome.whole ?? []) : [];
  if (whole.some((one) => one.kind === key && one.namespaces === undefined)) return true;
  return isAbsent(key, model);
}

function isAbsent(key: string, { extensions: { discovery, crds }, outcome }: ClusterModel): boolean {
  if (outcome('discovery').status === 'ok' && discovery.length > 0)
    return !discovery.some(({ group, resources }) =>
      resources.some(({ kind }) => `${group}/${kind}` === key),
    );
  return (
    outcome('crds').status === 'ok' &&
    crds.length > 0 &&
    !crds.some(({ group, kind }) => `${group}/${kind}` === key)
  );
}

function gapOf(resource: string, { reason }: Outcome): UnknownReason {
  return {
    reason: `not every object of ${resource} is observed${reason === undefined ? '' : `: ${reason}`}`,
    requires: [list(resource)],
  };
}
