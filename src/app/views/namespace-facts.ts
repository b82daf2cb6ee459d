import { applicationNamespaces } from '../../checks/helpers/application-namespaces.ts';
import { levelOfWorkloads } from '../../checks/helpers/namespace-levels.ts';
import { completeIn } from '../../checks/proof.ts';
import type { CheckParts } from '../../checks/define.ts';
import type { ClusterModel } from '../../model/parts.ts';
import { isOfDistribution } from '../../model/trust.ts';
import type { NamespaceFacts, PodSecurityMode, WorkloadFacts } from '../../model/types.ts';
import type {
  NamespaceLimitRow,
  NamespacePurpose,
  NamespaceRow,
  PodSecurityNeed,
} from '../../result/types.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';

type Facts = Pick<
  NamespaceRow,
  | 'purpose'
  | 'owners'
  | 'podSecurityLabels'
  | 'podSecurityNeed'
  | 'quotas'
  | 'limitRanges'
  | 'sharedNodes'
  | 'priorityClasses'
  | 'blockers'
>;

/** Names in one row. */
const MAX_NAMES = 20;

const BUILT_IN: Readonly<Record<string, string>> = {
  default: 'the namespace of objects that name none; applications belong into others',
  'kube-system': 'components of Kubernetes and the distribution; only administrators write there',
  'kube-public': 'objects for all clients, such as cluster-info, which require no authentication',
  'kube-node-lease': 'Leases by which kubelets report that their nodes run',
};

/** What is known of each namespace beyond its counts. */
export function namespaceFacts(
  model: ClusterModel,
  { addons }: Pick<CheckParts, 'addons'>,
): (facts: NamespaceFacts) => Facts {
  const { namespaces, workloads, cluster, namespaceLimits } = model;
  const byNamespace = groupBy(workloads, ({ namespace }) => namespace);
  const applications = new Set(
    applicationNamespaces({ namespaces, workloads, addons, cluster }).own.map(({ name }) => name),
  );
  const sharing = sharedNodesOf(model, applications);
  const products = groupByEach(addons, ({ trusted }) => trusted.map(({ namespace }) => namespace));
  return (facts) => {
    const { name, policy, record } = facts;
    const own = byNamespace.get(name) ?? [];
    const need = needOf(own, model);
    const shared = sharing(facts);
    const classes = [
      ...new Set(
        own.flatMap(({ templates }) => templates.flatMap(({ template }) => template.priorityClass ?? [])),
      ),
    ].sort();
    const modes = Object.entries({ enforce: policy.enforce, audit: policy.audit, warn: policy.warn }).flatMap(
      ([mode, set]) => (set ? [[mode, modeText(set)]] : []),
    );
    const owners = ownersOf(facts);
    const limits = (
      all: ReadonlyMap<string, readonly CustomRecord[]>,
    ): readonly NamespaceLimitRow[] | undefined =>
      completeIn(model.outcome('platform'), name) || all.has(name)
        ? (all.get(name) ?? []).map(limitRow)
        : undefined;
    const quotas = limits(namespaceLimits.quotas);
    const limitRanges = limits(namespaceLimits.limitRanges);
    return {
      purpose: purposeOf(facts, model, products.get(name) ?? [], own),
      ...(Object.keys(owners).length > 0 && { owners }),
      ...(modes.length > 0 && {
        podSecurityLabels: Object.fromEntries(modes) as NonNullable<Facts['podSecurityLabels']>,
      }),
      ...(need && { podSecurityNeed: need }),
      ...(quotas && { quotas }),
      ...(limitRanges && { limitRanges }),
      ...(shared && { sharedNodes: shared }),
      ...(classes.length > 0 && { priorityClasses: classes }),
      ...(record.deleted !== undefined && { blockers: blockersOf(facts) }),
    };
  };
}

function modeText({ level, minor }: PodSecurityMode): string {
  return minor === undefined ? level : `${level} (v1.${minor})`;
}

