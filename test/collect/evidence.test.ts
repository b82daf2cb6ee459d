import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { apiServerLease, pod, wholeCluster } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import { sendJson, sendStatus } from './support/server.ts';
import type { Override } from './support/server.ts';

const hash = (name: string) => `sha256:${createHash('sha256').update(name).digest('hex')}`;
const leases = ['a', 'b', 'c'].map((name, i) => apiServerLease(`apiserver-${name}`, `10.0.0.${i + 1}`));

/** A load balancer that forwards each request for the path to the next API server. */
function balancer(
  path: string,
  answers: readonly ((response: Parameters<Override>[1]) => boolean)[],
): Override {
  let turn = 0;
  return (request, response) =>
    request.path === path ? (answers[turn++ % answers.length]?.(response) ?? false) : false;
}

const flagzOf = (address: string) => (response: Parameters<Override>[1]) =>
  sendJson(response, 200, {
    kind: 'Flagz',
    flags: { 'advertise-address': address, 'audit-log-path': `/log/${address}` },
  });

const metricsOf = (start: number) => (response: Parameters<Override>[1]) => {
  response
    .writeHead(200)
    .end(
      `apiserver_audit_event_total 0\napiserver_storage_data_key_generation_failures_total 0\napiserver_request_total 5\nprocess_start_time_seconds ${start}\n`,
    );
  return true;
};

describe('several API servers behind a load balancer', () => {
  it('are queried until each has responded, and are distinguished by their leases', async () => {
    const addresses = ['10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.2'];
    const { snapshot, outcome, requests } = await collectFrom(
      wholeCluster({
        items: { '/apis/coordination.k8s.io/v1/leases': leases },
        override: balancer('/flagz', addresses.map(flagzOf)),
      }),
    );
    expect(
      snapshot.records.flagz.map(({ instanceHash, flags }) => [instanceHash, flags['audit-log-path']]),
    ).toEqual([
      [hash('apiserver-a'), '/log/10.0.0.1'],
      [hash('apiserver-b'), '/log/10.0.0.2'],
      [hash('apiserver-c'), '/log/10.0.0.3'],
    ]);
    expect(outcome('flagz')).toEqual({
      collector: 'flagz',
      status: 'ok',
      count: 3,
      notes: ['3 of 3 API servers observed'],
    });
    expect(requests.filter(({ path }) => path === '/flagz')).toHaveLength(4);
  });

  it('with missing responses make it partial, after a limited number of tries', async () => {
    const { snapshot, outcome, requests } = await collectFrom(
      wholeCluster({
        items: { '/apis/coordination.k8s.io/v1/leases': leases },
        override: balancer('/metrics', [metricsOf(1), metricsOf(2)]),
      }),
    );
    expect(snapshot.records.metrics.map(({ instanceHash }) => instanceHash)).toEqual([undefined, undefined]);
    expect(outcome('metrics')).toMatchObject({ status: 'partial', notes: ['2 of 3 API servers observed'] });
    // Two tries with a new server, then twice as many failed tries as there are servers.
    expect(requests.filter(({ path }) => path === '/metrics')).toHaveLength(8);
  });

  it('of which only one is reachable: its flags identify its metrics', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: { '/apis/coordination.k8s.io/v1/leases': leases },
        override: balancer('/flagz', [flagzOf('10.0.0.2')]),
      }),
    );
    expect(snapshot.records.metrics.map(({ instanceHash }) => instanceHash)).toEqual([hash('apiserver-b')]);
    expect(outcome('metrics').notes).toEqual(['1 of 3 API servers observed']);
  });

  it('of unknown number are queried three times', async () => {
    const { outcome, requests } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => path.endsWith('/leases') && sendStatus(response, 403, 'no'),
      }),
    );
    expect(outcome('flagz')).toMatchObject({
      status: 'ok',
      notes: ['1 API server observed; total number unknown'],
    });
    expect(requests.filter(({ path }) => path === '/flagz')).toHaveLength(3);
  });

  it('that no longer run are not waited for', async () => {
    const old = apiServerLease('apiserver-old', '10.0.0.9', '2026-11-23T23:30:00.000000Z');
    const restarted = apiServerLease('apiserver-a1', '10.0.0.1', '2026-11-23T23:59:50.000000Z');
    const { outcome, requests } = await collectFrom(
      wholeCluster({
        items: { '/apis/coordination.k8s.io/v1/leases': [old, restarted, leases[0] as object] },
      }),
    );
    expect(outcome('metrics')).toEqual({ collector: 'metrics', status: 'ok', count: 1 });
    expect(requests.filter(({ path }) => path === '/metrics')).toHaveLength(1);
  });
});

