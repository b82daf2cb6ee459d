import { describe, expect, it } from '@jest/globals';
import { kindKey } from '../../src/snapshot/kinds.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { ISTIO_KINDS } from '../support/without-istio-kinds.ts';
import { wholeCluster, pod, resources } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import { sendStatus, sendJson } from './support/server.ts';
import type { Override } from './support/server.ts';

const refuse =
  (matches: (path: string) => boolean, code = 403): Override =>
  ({ path, method }, response) =>
    method === 'GET' && matches(path) ? sendStatus(response, code, `refused: ${path}`) : false;

describe('outcomes of collectors', () => {
  it('are ok for everything in a cluster with full permissions', async () => {
    const { snapshot, outcome } = await collectFrom(wholeCluster());
    const bad = [...snapshot.outcomes.values()].filter(({ status }) => status !== 'ok');
    expect(bad.map(({ collector }) => collector)).toEqual(['kubelets']);
    expect([...snapshot.outcomes.keys()]).toEqual([...COLLECTOR_IDS]);
    expect(outcome('pods').count).toBe(2);
    expect(snapshot.records.pod.map(({ name }) => name).sort()).toEqual(['etcd-node-1', 'web-1']);
    expect(snapshot.records.metrics[0]?.complete).toBe(true);
    expect(snapshot.records.identity).toEqual([
      { username: 'system:anonymous', groups: ['system:authenticated'], mayDoAnything: true },
    ]);
    expect(snapshot.header).toMatchObject({
      source: 'live',
      context: 'test',
      takenAt: '2026-11-24T00:00:05.000Z',
    });
  });

  it('distinguish an empty list from a denied one', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({ override: refuse((path) => path.endsWith('/services')) }),
    );
    expect(outcome('ingresses')).toEqual({ collector: 'ingresses', status: 'ok', count: 0 });
    expect(outcome('services')).toMatchObject({
      status: 'permission-denied',
      count: 0,
      reason: 'not allowed to list services',
      missing: [{ verb: 'list', resource: 'services' }],
    });
  });

  it.each(['authorizationpolicies', 'peerauthentications', 'destinationrules'])(
    'name the kinds of Istio that were read when %s are denied',
    async (plural) => {
      const { outcome } = await collectFrom(
        wholeCluster({ override: refuse((path) => path.endsWith(`/${plural}`)) }),
      );
      const { status, whole = [], missing = [] } = outcome('istio');
      const named = new Set(whole.map(({ kind }) => kind));
      const refused = ISTIO_KINDS.filter((kind) => kind.plural === plural).map((kind) => kindKey(kind));
      expect(status).toBe('partial');
      expect(missing.map(({ resource }) => resource)).toEqual([plural]);
      expect(ISTIO_KINDS.map((kind) => kindKey(kind)).filter((kind) => !named.has(kind))).toEqual(refused);
    },
  );

  it('are permission-denied where everything is denied, and list the permissions', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({ override: refuse((path) => path !== '/version') }),
    );
    const statuses = Object.fromEntries([...snapshot.outcomes].map(([id, { status }]) => [id, status]));
    expect(statuses).toMatchObject({
      version: 'ok',
      identity: 'ok',
      permissions: 'ok',
      endpoint: 'ok',
      probe: 'ok',
    });
    const others = COLLECTOR_IDS.filter(
      (id) => !['version', 'identity', 'permissions', 'endpoint', 'probe', 'kubelets'].includes(id),
    );
    expect(others.filter((id) => statuses[id] !== 'permission-denied')).toEqual([]);
    expect(others.filter((id) => id !== 'secrets' && (outcome(id).missing ?? []).length === 0)).toEqual([]);
  });

  it('are unavailable for kinds that are not served, which are not requested', async () => {
    const core = resources.filter(({ group }) => !/istio|sailoperator/.test(group));
    const { outcome, requests } = await collectFrom(
      wholeCluster({
        resources: core,
        items: { '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': [] },
      }),
    );
    expect(outcome('istio')).toMatchObject({
      status: 'unavailable',
      reason: 'the API server serves none of these kinds',
    });
    expect(requests.filter(({ path }) => path.includes('istio.io'))).toEqual([]);
  });

  it('are unavailable for paths that return 404', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({ override: refuse((path) => path === '/flagz' || path.startsWith('/.well-known'), 404) }),
    );
    expect(outcome('flagz').status).toBe('unavailable');
    expect(outcome('openid').status).toBe('unavailable');
    expect(outcome('metrics').status).toBe('ok');
  });

  it('are partial when one of several kinds is denied, and keep the others', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: {
          '/apis/rbac.authorization.k8s.io/v1/roles': ['kube-system', 'team-a'].map((namespace) => ({
            metadata: { name: 'r', namespace },
            rules: [],
          })),
        },
        override: refuse((path) => path.endsWith('/clusterrolebindings')),
      }),
    );
    expect(outcome('rbac')).toMatchObject({
      status: 'partial',
      count: 3,
      reason: 'not allowed to list clusterrolebindings.rbac.authorization.k8s.io',
      missing: [{ verb: 'list', group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings' }],
    });
    expect(snapshot.records.role).toHaveLength(3);
  });

  it('are complete for the namespace of -n, unless data is missing there too', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({ override: refuse((path) => path.endsWith('/statefulsets')) }),
      { namespace: 'team-a' },
    );
    expect(outcome('pods')).toMatchObject({ status: 'partial', namespace: 'team-a' });
    expect(outcome('namespaces')).toMatchObject({ status: 'partial', namespace: 'team-a' });
    expect(outcome('configmaps')).toMatchObject({ status: 'unavailable', namespace: 'team-a' });
    expect(outcome('workloads').status).toBe('partial');
    expect(outcome('workloads').reason).toMatch(/not allowed .*, limited to namespace team-a \(-n\)$/);
    expect(outcome('workloads')).not.toHaveProperty('namespace');
  });

  it.each<[string, object, string, string]>([
    [
      'a list without objects of every cluster',
      { kind: 'ServiceList', metadata: { resourceVersion: '7' }, items: [] },
      'collection-failed',
      'lacks default/kubernetes',
    ],
    [
      'an empty list without a resourceVersion',
      { kind: 'ServiceList', metadata: {}, items: [] },
      'collection-failed',
      'not a list of an API server',
    ],
    [
      'null instead of items',
      { kind: 'ServiceList', metadata: { resourceVersion: '7' }, items: null },
      'collection-failed',
      'not a list of an API server',
    ],
    [
      'items without a name',
      { kind: 'ServiceList', items: [{ metadata: { name: 'a', namespace: 'b' } }, 7, {}] },
      'partial',
      '2 items that are no objects',
    ],
    [
      'a Status instead of a list',
      { kind: 'Status', items: [] },
      'collection-failed',
      'a Status instead of a ServiceList',
    ],
    ['another list', { kind: 'PodList', items: [] }, 'collection-failed', 'a PodList instead of'],
    [
      'a list with more items but no continue token',
      {
        kind: 'ServiceList',
        metadata: { remainingItemCount: 9 },
        items: [{ metadata: { name: 'a', namespace: 'b' } }],
      },
      'partial',
      '9 remaining objects',
    ],
  ])('are not ok for %s', async (_what, body, status, reason) => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => path === '/api/v1/services' && sendJson(response, 200, body),
      }),
    );
    expect(outcome('services')).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });

  it('are collection-failed when the response is invalid, and only there', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => {
          if (!path.endsWith('/nodes')) return false;
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end('{"kind":"NodeList","items":[{');
          return true;
        },
      }),
    );
    expect(outcome('nodes').status).toBe('collection-failed');
    expect(outcome('nodes').reason).toMatch(/^nodes: .+/);
    expect(outcome('pods').status).toBe('ok');
  });

  it('keep the received pages when a later one is lost', async () => {
    const pods = Array.from({ length: 1_200 }, (_, i) => pod(`web-${i}`));
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: { '/api/v1/pods': pods },
        override: ({ path, query }, response) =>
          path === '/api/v1/pods' && query.get('continue') === '1000'
            ? sendStatus(response, 400, 'the token is not mine')
            : false,
      }),
    );
    expect(outcome('pods')).toMatchObject({ status: 'partial', count: 1_000 });
    expect(outcome('pods').reason).toContain('broke off after 1,000');
    expect(snapshot.records.pod).toHaveLength(1_000);
  });

  it('note an expired continue token and continue', async () => {
    const pods = Array.from({ length: 700 }, (_, i) => pod(`web-${i}`));
    const { outcome, progress } = await collectFrom(
      wholeCluster({
        items: { '/api/v1/pods': pods },
        override: ({ path, query }, response) =>
          path === '/api/v1/pods' && query.get('continue') === '500'
            ? sendStatus(response, 410, 'too old', { reason: 'Expired', metadata: { continue: '500.0' } })
            : false,
      }),
    );
    expect(outcome('pods')).toMatchObject({ status: 'ok', count: 700 });
    expect(outcome('pods').notes).toEqual([expect.stringContaining('continue token expired')]);
    expect(progress).toContainEqual(
      expect.stringMatching(/^Collecting \d+\/\d+ sources, [\d,]+ objects \(pods 500 of ~700\)$/),
    );
    expect(progress.at(-1)).toBe('');
  });

  it('are equally complete without aggregated discovery', async () => {
    const shown = ({ snapshot }: Awaited<ReturnType<typeof collectFrom>>) => ({
      statuses: [...snapshot.outcomes].map(([id, { status, count }]) => [id, status, count]),
      kinds: snapshot.records.discovery.flatMap(({ group, resources: list }) =>
        list.map(({ kind }) => `${group}/${kind}`),
      ),
    });
    const legacy = shown(await collectFrom(wholeCluster({ discovery: 'legacy' })));
    expect(legacy).toEqual(shown(await collectFrom(wholeCluster())));
  });

  it('do not report unavailability when discovery was denied', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({ override: refuse((path) => path === '/api' || path === '/apis') }),
    );
    expect(outcome('discovery')).toMatchObject({ status: 'permission-denied' });
    expect(outcome('istio')).toMatchObject({
      status: 'permission-denied',
      reason: expect.stringContaining('discovery'),
    });
    expect(outcome('pods').status).toBe('ok');
  });
});
