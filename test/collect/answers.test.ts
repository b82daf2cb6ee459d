import { describe, expect, it } from '@jest/globals';
import { pod, resources, wholeCluster } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import type { Override, ServedResource } from './support/server.ts';
import { sendJson, sendStatus } from './support/server.ts';

const named = (name: string, namespace?: string, more: object = {}) => ({
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  ...more,
});

const answer =
  (path: string, body: object | string, status = 200, type = 'application/json'): Override =>
  (request, response) => {
    if (request.path !== path) return false;
    response
      .writeHead(status, { 'content-type': type })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
    return true;
  };

const LOGIN = '<!DOCTYPE html>\n<html><body>Please log in</body></html>';

describe('a 200 response with unexpected content', () => {
  it.each<[string, string, object | string, string]>([
    ['/version', 'version', LOGIN, 'web page'],
    ['/version', 'version', { gitVersion: 'hello' }, 'names no version'],
    ['/apis', 'discovery', { kind: 'PodList', items: [] }, 'no list of API groups'],
    ['/api', 'discovery', {}, 'no list of versions'],
    ['/readyz', 'health', LOGIN, 'not a list of health checks'],
    ['/livez', 'health', 'fine', 'not a list of health checks'],
    ['/metrics', 'metrics', LOGIN, 'web page'],
    ['/metrics', 'metrics', 'hello 1\n', 'not that of an API server'],
    ['/flagz', 'flagz', LOGIN, 'could not be parsed'],
    [
      '/flagz',
      'flagz',
      { kind: 'Flagz', metadata: { name: 'kubelet' }, flags: { v: '2' } },
      'those of kubelet',
    ],
    ['/.well-known/openid-configuration', 'openid', LOGIN, 'web page'],
    [
      '/.well-known/openid-configuration',
      'openid',
      { issuer: 'https://login.example', authorization_endpoint: 'https://login.example/a' },
      'login service',
    ],
    ['/api/v1/nodes', 'nodes', LOGIN, 'not a JSON list'],
    [
      '/api/v1/nodes',
      'nodes',
      { kind: 'NodeList', apiVersion: 'metrics.k8s.io/v1beta1', items: [] },
      'of metrics.k8s.io/v1beta1',
    ],
    [
      '/apis/security.istio.io/v1/peerauthentications',
      'istio',
      { kind: 'Thing', items: [] },
      'a Thing instead of a list',
    ],
    [
      '/api/v1/namespaces/kube-system/configmaps/coredns',
      'configmaps',
      named('kube-proxy', 'kube-system'),
      'not that ConfigMap',
    ],
    [
      '/api/v1/namespaces/kube-system/configmaps/coredns',
      'configmaps',
      { ...named('coredns', 'kube-system'), kind: 'Secret' },
      'not that ConfigMap',
    ],
  ])('%s: %s is not read from it (%#)', async (path, id, body, reason) => {
    const run = await collectFrom(
      wholeCluster({ override: answer(path, body, 200, body === LOGIN ? 'text/html' : 'text/plain') }),
    );
    const outcome = run.outcome(id as 'version');
    expect(outcome.status).toMatch(/^(?:collection-failed|partial)$/);
    expect(outcome.reason).toContain(reason);
  });

  it('self-reviews without content add no permissions and no name', async () => {
    const { outcome, snapshot } = await collectFrom(
      wholeCluster({
        override: ({ method }, response) =>
          method === 'POST' &&
          sendJson(response, 201, { kind: 'Thing', status: { allowed: true, userInfo: { username: 'x' } } }),
      }),
    );
    expect(outcome('identity')).toMatchObject({
      status: 'collection-failed',
      reason: expect.stringContaining('Thing'),
    });
    expect(outcome('permissions').status).toBe('collection-failed');
    expect(snapshot.records.permission).toEqual([]);
    expect(snapshot.records.identity).toEqual([]);
  });

  it('a review that neither allows nor denies is invalid', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ method, path, body }, response) =>
          method === 'POST' && path.endsWith('accessreviews') && body.includes('pods')
            ? sendJson(response, 201, { ...(JSON.parse(body) as object), status: { allowed: 'yes' } })
            : false,
      }),
    );
    expect(outcome('permissions')).toMatchObject({
      status: 'partial',
      reason: expect.stringMatching(/^\d+ of \d+/),
    });
  });
});

