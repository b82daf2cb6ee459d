import type { Result } from '../../result/types.ts';
import { compareText } from '../../result/sort.ts';
import { printable } from '../../shared/text.ts';
import { portsText } from './ports.ts';
import { some } from '../text.ts';
import { entryPointId, NETWORKS } from './cards/entry-point-cards.ts';
import type { Edge, EdgeKind } from './types.ts';

/** Cards that represent workloads: the add-on of a workload, else its namespace. */
export type Homes = (workload: string) => string;

/** `ns/name` -> card. A workload of an add-on is represented by the add-on. */
export function homesOf({ addons }: Result): Homes {
  const owners = new Map<string, string>();
  for (const { id, components } of addons)
    for (const { namespace, name } of components) owners.set(`${namespace ?? ''}/${name}`, `addon/${id}`);
  return (workload) => owners.get(workload) ?? `namespace/${workload.slice(0, workload.indexOf('/'))}`;
}

/** All edges between cards, sorted, each pair and kind once with a count. Edges of missing cards are removed later. */
export function edgesOf(result: Result): Edge[] {
  const edges = new Collected();
  outsideEdges(result, edges);
  controlPlaneEdges(result, edges);
  for (const { kind, subject, permissions } of result.identities)
    edges.add(`identity/${kind}/${subject}`, API_SERVER, 'may-do', some(permissions, 2));
  for (const { namespace, type, kind } of result.storage)
    if (kind === 'PersistentVolumeClaim')
      edges.add(`namespace/${namespace ?? ''}`, `storage-class/${type ?? ''}`, 'stores-in', 'claims');
  for (const { namespace, pools = [] } of result.workloads)
    for (const pool of pools)
      edges.add(`namespace/${namespace}`, `node-pool/${pool}`, 'runs-on', 'workloads');
  return edges.sorted();
}

const API_SERVER = 'component/kube-apiserver';

function outsideEdges(result: Result, edges: Collected): void {
  const home = homesOf(result);
  for (const row of result.entryPoints) {
    const id = entryPointId(row);
    edges.add(NETWORKS[row.reach].id, id, 'reaches', portsText(row.ports, 3));
    if (row.type === 'APIServer') edges.add(id, API_SERVER, 'leads-to', 'API');
    else if (row.workloads)
      for (const workload of row.workloads) edges.add(id, home(workload), 'leads-to', workload);
    else
      edges.add(
        id,
        `namespace/${row.object.namespace ?? ''}`,
        'leads-to',
        row.target ?? 'no backend observed',
      );
  }
}

/** Connections of these components by the design of Kubernetes. */
function controlPlaneEdges({ controlPlane, nodePools }: Result, edges: Collected): void {
  const names = new Set<string>(controlPlane.map(({ name }) => name));
  if (!names.has('kube-apiserver')) return;
  if (names.has('etcd')) edges.add(API_SERVER, 'component/etcd', 'stores-in', 'all objects');
  for (const name of ['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager'])
    if (names.has(name)) edges.add(`component/${name}`, API_SERVER, 'controls', 'API');
  for (const { name } of nodePools) edges.add(API_SERVER, `node-pool/${name}`, 'controls', 'kubelet');
}

/** Edges by pair and kind; labels are joined and truncated. */
export class Collected {
  private readonly edges = new Map<
    string,
    { from: string; to: string; kind: EdgeKind; labels: Set<string>; count: number }
  >();

  add(from: string, to: string, kind: EdgeKind, label: string, count = 1): void {
    // Ids of cards contain sanitized names.
    const [a, b] = [printable(from), printable(to)];
    const key = JSON.stringify([a, b, kind]);
    const edge = this.edges.get(key) ?? { from: a, to: b, kind, labels: new Set<string>(), count: 0 };
    edge.labels.add(label);
    edge.count += count;
    this.edges.set(key, edge);
  }

  sorted(): Edge[] {
    return [...this.edges.values()]
      .map(({ labels, ...edge }) => ({ ...edge, label: printable(some([...labels].sort(), 2)) }))
      .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind));
  }
}

/** Edges between cards that are drawn; those of a collapsed card belong to its stack. */
export function between(edges: readonly Edge[], shown: ReadonlyMap<string, string>): Edge[] {
  const collected = new Collected();
  for (const { from, to, kind, label, count } of edges) {
    const a = shown.get(from);
    const b = shown.get(to);
    if (a !== undefined && b !== undefined && a !== b) collected.add(a, b, kind, label, count);
  }
  return collected.sorted();
}
