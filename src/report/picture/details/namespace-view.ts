/** The contents of one namespace: what leads to its workloads, what limits them, what they run as and where they store data. */
import { groupBy, groupByEach } from '../../../shared/group.ts';
import { compareText } from '../../../result/sort.ts';
import type {
  EntryPointRow,
  MeshWorkloadRow,
  MtlsState,
  ObjectRef,
  Result,
  WorkloadRow,
} from '../../../result/types.ts';
import { plural } from '../../../shared/text.ts';
import { some } from '../../text.ts';
import { entryPointCards, entryPointId } from '../cards/entry-point-cards.ts';
import { identityCards, networkMark } from '../cards/namespace-cards.ts';
import { Collected } from '../edges.ts';
import { portsText } from '../ports.ts';
import type { Draft, Edge, InsideLaneId } from '../types.ts';

/** More policies of one workload are in its table. */
const MAX_POLICIES = 10;

export interface LaneOfDrafts {
  id: InsideLaneId;
  title: string;
  drafts: readonly Draft[];
}

/** Rows of a result, indexed once for all its namespaces. */
export class NamespaceViews {
  private readonly workloads: ReadonlyMap<string, readonly WorkloadRow[]>;
  private readonly entryPoints: ReadonlyMap<string, readonly EntryPointRow[]>;
  private readonly ways: ReadonlyMap<string, Draft>;
  private readonly identities: ReadonlyMap<string, Draft>;
  private readonly mesh: ReadonlyMap<string, MeshWorkloadRow>;

  constructor(result: Result) {
    this.workloads = groupBy(result.workloads, ({ namespace }) => namespace);
    this.ways = new Map(entryPointCards(result).map((draft) => [draft.id, draft]));
    this.identities = new Map(identityCards(result).map((draft) => [draft.id, draft]));
    // Entry points by the namespaces of their objects and backends.
    this.entryPoints = groupByEach(result.entryPoints, ({ object, workloads: behind = [] }) => [
      object.namespace ?? '',
      ...behind.map((workload) => workload.slice(0, workload.indexOf('/'))),
    ]);
    this.mesh = new Map(
      result.addons.flatMap(({ istio }) =>
        (istio?.workloads ?? []).map((row) => [workloadId(row), row] as const),
      ),
    );
  }

  /** Lanes without cards are left out, and edges of missing cards, too. */
  of(name: string): { lanes: LaneOfDrafts[]; edges: Edge[] } {
    const rows = this.workloads.get(name) ?? [];
    const edges = new Collected();
    const policies = new Map<string, Draft>();
    for (const row of rows) this.addPolicies(row, policies, edges);
    const services = servicesOf(name, rows, edges);
    const lanes: LaneOfDrafts[] = [
      { id: 'namespace', title: 'Namespace and policies', drafts: sorted(policies) },
      { id: 'entry-points', title: 'Entry points', drafts: this.entries(name, rows, services, edges) },
      { id: 'services', title: 'Services', drafts: sorted(services) },
      { id: 'workloads', title: 'Workloads', drafts: rows.map((row) => this.workload(row)) },
      { id: 'identities', title: 'Privileged identities', drafts: this.runsAs(name, rows, edges) },
      { id: 'storage', title: 'Storage', drafts: claimsOf(name, rows, edges) },
    ];
    return { lanes, edges: edges.sorted() };
  }

  /** An entry point leads to the Service of its chain, or else to its workloads. */
  private entries(
    name: string,
    rows: readonly WorkloadRow[],
    services: ReadonlyMap<string, Draft>,
    edges: Collected,
  ): Draft[] {
    const ids = groupBy(rows, (row) => `${row.namespace}/${row.name}`);
    const drafts = new Map<string, Draft>();
    for (const row of this.entryPoints.get(name) ?? []) {
      const id = entryPointId(row);
      const draft = this.ways.get(id);
      if (draft) drafts.set(id, { ...draft, layer: 'exposure' });
      const label = portsText(row.ports, 3);
      const behind = serviceIds(row).filter((service) => services.has(service));
      for (const service of behind) edges.add(id, service, 'leads-to', label);
      if (behind.length > 0) continue;
      for (const workload of row.workloads ?? [])
        for (const one of ids.get(workload) ?? []) edges.add(id, workloadId(one), 'leads-to', label);
    }
    return [...drafts.values()];
  }