describe('anonymous requests', () => {
  const probed = async (override: Override) => {
    const { snapshot, outcome } = await collectFrom(wholeCluster({ override }));
    const statuses = Object.fromEntries(snapshot.records.probe.map(({ path, status }) => [path, status]));
    return { statuses, outcome: outcome('probe'), records: snapshot.records.probe };
  };
  const toAnonymous =
    (send: Override): Override =>
    (request, response) =>
      ['/healthz', '/api/v1/namespaces/kube-public/configmaps/cluster-info'].includes(request.path) &&
      send(request, response);

  it.each<[string, Override]>([
    [
      'a login page',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN);
        return true;
      },
    ],
    [
      'a page without its own kind',
      (_request, response) => {
        response.writeHead(200).end(LOGIN);
        return true;
      },
    ],
    [
      'a redirect to a login',
      (_request, response) => {
        response.writeHead(302, { location: 'https://login.example/' }).end();
        return true;
      },
    ],
    ['other JSON', (_request, response) => sendJson(response, 200, { hello: 'world' })],
    ['an unhealthy server', (_request, response) => sendStatus(response, 503, 'later')],
  ])('%s is neither access nor denial', async (_what, send) => {
    const { statuses, outcome, records } = await probed(toAnonymous(send));
    expect(statuses['/healthz']).toBe(0);
    expect(statuses['/api/v1/namespaces/kube-public/configmaps/cluster-info']).toBe(0);
    expect(records.find(({ path }) => path === '/healthz')?.error).toMatch(/anonymous request/);
    expect(outcome.status).toBe('partial');
  });

  it('the expected content is access, and a denial is denial', async () => {
    const { statuses } = await probed((request, response) =>
      request.path === '/healthz'
        ? (response.writeHead(200).end('ok'), true)
        : request.path.endsWith('/cluster-info') && sendStatus(response, 403, 'User "system:anonymous"'),
    );
    expect(statuses).toMatchObject({
      '/version': 200,
      '/api': 200,
      '/apis': 200,
      '/healthz': 200,
      '/readyz?verbose': 200,
      '/api/v1/namespaces': 200,
      '/.well-known/openid-configuration': 200,
      '/api/v1/namespaces/kube-public/configmaps/cluster-info': 403,
    });
  });
});

describe('404', () => {
  it('on a kind that discovery contains is a failed list', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) =>
          /\/(?:clusterrolebindings|peerauthentications|nodes)$/.test(path) &&
          sendStatus(response, 404, 'not found'),
      }),
    );
    expect(outcome('rbac')).toMatchObject({
      status: 'partial',
      reason: 'clusterrolebindings: HTTP 404, although discovery names it',
    });
    expect(outcome('nodes').status).toBe('collection-failed');
    expect(outcome('istio').status).toBe('partial');
  });

  it.each([
    ['a Status that names it', 'ok', { kind: 'Status', details: { name: 'coredns', kind: 'configmaps' } }],
    ['a message that names it', 'ok', { kind: 'Status', message: 'configmaps "coredns" not found' }],
    [
      'a Status 404 for the path',
      'partial',
      { kind: 'Status', message: 'could not find the requested resource' },
    ],
    [
      'a Status about another object',
      'partial',
      { kind: 'Status', details: { name: 'x', kind: 'configmaps' } },
    ],
    ['no Status', 'partial', '404 page not found'],
  ])('of a ConfigMap with %s', async (_what, status, body) => {
    const path = '/api/v1/namespaces/kube-system/configmaps/coredns';
    const { outcome } = await collectFrom(wholeCluster({ override: answer(path, body, 404) }));
    expect(outcome('configmaps').status).toBe(status);
    if (status === 'partial') expect(outcome('configmaps').unread).toEqual(['kube-system/coredns']);
  });

  it('of the namespace of -n is accepted when it names it', async () => {
    const of = async (body: object) =>
      (
        await collectFrom(wholeCluster({ override: answer('/api/v1/namespaces/shop', body, 404) }), {
          namespace: 'shop',
        })
      ).outcome('namespaces');
    expect(await of({ kind: 'Status', details: { name: 'shop', kind: 'namespaces' } })).toMatchObject({
      status: 'unavailable',
      reason: 'namespace shop not found',
    });
    expect((await of({ kind: 'Status', message: 'no such path' })).status).toBe('collection-failed');
  });
});