function purposeOf(
  { name, builtIn, system, unclear }: NamespaceFacts,
  { cluster: { distribution } }: ClusterModel,
  products: CheckParts['addons'],
  workloads: readonly WorkloadFacts[],
): NamespacePurpose {
  if (builtIn) return { type: 'built-in', why: BUILT_IN[name] ?? 'part of every cluster' };
  if (isOfDistribution(name, distribution))
    return {
      type: 'system',
      why: `part of ${distribution.known ? distribution.value.name : 'the distribution'}`,
    };
  const names = products.map((addon) => addon.name).sort();
  if (system)
    return {
      type: 'add-on',
      why:
        names.length > 0
          ? `${names.join(', ')}, as cluster-scoped objects of an administrator confirm`
          : 'named after an add-on, as cluster-scoped objects of an administrator confirm',
    };
  if (unclear) return { type: 'unknown', why: unclear.reason };
  return {
    type: 'application',
    why:
      workloads.length === 0
        ? 'contains no workloads; no cluster-scoped object assigns it to an add-on'
        : `${plural(workloads.length, 'workload')}; no cluster-scoped object assigns it to an add-on`,
  };
}

const OWNER =
  /(?:^|[./-])(?:owners?|team|squad|tenant|contact|department|cost-?cent(?:er|re)|business-unit|requester|projectId|part-of|managed-by)$/i;

/** Labels and annotations about responsibility: tenants can write neither. */
function ownersOf({ record }: NamespaceFacts): Record<string, string> {
  const all = { ...record.annotations, ...record.labels };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => OWNER.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function needOf(
  workloads: readonly WorkloadFacts[],
  { cluster: { minor } }: ClusterModel,
): PodSecurityNeed | undefined {
  if (workloads.length === 0) return undefined;
  const needed = minor.known ? levelOfWorkloads(workloads, minor.value) : minor;
  if (!needed.known) return { reasons: [needed.reason] };
  const { level, because } = needed.value;
  const texts = because.flatMap(({ workload, needed: { violations } }) =>
    violations.map(
      ({ control, offenders }) => `${workload.kind} ${workload.name}: ${control} (${offenders.join(', ')})`,
    ),
  );
  return { level, reasons: [...new Set(texts)].slice(0, MAX_NAMES) };
}

/** `requests.cpu 4`, `Container default.memory 512Mi`. */
function limitRow({ name, spec }: CustomRecord): NamespaceLimitRow {
  const hard = spec['hard'];
  if (isMap(hard)) return { name, limits: textsOf(hard) };
  const limits = spec['limits'];
  if (!Array.isArray(limits)) return { name, limits: [] };
  return {
    name,
    limits: limits
      .filter(isMap)
      .flatMap(({ type, ...fields }) =>
        Object.entries(fields).flatMap(([field, values]) =>
          isMap(values) ? textsOf(values).map((text) => `${String(type)} ${field}.${text}`) : [],
        ),
      ),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [],
    )
    .sort();
}

/** Nodes on which pods of several application namespaces run. */
function sharedNodesOf(
  { pods }: ClusterModel,
  applications: ReadonlySet<string>,
): (facts: NamespaceFacts) => Facts['sharedNodes'] {
  const onNode = new Map<string, ReadonlySet<string>>();
  for (const [node, there] of pods.byNode)
    onNode.set(
      node,
      new Set(there.flatMap(({ namespace }) => (applications.has(namespace) ? [namespace] : []))),
    );
  return ({ name, pods: own }) => {
    if (!applications.has(name)) return undefined;
    const nodes = new Set(own.flatMap(({ node }) => node ?? []));
    const others = new Set<string>();
    let count = 0;
    for (const node of nodes) {
      const there = onNode.get(node);
      if (!there || there.size < 2) continue;
      count++;
      // Enough to show; every namespace of every node would be quadratic.
      if (others.size < MAX_NAMES) for (const one of there) if (one !== name) others.add(one);
    }
    return count === 0 ? undefined : { nodes: count, namespaces: [...others].sort().slice(0, MAX_NAMES) };
  };
}

function blockersOf({ record: { blockers = [], finalizers = [] } }: NamespaceFacts): string[] {
  return [
    ...blockers.map(({ type, message }) => message ?? type),
    ...finalizers.map((name) => `finalizer ${name}`),
  ];
}
