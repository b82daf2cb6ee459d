import { risksByEntryPoint } from '../../result/entry-points.ts';
import { objectKey } from '../../result/object.ts';
import type { Result, Verdict } from '../../result/types.ts';
import { uncollected } from '../../result/uncollected.ts';
import { groupBy, put } from '../../shared/group.ts';
import { numberOf, some } from '../text.ts';
import { entryPointId } from './cards/entry-point-cards.ts';
import { refOf } from './cards/namespace-cards.ts';
import type { LaneOfDrafts } from './details/namespace-view.ts';
import { NamespaceViews } from './details/namespace-view.ts';
import { gapWords } from './gaps.ts';
import { cardOf, countRisks, worstOf } from './risks.ts';
import type { Card, Draft, Edge, Inside, Lane } from './types.ts';

/** More lines in one detail view are unreadable; the tables contain the connections. */
const MAX_EDGES = 1000;

/** Collectors that a namespace requires to be complete. */
const OF_A_NAMESPACE = ['pods', 'workloads', 'services', 'networkpolicies'];

/** Rows of a result, indexed once for the detail views of all cards. */
export class DetailViews {
  private readonly fails: ReadonlyMap<string, readonly Verdict[]>;
  private readonly namespaces: NamespaceViews;
  private readonly result: Result;
  private readonly gap: string;

  constructor(result: Result) {
    this.result = result;
    const fails = groupBy(result.verdicts, ({ verdict, object }) =>
      verdict === 'fail' && object ? objectKey(object) : undefined,
    );
    for (const [row, risks] of risksByEntryPoint(result))
      for (const risk of risks) put(fails, entryPointId(row), risk);
    this.fails = fails;
    this.namespaces = new NamespaceViews(result);
    this.gap = gapWords(uncollected(result, OF_A_NAMESPACE));
  }

  /** The detail view of a card; undefined when there is none. */
  of(card: Card): Inside | undefined {
    if (card.folded) return this.inside(card, [laneOf(card, card.folded, [])], []);
    const at = card.id.indexOf('/');
    const kind = card.id.slice(0, at);
    const name = card.id.slice(at + 1);
    if (kind === 'namespace') return this.namespace(name, card);
    const cards = this.drafts(kind, name).map((draft) => this.card(draft, { lane: 'contents' }));
    return cards.length > 0 ? this.inside(card, [laneOf(card, cards, rest(card, cards))], []) : undefined;
  }

  private inside({ id, title }: Card, lanes: readonly Lane[], edges: readonly Edge[]): Inside {
    return { of: id, title, lanes, edges };
  }

  private drafts(kind: string, name: string): Draft[] {
    switch (kind) {
      case 'node-pool':
        return this.nodes(name);
      case 'component':
        return this.instances(name);
      case 'addon':
        return this.components(name);
      case 'storage-class':
      case 'volumes':
        return this.storage(kind, name);
      default:
        return [];
    }
  }

  private card(draft: Draft, { lane }: Pick<Card, 'lane'>): Card {
    return cardOf(draft, lane, [
      ...new Set([draft.id, ...draft.objects.map(objectKey)].flatMap((key) => this.fails.get(key) ?? [])),
    ]);
  }

  /** The first lane has a card for the namespace itself, with the risks that are on no other card. */
  private namespace(name: string, card: Card): Inside | undefined {
    const { lanes: drafts, edges } = this.namespaces.of(name);
    const lanes = drafts.map((lane) => this.lane(lane));
    const cards = lanes.flatMap((lane) => lane.cards);
    if (cards.length === 0) return undefined;
    const own = ownCard(card, rest(card, cards));
    const filled = lanes
      .map((lane) => (lane.id === 'namespace' ? { ...lane, cards: [own, ...lane.cards] } : lane))
      .filter((lane) => lane.cards.length > 0);
    return this.inside(card, filled, edges.length > MAX_EDGES ? [] : edges);
  }

  private lane({ id, title, drafts }: LaneOfDrafts): Lane {
    const cards = drafts.map((draft) => this.card(draft, { lane: id }));
    return {
      id,
      title,
      cards,
      verdicts: [],
      risks: {},
      ...(id === 'workloads' && this.gap !== '' && { gap: this.gap }),
    };
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

/** Risks of a card that are on none of the cards inside. */
function rest({ verdicts }: Card, cards: readonly Card[]): Verdict[] {
  const inside = new Set(cards.flatMap((card) => card.verdicts));
  return verdicts.filter((verdict) => !inside.has(verdict));
}

/** A lane with these risks, which are of the card that was opened. */
function laneOf({ title }: Card, cards: readonly Card[], verdicts: readonly Verdict[]): Lane {
  const risks = countRisks(verdicts);
  const worst = worstOf(risks);
  return { id: 'contents', title, cards, verdicts, risks, ...(worst && { worst }) };
}

/** The opened namespace in its own detail view, where it does not open again. */
function ownCard({ inside: _inside, worst: _worst, ...card }: Card, verdicts: readonly Verdict[]): Card {
  const risks = countRisks(verdicts);
  const worst = worstOf(risks);
  return { ...card, id: `own/${card.id}`, lane: 'namespace', verdicts, risks, ...(worst && { worst }) };
}