describe('incomplete discovery', () => {
  const without = (group: string, kind?: string) =>
    resources.filter((one) => one.group !== group || (kind !== undefined && one.kind !== kind));

  it('still requests what every API server serves', async () => {
    const { outcome, requests } = await collectFrom(wholeCluster({ resources: without('apps') }));
    expect(requests.some(({ path }) => path === '/apis/apps/v1/deployments')).toBe(true);
    expect(outcome('discovery')).toMatchObject({
      status: 'partial',
      reason: 'discovery does not name Deployment of apps, DaemonSet of apps',
    });
    expect(outcome('workloads')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('deployments: HTTP 404, although every API server of 1.37 serves it'),
    });
    // If the apps group is missing, other groups may be missing, too.
    expect(
      await collectFrom(
        wholeCluster({ resources: without('apps').filter(({ group }) => group !== 'cilium.io') }),
      ).then((run) => run.outcome('networkpolicies')),
    ).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('what cilium.io serves is unknown'),
    });
  });

  it('of a group with a definition hides only kinds that were not requested', async () => {
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const definition = named('certificates.cert-manager.io', undefined, {
      spec: { group: 'cert-manager.io' },
    });
    const { outcome } = await collectFrom(wholeCluster({ items: { [path]: [definition] } }));
    const platform = outcome('platform');
    expect(platform.reason).toContain('discovery does not name cert-manager.io');
    const whole = (platform.whole ?? []).map(({ kind }) => kind);
    expect(whole).toContain('ResourceQuota');
    expect(whole).not.toContain('cert-manager.io/Certificate');
  });

  it('of a count of the API server takes the kind itself, built in or not, from the complete ones', async () => {
    const world = wholeCluster();
    const count = (group: string, resource: string) =>
      `apiserver_resource_objects{group="${group}",resource="${resource}"} 7\n`;
    const before = world.documents?.['/metrics'] as string;
    const metrics = `${before}${count('', 'resourcequotas')}${count('security.istio.io', 'authorizationpolicies')}`;
    const { outcome } = await collectFrom(wholeCluster({ documents: { '/metrics': metrics } }));
    const whole = (id: 'platform' | 'istio') => (outcome(id).whole ?? []).map(({ kind }) => kind);
    expect(outcome('platform').reason).toContain('the API server counts 7');
    expect(whole('platform')).toContain('LimitRange');
    expect(whole('platform')).not.toContain('ResourceQuota');
    expect(outcome('istio').reason).toContain('the API server counts 7');
    expect(whole('istio')).not.toContain('security.istio.io/AuthorizationPolicy');
  });

  it('ignores kinds that are newer than the server', async () => {
    const { outcome, requests } = await collectFrom(
      wholeCluster({
        resources: without('flowcontrol.apiserver.k8s.io'),
        documents: { '/version': { major: '1', minor: '19', gitVersion: 'v1.19.16' } },
      }),
    );
    expect(outcome('flowcontrol')).toMatchObject({ status: 'unavailable' });
    expect(requests.some(({ path }) => path.includes('flowcontrol'))).toBe(false);
    expect(outcome('discovery').status).toBe('ok');
  });

  it('legacy discovery with an error hides the kinds of that group', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        discovery: 'legacy',
        override: ({ path }, response) =>
          (path === '/apis/apps/v1' || path.startsWith('/apis/security.istio.io')) &&
          sendStatus(response, 503, 'later'),
      }),
    );
    expect(outcome('discovery').reason).toContain(
      'unavailable aggregated APIs: apps/v1, security.istio.io/v1',
    );
    expect(outcome('workloads')).toMatchObject({ status: 'ok' });
    expect(outcome('istio')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('what security.istio.io serves'),
    });
  });

  it('legacy discovery of another version than requested is invalid', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        discovery: 'legacy',
        override: answer('/apis/cilium.io/v2', {
          kind: 'APIResourceList',
          groupVersion: 'x.io/v1',
          resources: [],
        }),
      }),
    );
    expect(outcome('networkpolicies')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('cilium.io'),
    });
  });

  it('is contradicted by a definition or a registration that it does not contain', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        resources: without('cilium.io').filter(({ group }) => !group.includes('istio')),
        items: {
          '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': [
            named('ciliumnetworkpolicies.cilium.io'),
          ],
          '/apis/apiregistration.k8s.io/v1/apiservices': [
            named('v1.security.istio.io', undefined, {
              spec: { group: 'security.istio.io', version: 'v1' },
              status: { conditions: [{ type: 'Available', status: 'True' }] },
            }),
          ],
        },
      }),
    );
    expect(outcome('discovery').status).toBe('partial');
    expect(outcome('networkpolicies')).toMatchObject({
      status: 'collection-failed',
      reason: expect.stringContaining('cilium.io'),
    });
    expect(outcome('istio')).toMatchObject({
      status: 'collection-failed',
      reason: expect.stringContaining('security.istio.io'),
    });
    expect(outcome('envoy').status).toBe('ok');
  });
});

