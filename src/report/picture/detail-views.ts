import { risksByEntryPoint } from '../../result/entry-points.ts';
import { objectKey } from '../../result/object.ts';
import type { EntryPointRow, ObjectRef, Result, Verdict, WorkloadRow } from '../../result/types.ts';
import { groupBy, groupByEach, put } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { portsText } from './ports.ts';
import { numberOf, some } from '../text.ts';
import { refOf } from './cards/namespace-cards.ts';
import { entryPointCards, entryPointId } from './cards/entry-point-cards.ts';
import { Collected } from './edges.ts';
import { cardOf } from './risks.ts';
import type { Card, Draft, Edge, Inside } from './types.ts';

/** More lines in one detail view are unreadable; the tables contain the connections. */
const MAX_EDGES = 1000;

/** Rows of a result, indexed once for the detail views of all cards. */
export class DetailViews {
  private readonly fails: ReadonlyMap<string, readonly Verdict[]>;
  private readonly byNamespace: ReadonlyMap<string, readonly WorkloadRow[]>;
  private readonly ways: ReadonlyMap<string, Draft>;
  /** Entry points by the namespaces of their objects and backends. */
  private readonly entryPoints: ReadonlyMap<string, readonly EntryPointRow[]>;
  private readonly result: Result;

  constructor(result: Result) {
    this.result = result;
    const { verdicts, workloads, entryPoints } = result;
    const fails = groupBy(verdicts, ({ verdict, object }) =>
      verdict === 'fail' && object ? objectKey(object) : undefined,
    );
    for (const [row, risks] of risksByEntryPoint(result))
      for (const risk of risks) put(fails, entryPointId(row), risk);
    this.fails = fails;
    this.byNamespace = groupBy(workloads, ({ namespace }) => namespace);
    this.ways = new Map(entryPointCards(result).map((draft) => [draft.id, draft]));
    this.entryPoints = groupByEach(entryPoints, ({ object, workloads: behind = [] }) => [
      object.namespace ?? '',
      ...behind.map((workload) => workload.slice(0, workload.indexOf('/'))),
    ]);
  }

  /** The detail view of a card; undefined when there is none. */
  of(card: Card): Inside | undefined {
    if (card.folded) return { of: card.id, title: card.title, cards: card.folded, edges: [] };
    const at = card.id.indexOf('/');
    const name = card.id.slice(at + 1);
    const opened = this.open(card.id.slice(0, at), name, card);
    return opened && opened.cards.length > 0 ? { of: card.id, title: card.title, ...opened } : undefined;
  }

  private open(kind: string, name: string, card: Card): { cards: Card[]; edges: Edge[] } | undefined {
    switch (kind) {
      case 'namespace':
        return this.namespace(name, card);
      case 'node-pool':
        return this.plain(this.nodes(name), card);
      case 'component':
        return this.plain(this.instances(name), card);
      case 'addon':
        return this.plain(this.components(name), card);
      case 'storage-class':
      case 'volumes':
        return this.plain(this.storage(kind, name), card);
      default:
        return undefined;
    }
  }

  private plain(drafts: readonly Draft[], card: Card): { cards: Card[]; edges: Edge[] } {
    return { cards: drafts.map((draft) => this.card(draft, card)), edges: [] };
  }

  private card(draft: Draft, { lane }: Card): Card {
    return cardOf(draft, lane, [
      ...new Set([draft.id, ...draft.objects.map(objectKey)].flatMap((key) => this.fails.get(key) ?? [])),
    ]);
  }

