import { platformGroups } from '../data/platform-groups.ts';
import type { ClusterModel } from '../model/parts.ts';
import { privilegesOfAll } from '../model/privileges.ts';
import { writesStatus } from '../model/trust.ts';
import type { Grant, WorkloadFacts } from '../model/types.ts';
import type { Evidence } from '../shared/evidence.ts';
import { groupBy, put } from '../shared/group.ts';
import { imageVersion } from '../shared/image.ts';
import { addonSignals } from './catalogue.ts';
import { distinctVersions } from './versions.ts';
import { lastingContainers } from './images.ts';
import type { ServiceTargets } from './selection.ts';
import { calledServices } from './state.ts';
import type { RecognizedAddon } from './types.ts';

/** What marks a workload as the controller of an add-on: objects that only an administrator creates. */
interface Marks {
  groups: Set<string>;
  calls: Set<string>;
  grants: Set<Grant>;
}

/** Beginning of the ids of controllers outside the catalogue. */
export const UNRECOGNIZED = 'unrecognized:';

/**
 * Controllers that no entry of the catalogue describes: workloads whose ServiceAccount writes the status of custom resources, and those
 * that webhooks and APIServices call. Controllers of one namespace with a group or a call in common are one add-on. Nothing is trusted
 * because of it.
 */
export function unrecognizedAddons(
  model: ClusterModel,
  recognized: readonly RecognizedAddon[],
  targets: ServiceTargets,
): RecognizedAddon[] {
  const known = new Set(recognized.flatMap(({ workloads }) => workloads));
  const marks = new Map<WorkloadFacts, Marks>();
  const marksOf = (workload: WorkloadFacts): Marks => {
    const own = marks.get(workload) ?? { groups: new Set(), calls: new Set(), grants: new Set() };
    marks.set(workload, own);
    return own;
  };
  for (const [workload, grant, group] of writers(model, known)) {
    const own = marksOf(workload);
    own.groups.add(group);
    own.grants.add(grant);
  }
  for (const call of [...model.extensions.webhooks, ...model.extensions.apiServices])
    for (const workload of calledServices(call).flatMap(targets))
      if (!known.has(workload) && !isOfSystem(workload)) marksOf(workload).calls.add(call.name);
  const exposures = exposedBy(model, marks, targets);
  return clusters(marks).map((members) => describe(members, exposures));
}

/** Static pods and the control plane write status of everything. */
function isOfSystem({ mirror }: WorkloadFacts): boolean {
  return mirror;
}

/** Workloads, by the grants to their ServiceAccounts, that write the status of objects of a group that no known add-on owns. */
function* writers(
  { extensions, rbac, workloads }: ClusterModel,
  known: ReadonlySet<WorkloadFacts>,
): Iterable<readonly [WorkloadFacts, Grant, string]> {
  const groups = new Set(extensions.crds.map(({ group }) => group).filter((group) => !isOwned(group)));
  if (groups.size === 0) return;
  const byAccount = groupBy(
    workloads.filter((workload) => !isOfSystem(workload)),
    ({ namespace, template }) => `${namespace}/${template.serviceAccount ?? 'default'}`,
  );
  const found: (readonly [WorkloadFacts, Grant, string])[] = [];
  const owned = new Set<string>();
  for (const grant of rbac.grants) {
    if (grant.subject.kind !== 'ServiceAccount') continue;
    const own = byAccount.get(`${grant.subject.namespace ?? ''}/${grant.subject.name}`);
    if (!own) continue;
    for (const rule of grant.rules)
      for (const group of rule.apiGroups ?? []) {
        if (!groups.has(group) || !writesStatus(rule, group)) continue;
        for (const workload of own) {
          if (known.has(workload)) owned.add(group);
          else found.push([workload, grant, group]);
        }
      }
  }
  // A recognized add-on writes it: the group is that add-on's, whatever it is called.
  yield* found.filter(([, , group]) => !owned.has(group));
}

const ownedGroups = (): ReadonlySet<string> =>
  new Set([
    ...addonSignals.flatMap(({ groups = [], crds = [], permissions = [] }) => [
      ...groups,
      ...crds.map((name) => name.slice(name.indexOf('.') + 1)),
      ...permissions.map(({ group }) => group),
    ]),
    ...platformGroups,
    'istio.io',
  ]);
let owned: ReadonlySet<string> | undefined;

