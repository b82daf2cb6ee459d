import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../../src/app/assess.ts';
import { allCards, buildPicture } from '../../../src/report/picture/build.ts';
import { DetailViews } from '../../../src/report/picture/detail-views.ts';
import { formatPicture } from '../../../src/report/picture/formats.ts';
import type { Card, Inside } from '../../../src/report/picture/types.ts';
import type { NodePoolRow, NodeRow, Result } from '../../../src/result/types.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';
import { recorded } from '../../support/recorded.ts';
import { without } from '../../support/without.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

const cardOf = (result: Result, id: string): Card => {
  const card = allCards(result)
    .flatMap(({ cards }) => cards)
    .find((one) => one.id === id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
};

function view(result: Result, id: string): Inside {
  const inside = new DetailViews(result).of(cardOf(result, id));
  if (!inside) throw new Error(`${id} does not open`);
  return inside;
}

const edgesOf = ({ edges }: Inside, kind: string) =>
  edges.filter((edge) => edge.kind === kind).map(({ from, to }) => `${from} > ${to}`);
const idsOf = ({ lanes }: Inside) => lanes.flatMap(({ cards }) => cards.map(({ id }) => id));

describe('the detail view of a namespace', () => {
  it('leads from entry points over Services to workloads and their claims', () => {
    const shop = view(demo, 'namespace/shop');
    expect(shop.lanes.map(({ id }) => id)).toEqual([
      'namespace',
      'entry-points',
      'services',
      'workloads',
      'storage',
    ]);
    expect(edgesOf(shop, 'leads-to')).toContain(
      'entry-point/HTTPRoute/shop/catalogue > service/shop/catalogue',
    );
    expect(edgesOf(shop, 'selects')).toContain('service/shop/catalogue > workload/shop/Deployment/catalogue');
    expect(edgesOf(shop, 'stores-in')).toContain(
      'workload/shop/StatefulSet/shop-db > claim/shop/data-shop-db-0',
    );
    const known = new Set(idsOf(shop));
    for (const { from, to } of shop.edges) expect([known.has(from), known.has(to)]).toEqual([true, true]);
  });

  it('shows NetworkPolicies, AuthorizationPolicies and mutual TLS of the workloads', () => {
    const payments = view(demo, 'namespace/payments');
    expect(edgesOf(payments, 'limits')).toContain(
      'policy/NetworkPolicy/payments/deny-all > workload/payments/StatefulSet/ledger-db',
    );
    expect(edgesOf(payments, 'authorizes')).toEqual([
      'policy/AuthorizationPolicy/payments/ledger > workload/payments/Deployment/ledger',
    ]);
    const cards = payments.lanes.flatMap((lane) => lane.cards);
    expect(cards.find(({ id }) => id === 'workload/payments/Deployment/ledger')).toMatchObject({
      mtls: 'enforced',
      network: 'restricted',
    });
    // Outside the mesh.
    expect(cards.find(({ id }) => id === 'workload/payments/StatefulSet/ledger-db')?.mtls).toBeUndefined();
  });

  it('shows the privileged identities that the workloads run as', () => {
    expect(edgesOf(view(demo, 'namespace/monitoring'), 'runs-as')).toEqual([
      expect.stringContaining('> identity/ServiceAccount/monitoring/prometheus'),
    ]);
  });

  it('has every risk of its card on a card or a lane, as has every other detail view', () => {
    const views = new DetailViews(demo);
    for (const card of allCards(demo).flatMap(({ cards }) => cards)) {
      const inside = views.of(card);
      if (!inside) continue;
      const drawn = new Set(
        inside.lanes.flatMap(({ verdicts, cards }) => [...verdicts, ...cards.flatMap((one) => one.verdicts)]),
      );
      expect([card.id, card.verdicts.filter((verdict) => !drawn.has(verdict))]).toEqual([card.id, []]);
    }
  });

  it('shows no network state that could not be evaluated, and says what is missing', async () => {
    const all = await recorded('demo');
    const blind = assess(without(all, 'networkpolicies', 'services'), {});
    const payments = view(blind, 'namespace/payments');
    expect(edgesOf(payments, 'limits')).toEqual([]);
    const workloads = payments.lanes.find(({ id }) => id === 'workloads');
    expect(workloads?.gap).toContain('forbidden');
    for (const { network } of workloads?.cards ?? []) expect(network ?? 'unknown').toBe('unknown');
  });

  it('does not open itself again', () => {
    for (const { cards } of view(demo, 'namespace/shop').lanes)
      for (const { inside } of cards) expect(inside).toBeUndefined();
  });

  it('is drawn as lanes in every format', async () => {
    for (const format of ['svg', 'mermaid', 'dot', 'd2', 'drawio', 'graphml', 'json'] as const) {
      const text = await formatPicture(demo, format, { theme: 'light', card: 'namespace/payments' });
      expect(text).toContain('deny-all');
      expect(text).toMatch(/services/i);
    }
  }, 60_000);
});

describe('node pools', () => {
  const pools = (...rows: Partial<NodeRow>[]): string[] => {
    const [node] = demo.nodes;
    const [pool] = demo.nodePools;
    if (!node || !pool) throw new Error('the example has no nodes');
    const nodes = rows.map((row, index): NodeRow => ({
      ...node,
      externalIPs: [],
      taints: [],
      ...row,
      name: `n${index}`,
      pool: `p${index}`,
    }));
    const nodePools = nodes.map((row): NodePoolRow => ({
      ...pool,
      name: row.pool,
      nodes: 1,
      ready: 1,
      roles: row.roles,
      zones: ['a'],
    }));
    const lane = allCards({ ...demo, nodes, nodePools }).find(({ id }) => id === 'nodes');
    return (lane?.cards ?? []).map(({ lines }) => lines.join('; '));
  };

  it('that look alike show what they differ in', () => {
    const [debian, ubuntu] = pools({ os: 'Debian 13' }, { os: 'Ubuntu 24.04' });
    expect(debian).toContain('Debian 13');
    expect(ubuntu).toContain('Ubuntu 24.04');
    expect(pools({ arch: 'amd64' }, { arch: 'arm64' })).toEqual([
      expect.stringContaining('amd64'),
      expect.stringContaining('arm64'),
    ]);
  });

  it('with different instance types do not repeat what is equal or follows from the role', () => {
    const [small] = pools(
      {
        instanceType: 'small',
        os: 'Debian 13',
        roles: ['control-plane'],
        taints: ['node-role.kubernetes.io/control-plane:NoSchedule'],
      },
      { instanceType: 'large', os: 'Debian 13' },
    );
    expect(small).toContain('small');
    expect(small).not.toContain('Debian');
    expect(small).not.toContain('taint');
  });

  it('show taints of their own', () => {
    expect(pools({ taints: ['gpu=true:NoSchedule'] })[0]).toContain('taint gpu=true:NoSchedule');
  });
});

describe('an empty map', () => {
  it('says why, and which command helps', async () => {
    const all = await recorded('demo');
    const nothing = buildPicture(assess(without(all, ...all.outcomes.keys()), {}));
    expect(nothing.lanes.every(({ cards, gap }) => cards.length > 0 || (gap ?? '') !== '')).toBe(true);
    const live = buildPicture({ ...assess(without(all, ...all.outcomes.keys()), {}), source: 'live' });
    expect(live.subtitle).toContain('kubectl archmap rbac');
    expect(buildPicture(demo).subtitle).not.toContain('kubectl archmap rbac');
  });
});
