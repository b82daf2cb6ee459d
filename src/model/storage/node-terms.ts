import type { NodeTerm, PersistentVolumeRecord, StringMap } from '../../snapshot/records/index.ts';
import { labelOf } from '../selectors.ts';

/** Labels of PersistentVolumes that limit their nodes as well, with several values divided by two underscores (plugin VolumeZone). */
const ZONE_LABELS = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** Whether a node satisfies one of the alternatives; without any, every node does. */
export function matchesTerms(terms: readonly NodeTerm[] | undefined, labels: StringMap): boolean {
  if (terms === undefined) return true;
  return terms.some(
    ({ expressions }) => expressions.length > 0 && expressions.every((item) => holds(item, labels)),
  );
}

function holds({ key, operator, values }: NodeTerm['expressions'][number], labels: StringMap): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** Whether a volume can be used on a node with these labels: its node affinity, and its zone labels where the node has such labels. */
export function isUsableOn(volume: PersistentVolumeRecord, labels: StringMap): boolean {
  if (!matchesTerms(volume.affinity ?? zoneTerms(volume), labels)) return false;
  return ZONE_LABELS.every((key) => {
    const allowed = labelOf(volume.labels ?? {}, key);
    const own = labelOf(labels, key) ?? labelOf(labels, TWIN[key] ?? key);
    if (allowed === undefined || !hasZone(labels)) return true;
    return own !== undefined && allowed.split('__').includes(own);
  });
}

/** Older snapshots contain the zones of the affinity only. */
function zoneTerms({ zones }: PersistentVolumeRecord): NodeTerm[] | undefined {
  if (zones === undefined) return undefined;
  return ZONE_LABELS.filter((key) => key.endsWith('/zone')).map((key) => ({
    expressions: [{ key, operator: 'In', values: [...zones] }],
  }));
}

const TWIN: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
};

function hasZone(labels: StringMap): boolean {
  return ZONE_LABELS.some((key) => labelOf(labels, key) !== undefined);
}

/** Whether anything limits the nodes of a volume. */
export function isLimited(volume: PersistentVolumeRecord): boolean {
  return (
    volume.affinity !== undefined ||
    volume.zones !== undefined ||
    ZONE_LABELS.some((key) => volume.labels?.[key] !== undefined)
  );
}
