/**
 * Completeness of files. A kind may have more objects than were given, and an absent one may not have been requested; so an outcome is `ok`
 * only where complete lists were given of every kind that a collector reads (census.ts). Other outcomes contain the complete kinds: some
 * questions are about one kind.
 */
import { groupBy } from '../../shared/group.ts';
import { enumeration } from '../../shared/text.ts';
import { recordKinds } from '../records/index.ts';
import type { SnapshotBuilder } from '../builder.ts';
import { collectorOf } from '../collector-of.ts';
import { kindKey, KNOWN_KINDS } from '../kinds.ts';
import type { KnownKind } from '../kinds.ts';
import type { CollectorId, Outcome, WholeKind } from '../types.ts';
import { COLLECTOR_IDS } from '../types.ts';
import { cleanLine } from '../text.ts';
import type { Extent } from './census.ts';
import type { Unevaluated } from './found.ts';

export interface FileFindings {
  /** Unreadable parts, and other notes; reported once. */
  notes: readonly string[];
  /** Parts that could not be read. */
  lost: number;
  /** By key of the kind. */
  extents: ReadonlyMap<string, Extent>;
  /** Why lists that look complete are not, by key of the kind. */
  uncertainties: ReadonlyMap<string, string>;
  /** Objects of kinds that are not read, of whose pods none was given: what these are to look like nobody evaluates. */
  unobserved: readonly string[];
}

/** Of what makes pods and is not read, the objects that no pod and no controller names as its owner. */
export function unobservedOf({ objects }: Unevaluated, builder: SnapshotBuilder): string[] {
  if (objects.size === 0) return [];
  const owners = new Set(
    [...builder.records('pod'), ...builder.records('workload')].map(
      ({ namespace, owner }) => `${owner?.kind ?? ''} ${namespace}/${owner?.name ?? ''}`,
    ),
  );
  return [...objects].filter((object) => !owners.has(object));
}

/** Sets an outcome for every collector. */
export function fileOutcomes(builder: SnapshotBuilder, findings: FileFindings): void {
  const { notes, lost, extents, uncertainties, unobserved } = findings;
  const counts = new Map<CollectorId, number>();
  for (const kind of recordKinds) {
    for (const record of builder.records(kind)) {
      const collector = collectorOf(kind, record);
      counts.set(collector, (counts.get(collector) ?? 0) + 1);
    }
  }
  const unread = lost === 0 ? '' : `; ${lost} part${lost === 1 ? '' : 's'} of the input could not be read`;
  const isServed = servedBy(builder, extents);
  let unreported: string[] | undefined = notes.slice(0, MAX_NOTES);
  if (notes.length > MAX_NOTES) unreported.push(`and ${notes.length - MAX_NOTES} more`);
  for (const collector of COLLECTOR_IDS) {
    const own = outcomeOf(collector, counts.get(collector) ?? 0, extents, isServed, uncertainties, unread);
    const outcome = collector === 'workloads' ? withoutTemplates(own, unobserved) : own;
    // The notes are reported once, at the first collector with data.
    if (outcome.status !== 'unavailable' && unreported !== undefined && unreported.length > 0) {
      outcome.notes = unreported;
      unreported = undefined;
    }
    builder.outcome(outcome);
  }
}

const MAX_NOTES = 100;

/** A list of controllers is not whole while templates of pods are missing from it. */
function withoutTemplates(outcome: Outcome, unobserved: readonly string[]): Outcome {
  if (outcome.status !== 'ok' || unobserved.length === 0) return outcome;
  const reason = `Pod templates of ${enumeration(unobserved, 3)} are not evaluated, and none of their Pods is in the files`;
  return { ...outcome, status: 'partial', reason: cleanLine(reason, 1_000) };
}

function outcomeOf(
  collector: CollectorId,
  count: number,
  extents: ReadonlyMap<string, Extent>,
  isServed: (kind: KnownKind) => boolean,
  uncertainties: ReadonlyMap<string, string>,
  unread: string,
): Outcome {
  const kinds = KINDS_OF.get(collector) ?? [];
  const wanted = kinds.filter(isServed);
  const seen = wanted.map((kind) => ({ kind, extent: extentOf(kind, extents) }));
  const lacking = seen.filter(({ extent }) => extent !== 'cluster');
  // Without a single list even a kind that is not served is unknown.
  const listed = seen.some(({ extent }) => extent !== undefined);
  if (kinds.length > 0 && lacking.length === 0 && (listed || (wanted.length === 0 && count === 0)))
    return { collector, status: 'ok', count };
  if (count === 0 && !listed)
    return { collector, status: 'unavailable', count, reason: `not in the files given${unread}` };
  const reported = kinds.flatMap((kind) => uncertainties.get(kindKey(kind)) ?? []);
  const whole = seen.flatMap(({ kind, extent }) => wholeKind(kind, extent));
  const namespaces = commonNamespaces(seen.map(({ extent }) => extent));
  const what = whole.length === 0 ? 'object' : kindsText(lacking.map(({ kind }) => kind));
  return {
    collector,
    status: 'partial',
    count,
    reason: cleanLine(
      [
        ...reported,
        `files may not contain every ${what}${namespaces ? ` except in ${few(namespaces)}` : ''}${unread}`,
      ].join('; '),
      1_000,
    ),
    ...(whole.length > 0 && { whole }),
    ...(namespaces && { namespaces }),
  };
}