/** A group of the catalogue, of a distribution, or below one. */
function isOwned(group: string): boolean {
  const names = (owned ??= ownedGroups());
  const words = group.split('.');
  return words.some((_, index) => names.has(words.slice(index).join('.')));
}

/** One controller with its marks. */
type Marked = readonly [WorkloadFacts, Marks];

/** Workloads of one namespace that share a mark, in the order of the workloads. */
function clusters(marks: ReadonlyMap<WorkloadFacts, Marks>): Marked[][] {
  const byMark = new Map<string, Marked[]>();
  for (const entry of marks) {
    const [{ namespace }, { groups, calls }] = entry;
    for (const mark of [...groups, ...calls]) put(byMark, `${namespace}/${mark}`, entry);
  }
  const done = new Set<WorkloadFacts>();
  return [...marks].flatMap((first) => {
    if (done.has(first[0])) return [];
    const members: Marked[] = [];
    const open: Marked[] = [first];
    for (let next = open.pop(); next; next = open.pop()) {
      const [workload, { groups, calls }] = next;
      if (done.has(workload)) continue;
      done.add(workload);
      members.push(next);
      for (const mark of [...groups, ...calls]) {
        const key = `${workload.namespace}/${mark}`;
        open.push(...(byMark.get(key) ?? []));
        byMark.delete(key);
      }
    }
    return [members];
  });
}

function describe(
  members: readonly Marked[],
  exposures: ReadonlyMap<WorkloadFacts, readonly string[]>,
): RecognizedAddon {
  const workloads = members.map(([workload]) => workload);
  const union = (of: (marks: Marks) => ReadonlySet<string>) =>
    [...new Set(members.flatMap(([, marks]) => [...of(marks)]))].sort();
  const groups = union((marks) => marks.groups);
  const calls = union((marks) => marks.calls);
  const grants = [...new Set(members.flatMap(([, marks]) => [...marks.grants]))];
  const privileges = privilegesOfAll(
    grants.filter(({ namespace }) => namespace === undefined).map(({ rules }) => rules),
  );
  const exposed = [...new Set(workloads.flatMap((workload) => exposures.get(workload) ?? []))].sort();
  const [first] = workloads;
  const name = `${first?.namespace ?? ''}/${first?.name ?? ''}`;
  const versions = distinctVersions(workloads.map(mainVersion));
  return {
    id: `${UNRECOGNIZED}${name}`,
    name: first?.name ?? '',
    category: 'unrecognized',
    form: 'unrecognized add-on',
    ...(versions.length > 0 && { version: versions.join(', ') }),
    namespaces: [...new Set(workloads.map(({ namespace }) => namespace))].sort(),
    workloads,
    trusted: [],
    uncertain: [],
    evidence: workloads.slice(0, 3).map(imageEvidence),
    notes: [
      ...(groups.length > 0 ? [`writes the status of ${groups.join(', ')}`] : []),
      ...(calls.length > 0 ? [`called by ${calls.join(', ')}`] : []),
      ...(privileges.length > 0 ? [`permissions: ${privileges.join(', ')}`] : []),
      ...(exposed.length > 0 ? [`exposed by ${exposed.join(', ')}`] : []),
    ],
  };
}

function mainVersion(workload: WorkloadFacts): string | undefined {
  const [main] = lastingContainers(workload);
  return main && imageVersion(main.image);
}

function imageEvidence(workload: WorkloadFacts): Evidence {
  const { kind, namespace, name } = workload;
  return {
    source: 'object',
    confidence: 'observed',
    location: `${kind} ${namespace}/${name}`,
    value: lastingContainers(workload)[0]?.image ?? '',
  };
}

/** The entry points that lead to each of these workloads, by their Services. */
function exposedBy(
  { exposure }: ClusterModel,
  marks: ReadonlyMap<WorkloadFacts, Marks>,
  targets: ServiceTargets,
): ReadonlyMap<WorkloadFacts, readonly string[]> {
  const found = new Map<WorkloadFacts, string[]>();
  if (marks.size === 0) return found;
  for (const { kind, namespace, name, service, backends = [] } of exposure) {
    const point = namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
    const own = service ? [`${service.namespace}/${service.name}`] : [];
    for (const workload of [...new Set([...own, ...backends])].flatMap(targets))
      if (marks.has(workload)) put(found, workload, point);
  }
  return found;
}