  private addPolicies(row: WorkloadRow, drafts: Map<string, Draft>, edges: Collected): void {
    const id = workloadId(row);
    const add = (policy: string, kind: string, layer: 'network' | 'mesh') => {
      const place = policy.startsWith(`${row.namespace}/`) ? policy.slice(row.namespace.length + 1) : policy;
      const draft: Draft = {
        id: `policy/${kind}/${policy}`,
        kind: 'policy',
        title: place,
        lines: [kind, place.includes('/') ? 'of another namespace' : ''].filter((line) => line !== ''),
        objects: [policyRef(kind, policy)],
        layer,
      };
      drafts.set(draft.id, draft);
      edges.add(draft.id, id, layer === 'network' ? 'limits' : 'authorizes', kind);
    };
    for (const policy of (row.network?.policies ?? []).slice(0, MAX_POLICIES)) {
      const space = policy.indexOf(' ');
      add(policy.slice(space + 1), policy.slice(0, space), 'network');
    }
    for (const policy of this.mesh.get(id)?.policies ?? []) add(policy, 'AuthorizationPolicy', 'mesh');
  }

  private runsAs(name: string, rows: readonly WorkloadRow[], edges: Collected): Draft[] {
    const drafts = new Map<string, Draft>();
    for (const row of rows) {
      const draft = this.identities.get(`identity/ServiceAccount/${name}/${row.serviceAccount ?? 'default'}`);
      if (!draft) continue;
      drafts.set(draft.id, { ...draft, layer: 'identities' });
      edges.add(workloadId(row), draft.id, 'runs-as', 'ServiceAccount');
    }
    return sorted(drafts);
  }

  private workload(row: WorkloadRow): Draft {
    const { namespace, kind, name, traits, replicas, ready, network } = row;
    const object: ObjectRef = { kind, namespace, name };
    const mtls = mtlsOf(this.mesh.get(workloadId(row)));
    return {
      id: workloadId(row),
      kind: 'workload',
      title: name,
      lines: [
        `${kind}, ${ready !== undefined && replicas !== undefined ? `${ready}/${replicas} ready` : plural(row.pods ?? 0, 'Pod')}`,
        some(traits, 3),
      ].filter((line) => line !== ''),
      // Risks of a pod without an owner are reported for the Pod, those of a static pod for the component.
      objects: kind === 'StaticPod' ? [{ kind: 'Pod', namespace, name }] : [object],
      ...(mtls && { mtls }),
      ...networkMark(network),
    };
  }
}

function workloadId({ namespace, kind, name }: Pick<WorkloadRow, 'namespace' | 'kind' | 'name'>): string {
  return `workload/${namespace}/${kind}/${name}`;
}

/** Gateways and waypoints have no mode: they have the TLS of their servers. */
function mtlsOf(row: MeshWorkloadRow | undefined): MtlsState | undefined {
  if (!row?.mtls) return undefined;
  if (!row.mtls.known) return 'unknown';
  const strict = [row.mtls.value, ...(row.ports ?? []).map(({ mode }) => mode)].every(
    (mode) => mode === 'STRICT',
  );
  return strict ? 'enforced' : 'not-enforced';
}

function servicesOf(name: string, rows: readonly WorkloadRow[], edges: Collected): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const row of rows)
    for (const service of row.services ?? []) {
      const draft: Draft = {
        id: serviceId(name, service),
        kind: 'service',
        title: service,
        lines: ['Service'],
        objects: [{ kind: 'Service', namespace: name, name: service }],
      };
      drafts.set(draft.id, draft);
      edges.add(draft.id, workloadId(row), 'selects', 'Pods');
    }
  return drafts;
}

function serviceId(namespace: string, name: string): string {
  return `service/${namespace}/${name}`;
}

/** The Services on the way of a request, and the Service that is the entry point itself. */
function serviceIds({ object, chain = [] }: EntryPointRow): string[] {
  const own = object.kind === 'Service' ? [serviceId(object.namespace ?? '', object.name)] : [];
  const hops = chain.flatMap(({ hop, object: place }) => {
    const [, namespace, name] = hop === 'service' ? (/^Service ([^\s/]+)\/([^\s/,]+)/.exec(place) ?? []) : [];
    return namespace !== undefined && name !== undefined ? [serviceId(namespace, name)] : [];
  });
  return [...new Set([...own, ...hops])];
}

function claimsOf(name: string, rows: readonly WorkloadRow[], edges: Collected): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const row of rows)
    for (const claim of row.claims ?? []) {
      const draft: Draft = {
        id: `claim/${name}/${claim}`,
        kind: 'claim',
        title: claim,
        lines: ['PersistentVolumeClaim'],
        objects: [{ kind: 'PersistentVolumeClaim', namespace: name, name: claim }],
      };
      drafts.set(draft.id, draft);
      edges.add(workloadId(row), draft.id, 'stores-in', 'mounts');
    }
  return sorted(drafts);
}

function policyRef(kind: string, policy: string): ObjectRef {
  const slash = policy.indexOf('/');
  return slash < 0
    ? { kind, name: policy }
    : { kind, namespace: policy.slice(0, slash), name: policy.slice(slash + 1) };
}

function sorted(drafts: ReadonlyMap<string, Draft>): Draft[] {
  return [...drafts.values()].sort((a, b) => compareText(a.id, b.id));
}