describe('/metrics and /flagz', () => {
  it('a truncated response is not complete', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => {
          if (path !== '/metrics') return false;
          response.writeHead(200, { 'content-length': '5000' });
          response.write('apiserver_request_total 5\nprocess_start_time_seconds 1\n', () =>
            response.destroy(),
          );
          return true;
        },
      }),
    );
    expect(snapshot.records.metrics.map(({ complete }) => complete)).toEqual([false]);
    expect(outcome('metrics')).toMatchObject({
      status: 'partial',
      reason: 'the response of /metrics is truncated',
    });
  });

  it('flags are requested in a format that the server supports', async () => {
    const { snapshot, requests } = await collectFrom(
      wholeCluster({
        override: ({ path, accept }, response) => {
          if (path !== '/flagz') return false;
          if (!accept.startsWith('text/plain')) return sendStatus(response, 406, 'only text');
          response
            .writeHead(200)
            .end('kube-apiserver flagz\nWarning: no parsing\n\nprofiling=false\netcd-servers=[https://a]\n');
          return true;
        },
      }),
    );
    expect(snapshot.records.flagz[0]?.flags).toEqual({ profiling: 'false', 'etcd-servers': '[https://a]' });
    expect(requests.filter(({ path }) => path === '/flagz').map(({ accept }) => accept)).toEqual([
      'application/json;v=v1beta1;g=config.k8s.io;as=Flagz',
      'application/json;v=v1alpha1;g=config.k8s.io;as=Flagz',
      'text/plain',
    ]);
  });
});

describe('health', () => {
  it('of an unhealthy server is evidence, not an error', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => {
          if (path !== '/readyz') return false;
          response.writeHead(500).end('[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n');
          return true;
        },
      }),
    );
    expect(outcome('health').status).toBe('ok');
    expect(snapshot.records.health[0]).toEqual({
      path: '/readyz?verbose',
      status: 500,
      checks: [
        { name: 'ping', ok: true },
        { name: 'etcd', ok: false },
      ],
    });
  });

  it('that was denied leaves no record', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => path === '/readyz' && sendStatus(response, 403, 'no'),
      }),
    );
    expect(snapshot.records.health.map(({ path }) => path)).toEqual(['/livez?verbose']);
    expect(outcome('health')).toMatchObject({
      status: 'partial',
      missing: [{ verb: 'get', path: '/readyz' }],
    });
  });
});

describe('anonymous requests', () => {
  it('record the response without credentials', async () => {
    const { snapshot } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) =>
          path === '/apis'
            ? sendStatus(response, 403, 'User "system:anonymous" cannot get path "/apis"')
            : false,
      }),
    );
    const apis = snapshot.records.probe.find(({ path }) => path === '/apis');
    expect(apis).toEqual({ path: '/apis', status: 403, namedAnonymous: true });
    expect(snapshot.records.probe.find(({ path }) => path === '/api/v1/namespaces')?.status).toBe(200);
  });

  it('are discarded when a proxy adds credentials', async () => {
    const { snapshot, outcome, requests } = await collectFrom(wholeCluster({ username: 'kubernetes-admin' }));
    expect(snapshot.records.probe).toEqual([]);
    expect(outcome('probe')).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('kubernetes-admin'),
    });
    expect(requests.filter(({ path }) => path === '/healthz')).toEqual([]);
  });
});

describe('with few permissions', () => {
  it('reads the own namespace and kube-system when the cluster is denied', async () => {
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: { '/api/v1/pods': [pod('web-1'), pod('apiserver', 'kube-system'), pod('hidden', 'team-b')] },
        override: ({ path }, response) =>
          path === '/api/v1/pods' || path === '/api/v1/namespaces' ? sendStatus(response, 403, 'no') : false,
      }),
    );
    expect(snapshot.records.pod.map(({ name }) => name).sort()).toEqual(['apiserver', 'web-1']);
    expect(outcome('pods')).toMatchObject({
      status: 'partial',
      reason: 'pods only of kube-system, team-a: listing all namespaces is refused',
      missing: [{ verb: 'list', resource: 'pods' }],
    });
    expect(snapshot.records.namespace.map(({ name }) => name)).toEqual(['kube-system', 'team-a']);
    expect(outcome('namespaces').status).toBe('partial');
  });

  it('never reports the listing of Secrets as a missing permission', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) => path.endsWith('/secrets') && sendStatus(response, 403, 'no'),
      }),
    );
    expect(outcome('secrets').status).toBe('permission-denied');
    expect(outcome('secrets').missing).toBeUndefined();
  });
});