  /** Workloads, the entry points that lead to them and the claims that they mount. */
  private namespace(name: string, card: Card): { cards: Card[]; edges: Edge[] } {
    const workloads = this.byNamespace.get(name) ?? [];
    const edges = new Collected();
    const claims = new Map<string, Draft>();
    const ids = new Map(workloads.map((row) => [`${row.namespace}/${row.name}`, workloadId(row)]));
    for (const row of workloads)
      for (const claim of row.claims ?? []) {
        const draft = claimDraft(name, claim);
        claims.set(draft.id, draft);
        edges.add(workloadId(row), draft.id, 'stores-in', 'mounts');
      }
    const entryPointIds = new Set<string>();
    for (const row of this.entryPoints.get(name) ?? []) {
      entryPointIds.add(entryPointId(row));
      for (const workload of row.workloads ?? []) {
        const to = ids.get(workload);
        if (to !== undefined) edges.add(entryPointId(row), to, 'leads-to', portsText(row.ports, 3));
      }
    }
    const drafts = [
      ...[...entryPointIds].flatMap((id) => this.ways.get(id) ?? []),
      ...workloads.map(workloadDraft),
      ...[...claims.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ];
    const lines = edges.sorted();
    return { ...this.plain(drafts, card), edges: lines.length > MAX_EDGES ? [] : lines };
  }

  private nodes(pool: string): Draft[] {
    return this.result.nodes
      .filter((node) => node.pool === pool)
      .map((node) => ({
        id: `node/${node.name}`,
        kind: 'node',
        title: node.name,
        lines: [
          [node.ready ? 'ready' : 'not ready', node.unschedulable ? 'cordoned' : '', node.zone ?? '']
            .filter((part) => part !== '')
            .join(', '),
          node.problems.length > 0 ? some(node.problems, 2) : `${numberOf(node, 'pods')} Pods`,
        ],
        ...(!node.ready && { unavailable: true }),
        objects: [{ kind: 'Node', name: node.name }],
      }));
  }

  private instances(component: string): Draft[] {
    const row = this.result.controlPlane.find(({ name }) => name === component);
    return (row?.instances ?? []).map((instance) => ({
      id: `instance/${component}/${instance.name}`,
      kind: 'instance',
      title: instance.name,
      lines: [
        [
          instance.node && instance.node !== instance.name ? `on ${instance.node}` : '',
          instance.version ?? '',
          instance.leader ? 'leader' : '',
        ]
          .filter((part) => part !== '')
          .join(', '),
        instance.ready === undefined
          ? `observed in ${instance.source}`
          : instance.ready
            ? 'ready'
            : 'not ready',
      ].filter((line) => line !== ''),
      objects: [],
    }));
  }

  private components(addon: string): Draft[] {
    const row = this.result.addons.find(({ id }) => id === addon);
    return (row?.components ?? []).map(({ kind, namespace, name, ready, version }) => ({
      id: `workload/${namespace ?? ''}/${kind}/${name}`,
      kind: 'workload',
      title: name,
      lines: [
        `${kind}${namespace ? ` in ${namespace}` : ''}`,
        [ready ? `${ready} ready` : '', version ?? ''].filter((part) => part !== '').join(', '),
      ].filter((line) => line !== ''),
      objects: [{ kind, ...(namespace && { namespace }), name }],
    }));
  }

  private storage(kind: string, name: string): Draft[] {
    const rows = this.result.storage.filter((row) =>
      kind === 'volumes'
        ? row.kind === 'PersistentVolume'
        : row.kind === 'PersistentVolumeClaim' && (row.type ?? '') === name,
    );
    return rows.map((row) => ({
      id: `${row.kind === 'PersistentVolume' ? 'volume' : 'claim'}/${row.namespace ?? ''}/${row.name}`,
      kind: row.kind === 'PersistentVolume' ? 'volume' : 'claim',
      title: row.namespace ? `${row.namespace}/${row.name}` : row.name,
      lines: [
        [row.phase ?? '', row.capacity ?? ''].filter((part) => part !== '').join(', '),
        row.detail,
      ].filter((line) => line !== ''),
      objects: [refOf(row)],
    }));
  }
}

function workloadId({ namespace, kind, name }: WorkloadRow): string {
  return `workload/${namespace}/${kind}/${name}`;
}

function workloadDraft(row: WorkloadRow): Draft {
  const { namespace, kind, name, traits, replicas, ready } = row;
  const object: ObjectRef = { kind, namespace, name };
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
  };
}

function claimDraft(namespace: string, name: string): Draft {
  return {
    id: `claim/${namespace}/${name}`,
    kind: 'claim',
    title: name,
    lines: ['PersistentVolumeClaim'],
    objects: [{ kind: 'PersistentVolumeClaim', namespace, name }],
  };
}