describe('other versions of a kind', () => {
  const served = (group: string, version: string, kind: string, plural: string): ServedResource => ({
    group,
    version,
    kind,
    plural,
    namespaced: true,
  });
  const old = [
    ...resources.filter(({ group, kind }) => group !== 'policy' && kind !== 'CronJob' && kind !== 'Ingress'),
    served('policy', 'v1beta1', 'PodDisruptionBudget', 'poddisruptionbudgets'),
    served('batch', 'v1beta1', 'CronJob', 'cronjobs'),
    served('extensions', 'v1beta1', 'Ingress', 'ingresses'),
  ];

  const jobTemplate = { spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } };

  it('are read in the version and the group that the server has', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        resources: old,
        items: {
          '/apis/policy/v1beta1/poddisruptionbudgets': [
            named('pdb', 'team-a', { spec: { minAvailable: 1 } }),
          ],
          '/apis/batch/v1beta1/cronjobs': [
            named('nightly', 'team-a', { spec: { schedule: '0 0 * * *', jobTemplate } }),
          ],
          '/apis/extensions/v1beta1/ingresses': [
            named('web', 'team-a', { spec: { rules: [{ host: 'a.example' }] } }),
          ],
        },
      }),
    );
    expect(snapshot.records.ingress.map(({ name }) => name)).toEqual(['web']);
    expect(snapshot.records.workload.map(({ name }) => name)).toContain('nightly');
    expect(snapshot.records.custom.map(({ name }) => name)).toContain('pdb');
    for (const id of ['ingresses', 'workloads', 'availability'] as const)
      expect(outcome(id)).toMatchObject({ status: 'ok' });
  });

  it('the next one is requested where the preferred one returns 404', async () => {
    const both = [
      served('batch', 'v1', 'CronJob', 'cronjobs'),
      served('batch', 'v1beta1', 'CronJob', 'cronjobs'),
    ];
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        resources: [...resources.filter(({ kind }) => kind !== 'CronJob'), ...both],
        items: { '/apis/batch/v1beta1/cronjobs': [named('nightly', 'team-a', { spec: { jobTemplate } })] },
        override: ({ path }, response) =>
          path === '/apis/batch/v1/cronjobs' && sendStatus(response, 404, 'no'),
      }),
    );
    expect(snapshot.records.workload.map(({ name }) => name)).toContain('nightly');
    expect(outcome('workloads')).toMatchObject({ status: 'ok' });
  });
});

describe('items of a list', () => {
  const pods = (items: readonly object[], settings = {}) =>
    collectFrom(
      wholeCluster({
        override: ({ path, query }, response) =>
          path.endsWith('/pods') &&
          query.has('limit') &&
          sendJson(response, 200, { kind: 'PodList', apiVersion: 'v1', items }),
      }),
      settings,
    );

  it('of other namespaces than the requested one are dropped', async () => {
    const { snapshot, outcome } = await pods([pod('web-1'), pod('other', 'team-b')], { namespace: 'team-a' });
    expect(snapshot.records.pod.map(({ name }) => name)).toEqual(['web-1']);
    expect(outcome('pods')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('1 item of another namespace'),
    });
    expect(outcome('pods').namespace).toBeUndefined();
  });

  it.each([
    ['without a namespace', { metadata: { name: 'x' } }, '1 item of no namespace'],
    ['of another kind', { kind: 'Node', apiVersion: 'v1', ...pod('x') }, '1 item of another kind'],
    [
      'of another API',
      { kind: 'Pod', apiVersion: 'metrics.k8s.io/v1', ...pod('x') },
      '1 item of another kind',
    ],
  ])('%s are dropped', async (_what, item, reason) => {
    const { snapshot, outcome } = await pods([pod('web-1'), item]);
    expect(snapshot.records.pod.map(({ name }) => name)).toEqual(['web-1']);
    expect(outcome('pods')).toMatchObject({ status: 'partial', reason: expect.stringContaining(reason) });
  });

  it('that occur twice count once, the later one', async () => {
    const later = { ...pod('web-1'), status: { phase: 'Failed' } };
    const { snapshot, outcome } = await pods([pod('web-1'), pod('web-2'), later]);
    expect(snapshot.records.pod.map(({ name, phase }) => [name, phase])).toEqual([
      ['web-1', 'Failed'],
      ['web-2', 'Running'],
    ]);
    expect(outcome('pods')).toMatchObject({
      status: 'ok',
      count: 2,
      notes: ['1 object came more than once; the last one counts'],
    });
  });

  it('over pages of a restarted list count once', async () => {
    const many = Array.from({ length: 600 }, (_, i) => pod(`web-${String(i).padStart(4, '0')}`));
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: { '/api/v1/pods': many },
        override: ({ path, query }, response) =>
          path === '/api/v1/pods' && query.get('continue') === '500'
            ? sendStatus(response, 410, 'too old', { metadata: { continue: '400' } })
            : false,
      }),
    );
    expect(snapshot.records.pod).toHaveLength(600);
    expect(outcome('pods')).toMatchObject({ status: 'ok', count: 600 });
    expect(outcome('pods').notes).toHaveLength(2);
  });
});