describe('the connection and the user', () => {
  it('record the server address and the permissions', async () => {
    const { snapshot } = await collectFrom(
      wholeCluster({
        override: ({ method, body }, response) =>
          method === 'POST' &&
          body.includes('"resource":"nodes"') &&
          !body.includes('proxy') &&
          sendJson(response, 201, { status: { allowed: false } }),
      }),
    );
    expect(snapshot.records.endpoint).toEqual([
      {
        server: snapshot.header.server,
        host: '127.0.0.1',
        addresses: ['127.0.0.1'],
        viaProxy: false,
        insecureSkipTlsVerify: false,
      },
    ]);
    expect(snapshot.records.permission).toEqual(
      expect.arrayContaining([
        { verb: 'list', resource: 'pods', allowed: true },
        { verb: 'list', resource: 'nodes', allowed: false },
        { verb: 'get', path: '/metrics', allowed: true },
        {
          verb: 'list',
          group: 'coordination.k8s.io',
          resource: 'leases',
          namespace: 'kube-system',
          allowed: true,
        },
      ]),
    );
  });
});

describe('unexpected APIs', () => {
  it('takes kinds and versions of definitions from discovery', async () => {
    const { snapshot } = await collectFrom(wholeCluster());
    expect(snapshot.records.crd).toEqual([
      expect.objectContaining({
        name: 'peerauthentications.security.istio.io',
        group: 'security.istio.io',
        kind: 'PeerAuthentication',
        plural: 'peerauthentications',
        scope: 'Namespaced',
        versions: ['v1'],
      }),
    ]);
  });

  it('reads Calico policies once', async () => {
    const both = wholeCluster().resources?.concat([
      {
        group: 'projectcalico.org',
        version: 'v3',
        kind: 'NetworkPolicy',
        plural: 'networkpolicies',
        namespaced: true,
      },
    ]);
    const { requests } = await collectFrom(wholeCluster({ ...(both && { resources: both }) }));
    const requested = requests.map(({ path }) => path).filter((path) => path.includes('projectcalico'));
    expect(requested).toEqual(['/apis/projectcalico.org/v3/networkpolicies']);
  });

  it('does not report policies as complete when the server of their group does not respond', async () => {
    const unresponsive = wholeCluster().resources?.concat([
      {
        group: 'projectcalico.org',
        version: 'v3',
        kind: 'NetworkPolicy',
        plural: 'networkpolicies',
        namespaced: true,
        stale: true,
      },
    ]);
    const { outcome } = await collectFrom(wholeCluster({ ...(unresponsive && { resources: unresponsive }) }));
    expect(outcome('networkpolicies')).toMatchObject({
      status: 'partial',
      reason: 'what projectcalico.org serves is unknown, because discovery did not report it',
    });
  });

  it('does not report a kind as unavailable when /apis is denied and /api is not', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({ override: ({ path }, response) => path === '/apis' && sendStatus(response, 403, 'no') }),
    );
    expect(outcome('networkpolicies')).toMatchObject({ status: 'partial' });
    expect(outcome('istio')).toMatchObject({ status: 'permission-denied' });
  });

  it('does not request ConfigMaps in namespaces that do not exist', async () => {
    const { requests } = await collectFrom(wholeCluster());
    const namespaces = new Set(
      requests.flatMap(({ path }) => /\/namespaces\/([^/]+)\/configmaps\//.exec(path)?.[1] ?? []),
    );
    expect([...namespaces].sort()).toEqual(['kube-public', 'kube-system']);
  });

  it('requests ConfigMaps of served add-ons when namespaces cannot be listed', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) =>
          (path === '/api/v1/namespaces' || path.includes('/configmaps/')) && sendStatus(response, 403, 'no'),
      }),
    );
    const namespaces = (outcome('configmaps').missing ?? []).map(({ namespace }) => namespace);
    expect(namespaces).toEqual(expect.arrayContaining(['kube-system', 'istio-system']));
    expect(namespaces).not.toContain('argocd');
  });
});
