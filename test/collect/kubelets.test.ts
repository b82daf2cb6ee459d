import { describe, expect, it } from '@jest/globals';
import { wholeCluster } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import type { Override } from './support/server.ts';
import { sendJson, sendStatus } from './support/server.ts';

const PROXY = /^\/api\/v1\/nodes\/([^/]+)\/proxy\/(\w+)/;

/** Responses recorded from a real kubelet. */
const ANSWERS: Readonly<Record<string, string>> = {
  configz: JSON.stringify({
    kubeletconfig: {
      authentication: { anonymous: { enabled: false }, x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' } },
      authorization: { mode: 'Webhook' },
      staticPodURLHeader: { Authorization: ['Bearer token-of-the-url'] },
      tlsCipherSuites: ['A', 'B'],
    },
  }),
  flagz: 'kubelet flagz\nWarning: This endpoint is not meant to be machine parseable\n\nhostname-override=\n',
  metrics:
    'kubelet_http_requests_total{path="configz"} 2\nkubernetes_build_info{git_version="v1.37.2",major="1",minor="37"} 1\nkubelet_certificate_manager_client_ttl_seconds 3600\nvolume_manager_total_volumes 3\n',
  pods: JSON.stringify({
    kind: 'PodList',
    items: [
      {
        metadata: {
          name: 'miner-node-1',
          namespace: 'kube-system',
          annotations: { 'kubernetes.io/config.source': 'file' },
        },
      },
      {
        metadata: {
          name: 'web-1',
          namespace: 'team-a',
          annotations: { 'kubernetes.io/config.source': 'api' },
        },
      },
    ],
  }),
};

/** Kubelets behind the node proxy; `instead` replaces the response of one of them. */
function kubelets(instead: (node: string, path: string) => string | number | undefined = () => undefined) {
  const requested: string[] = [];
  const override: Override = ({ path }, response) => {
    const [, node = '', leaf = ''] = PROXY.exec(path) ?? [];
    if (!leaf) return false;
    requested.push(`${node}/${leaf}`);
    const answer = instead(node, leaf) ?? ANSWERS[leaf];
    if (typeof answer === 'number') return sendStatus(response, answer, `refused: ${path}`);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(answer);
    return true;
  };
  return { requested, override };
}

const nodes = (...names: string[]) => ({
  '/api/v1/nodes': names.map((name) => ({ metadata: { name, labels: { pool: 'a' } } })),
});

describe('kubelets through the node proxy', () => {
  it('are not requested without --kubelet, nor is the permission', async () => {
    const { requested, override } = kubelets();
    const { outcome, requests } = await collectFrom(wholeCluster({ override }));
    expect(outcome('kubelets')).toMatchObject({
      status: 'unavailable',
      reason: 'not requested; use --kubelet',
    });
    expect(requested).toEqual([]);
    expect(requests.filter(({ body }) => body.includes('nodes/proxy') || body.includes('"proxy"'))).toEqual(
      [],
    );
  });

  it('return their configuration, metrics and static pods, and no credential', async () => {
    const { override } = kubelets();
    const { snapshot, outcome } = await collectFrom(wholeCluster({ override }), { kubelets: 10 });
    expect(outcome('kubelets')).toMatchObject({ status: 'ok', count: 1 });
    expect(snapshot.records.kubelet).toMatchObject([
      {
        name: 'node-1',
        state: 'ok',
        problems: [],
        config: {
          'authentication.anonymous.enabled': 'false',
          'authorization.mode': 'Webhook',
          tlsCipherSuites: 'A,B',
        },
        flags: { 'hostname-override': '' },
        metrics: { version: 'v1.37.2', clientTtlSeconds: 3600 },
        staticPods: [{ name: 'miner-node-1', namespace: 'kube-system', source: 'file' }],
      },
    ]);
    expect(JSON.stringify(snapshot.records)).not.toContain('token-of-the-url');
  });

  it('are reported as permission denied by the API server, after few tries', async () => {
    const { requested, override } = kubelets(() => 403);
    const names = Array.from({ length: 40 }, (_, index) => `n-${index}`);
    const { outcome } = await collectFrom(wholeCluster({ override, items: nodes(...names) }), {
      kubelets: 100,
    });
    expect(outcome('kubelets')).toMatchObject({
      status: 'permission-denied',
      missing: [{ verb: 'get', resource: 'nodes/proxy' }],
    });
    expect(requested.length).toBeLessThan(20);
  });

  it('that deny the API server are no missing permission of the user', async () => {
    // A kubelet responds in plain text, the API server with a Status.
    const override: Override = ({ path }, response) => {
      if (!PROXY.test(path)) return false;
      response.writeHead(403, { 'content-type': 'text/plain' });
      response.end('Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes)');
      return true;
    };
    const { snapshot, outcome } = await collectFrom(wholeCluster({ override }), { kubelets: 10 });
    expect(outcome('kubelets').reason).toContain('1 permission denied (node-1)');
    expect(snapshot.records.kubelet).toMatchObject([{ state: 'permission-denied' }]);
    expect(snapshot.records.kubelet[0]?.problems[0]).toContain('the kubelet refuses the API server');
  });

  it('that are down, unresponsive or return invalid data do not affect others', async () => {
    const { override } = kubelets((node, path) =>
      node === 'down'
        ? 503
        : node === 'gone'
          ? 404
          : node === 'odd' && path === 'configz'
            ? '<html>'
            : node === 'half' && path === 'metrics'
              ? 500
              : undefined,
    );
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({ override, items: nodes('down', 'fine', 'gone', 'half', 'odd') }),
      { kubelets: 10 },
    );
    const states = Object.fromEntries(snapshot.records.kubelet.map(({ name, state }) => [name, state]));
    expect(states).toEqual({
      down: 'refused',
      fine: 'ok',
      gone: 'unavailable',
      half: 'partial',
      odd: 'partial',
    });
    expect(outcome('kubelets')).toMatchObject({ status: 'partial', count: 5 });
    expect(outcome('kubelets').missing).toBeUndefined();
    expect(snapshot.records.kubelet.find(({ name }) => name === 'odd')).not.toHaveProperty('config');
  });

  it('are sampled from every kind of node, and reported as a sample', async () => {
    const { requested, override } = kubelets();
    const items = {
      '/api/v1/nodes': [
        ...Array.from({ length: 6 }, (_, index) => ({ metadata: { name: `a-${index}` } })),
        { metadata: { name: 'cp-1', labels: { 'node-role.kubernetes.io/control-plane': '' } } },
        { metadata: { name: 'fake-1', annotations: { 'kwok.x-k8s.io/node': 'fake' } } },
      ],
    };
    const { outcome, snapshot } = await collectFrom(wholeCluster({ override, items }), { kubelets: 3 });
    expect(snapshot.records.kubelet.map(({ name }) => name)).toContain('cp-1');
    expect(new Set(requested.map((path) => path.split('/')[0])).size).toBe(3);
    expect(outcome('kubelets')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('sample of 3 of 7 kubelets'),
    });
  });

  it('are unknown where nodes cannot be listed', async () => {
    const { requested, override } = kubelets();
    const { outcome } = await collectFrom(
      wholeCluster({
        override: (request, response) =>
          request.path.startsWith('/api/v1/nodes?') || request.path === '/api/v1/nodes'
            ? sendStatus(response, 403, 'no')
            : override(request, response),
      }),
      { kubelets: 10 },
    );
    expect(outcome('kubelets')).toMatchObject({ status: 'permission-denied' });
    expect(outcome('kubelets').reason).toContain('nodes are unknown');
    expect(requested).toEqual([]);
  });

  it('may only be requested with --kubelet', async () => {
    const { override } = kubelets();
    const { requests } = await collectFrom(
      wholeCluster({
        override: (request, response) =>
          request.method === 'POST' && request.body.includes('"subresource":"proxy"')
            ? sendJson(response, 201, { status: { allowed: true } })
            : override(request, response),
      }),
      { kubelets: 10 },
    );
    expect(requests.some(({ body }) => body.includes('"proxy"'))).toBe(true);
  });
});