const KINDS_OF: ReadonlyMap<CollectorId, readonly KnownKind[]> = groupBy(
  KNOWN_KINDS,
  ({ collector }) => collector,
);

/** Completeness of a kind, in the namespaces that its collector reads. */
export function extentOf(kind: KnownKind, extents: ReadonlyMap<string, Extent>): Extent | undefined {
  const extent = extents.get(kindKey(kind)) ?? extents.get(SAME_OBJECTS.get(kindKey(kind)) ?? '');
  if (extent === undefined || extent === 'cluster') return extent;
  return kind.only?.every((namespace) => extent.has(namespace)) ? 'cluster' : extent;
}

/** Calico's own API server serves the objects of its definitions a second time. */
const SAME_OBJECTS: ReadonlyMap<string, string> = new Map(
  ['NetworkPolicy', 'GlobalNetworkPolicy', 'NetworkSet', 'GlobalNetworkSet'].flatMap((kind) => [
    [`projectcalico.org/${kind}`, `crd.projectcalico.org/${kind}`],
    [`crd.projectcalico.org/${kind}`, `projectcalico.org/${kind}`],
  ]),
);

function wholeKind(kind: KnownKind, extent: Extent | undefined): WholeKind[] {
  if (extent === undefined) return [];
  const key = kindKey(kind);
  return extent === 'cluster' ? [{ kind: key }] : [{ kind: key, namespaces: [...extent].sort() }];
}

/** Namespaces for which all of these kinds are complete; undefined when there are none. */
function commonNamespaces(extents: readonly (Extent | undefined)[]): string[] | undefined {
  const sets = extents.flatMap((extent) => (extent === 'cluster' ? [] : [extent ?? new Set<string>()]));
  const [first, ...others] = sets;
  if (first === undefined) return undefined;
  const common = [...first].filter((namespace) => others.every((other) => other.has(namespace)));
  return common.length > 0 ? common.sort() : undefined;
}

/** `Role, RoleBinding`; of custom kinds, which are many, only the number of the others. */
function kindsText(kinds: readonly KnownKind[]): string {
  const names = [...new Set(kinds.map(({ kind }) => kind))];
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more kinds` : shown;
}

const MAX_NAMED = 6;

function few(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more namespaces` : shown;
}

/**
 * Whether the cluster has such a kind. It has every one of Kubernetes. Of others it has those with a definition, where all definitions were
 * given: kinds of an aggregated API server have none, but its product has other definitions. All APIServices name all groups, from any
 * server.
 */
function servedBy(
  builder: SnapshotBuilder,
  extents: ReadonlyMap<string, Extent>,
): (kind: KnownKind) => boolean {
  const definitions = extents.get('apiextensions.k8s.io/CustomResourceDefinition') === 'cluster';
  const services = extents.get('apiregistration.k8s.io/APIService') === 'cluster';
  const kinds = new Set(builder.records('crd').map(({ group, kind }) => `${group}/${kind}`));
  const defined = new Set(builder.records('crd').map(({ group }) => group));
  const served = new Set(builder.records('apiService').map(({ group }) => group));
  return ({ group, kind, builtIn }) => {
    if (builtIn) return true;
    if (services && !served.has(group)) return false;
    if (!definitions || OF_KUBERNETES.has(group)) return true;
    const companion = COMPANIONS[group];
    if (companion !== undefined) return defined.has(companion);
    return kind === '*' ? defined.has(group) : kinds.has(`${group}/${kind}`);
  };
}

/** Groups of Kubernetes with kinds that depend on release or settings, and have no definition. */
const OF_KUBERNETES = new Set([
  'admissionregistration.k8s.io',
  'certificates.k8s.io',
  'networking.k8s.io',
  'storagemigration.k8s.io',
]);
/** Groups of an aggregated API server, and a group with definitions of the same product. */
const COMPANIONS: Readonly<Record<string, string>> = {
  'projectcalico.org': 'crd.projectcalico.org',
  'route.openshift.io': 'config.openshift.io',
};
