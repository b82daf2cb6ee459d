import type { Area, CoverageRow, Result, Verdict } from '../../result/types.ts';
import { ENTRY_POINT_SOURCES, risksByEntryPoint } from '../../result/entry-points.ts';
import { uncollected } from '../../result/uncollected.ts';
import { groupBy, put } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { clusterName } from '../text.ts';
import { addonCards, componentCards, poolCards } from './cards/component-cards.ts';
import { entryPointCards, entryPointId, networkCards } from './cards/entry-point-cards.ts';
import { identityCards, namespaceCards, storageCards } from './cards/namespace-cards.ts';
import { between, edgesOf } from './edges.ts';
import { collapseCards } from './collapse-cards.ts';
import { gapWords } from './gaps.ts';
import { cardOf, countRisks, Placing, worstOf } from './risks.ts';
import type { Lane, LaneId, Card, Draft, Picture } from './types.ts';
import { LANES } from './types.ts';

const TITLES: Readonly<Record<LaneId, string>> = {
  identities: 'Privileged identities',
  'control-plane': 'Control plane',
  nodes: 'Nodes',
  outside: 'Networks',
  'entry-points': 'Entry points',
  addons: 'Add-ons',
  namespaces: 'Namespaces',
  storage: 'Storage',
};

/** Band of a risk of the whole cluster, by the area of its check. */
const LANE_OF: Readonly<Record<Area, LaneId>> = {
  'api-server': 'control-plane',
  etcd: 'control-plane',
  'control-plane': 'control-plane',
  'controller-manager': 'control-plane',
  scheduler: 'control-plane',
  certificates: 'control-plane',
  version: 'control-plane',
  kubelet: 'nodes',
  nodes: 'nodes',
  client: 'identities',
  identities: 'identities',
  namespaces: 'namespaces',
  workloads: 'namespaces',
  network: 'namespaces',
  custom: 'namespaces',
  exposure: 'entry-points',
  storage: 'storage',
  addons: 'addons',
  istio: 'addons',
  envoy: 'addons',
};

/** Collectors that a lane requires to be complete. */
const SOURCES: Readonly<Record<LaneId, readonly string[]>> = {
  identities: ['rbac'],
  'control-plane': ['pods', 'flagz'],
  nodes: ['nodes'],
  outside: ENTRY_POINT_SOURCES,
  'entry-points': ENTRY_POINT_SOURCES,
  addons: ['workloads', 'crds'],
  namespaces: ['namespaces', 'pods', 'workloads'],
  storage: ['storage'],
};

/** The picture of an evaluated cluster. Pure and in stable order. Every fail is on a card or on a lane. */
export function buildPicture(result: Result): Picture {
  const all = allCards(result);
  const lanes = all.map(({ cards, ...lane }) => ({ ...lane, cards: collapseCards(lane.id, cards) }));
  const shown = new Map(
    lanes.flatMap(({ cards }) =>
      cards.flatMap((card) => [
        [card.id, card.id] as const,
        ...(card.folded ?? []).map(({ id }) => [id, card.id] as const),
      ]),
    ),
  );
  return {
    ...headline(result, lanes),
    takenAt: result.takenAt,
    lanes,
    edges: between(edgesOf(result), shown),
  };
}

/** Every lane with all its cards, before any is collapsed. */
export function allCards(result: Result): Lane<LaneId>[] {
  const drafts = draftsOf(result);
  const placing = new Placing();
  for (const draft of Object.values(drafts).flat()) placing.add(draft);
  const entryPoints = entryPointsOf(result);
  const homeless = result.verdicts.filter(
    (verdict) => verdict.verdict === 'fail' && !placing.place(verdict, entryPoints.get(verdict)),
  );
  const byLane = groupBy(homeless, ({ area }) => LANE_OF[area]);
  return LANES.map((id) => {
    const cards = drafts[id].map((draft) => cardOf(draft, id, placing.verdictsOf(draft.id)));
    return laneOf(id, cards, byLane.get(id) ?? [], uncollected(result, SOURCES[id]));
  });
}

/** Cards of the entry points that expose a risk, in addition to the card of its object. */
function entryPointsOf(result: Result): Map<Verdict, string[]> {
  const entryPoints = new Map<Verdict, string[]>();
  for (const [row, risks] of risksByEntryPoint(result))
    for (const risk of risks) put(entryPoints, risk, entryPointId(row));
  return entryPoints;
}

function draftsOf(result: Result): Record<LaneId, Draft[]> {
  return {
    identities: identityCards(result),
    'control-plane': componentCards(result),
    nodes: poolCards(result),
    outside: networkCards(result),
    'entry-points': entryPointCards(result),
    addons: addonCards(result),
    namespaces: namespaceCards(result),
    storage: storageCards(result),
  };
}

function laneOf(
  id: LaneId,
  cards: readonly Card[],
  verdicts: readonly Verdict[],
  gaps: readonly CoverageRow[],
): Lane<LaneId> {
  const risks = countRisks(verdicts);
  const worst = worstOf(risks);
  const gap = gapWords(gaps);
  return {
    id,
    title: TITLES[id],
    cards,
    verdicts,
    risks,
    ...(worst && { worst }),
    ...(gap !== '' && { gap }),
  };
}

function headline(result: Result, lanes: readonly Lane[]): Pick<Picture, 'title' | 'subtitle'> {
  const { cluster, namespace } = result;
  const empty = lanes.every(({ cards }) => cards.every(({ unavailable }) => unavailable));
  const facts = [
    cluster.distribution.known ? cluster.distribution.value : undefined,
    cluster.version.known ? cluster.version.value : undefined,
    namespace === undefined ? undefined : `namespace ${namespace} only`,
    empty ? emptyReason(result) : undefined,
  ].filter((part) => part !== undefined);
  return {
    title: clusterName(result),
    subtitle: printable(facts.join(', ')),
  };
}

/** Why the whole map is empty, and what to do. */
function emptyReason({ source }: Result): string {
  return source === 'live'
    ? 'no resource was collected; "kubectl archmap rbac" prints the required permissions'
    : 'the files contain no resource for the map';
}
