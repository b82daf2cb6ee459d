import { describe, expect, it } from '@jest/globals';
import { allCollectors, minimalClusterRole } from '../../src/collect/index.ts';
import type { ReadRule } from '../../src/snapshot/types.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { wholeCluster } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import type { SeenRequest } from './support/server.ts';
import { sendStatus } from './support/server.ts';

/** A request as RBAC attributes. */
interface Access {
  verb: string;
  group: string;
  resource?: string;
  name?: string;
  namespace?: string;
  path?: string;
}

/** Derives the attributes of a request from its path, like the API server. */
function accessOf({ method, path }: SeenRequest): Access {
  const match = /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(
    path,
  );
  const single = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(path);
  if (single?.[1]) return { verb: 'get', group: '', resource: 'namespaces', name: single[1] };
  if (!match) return { verb: 'get', group: '', path };
  const [, group = '', namespace, resource, name] = match;
  return {
    verb: method === 'POST' ? 'create' : name === undefined ? 'list' : 'get',
    group,
    ...(resource !== undefined && { resource }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  };
}

function covers(rule: ReadRule, access: Access): boolean {
  if (rule.verb !== access.verb) return false;
  if (access.path !== undefined)
    return (
      rule.path === access.path ||
      (rule.path?.endsWith('*') === true && access.path.startsWith(rule.path.slice(0, -1)))
    );
  return (
    rule.path === undefined &&
    (rule.group ?? '') === access.group &&
    (rule.resource === '*' || rule.resource === access.resource) &&
    (rule.namespace === undefined || rule.namespace === access.namespace) &&
    (rule.resourceNames === undefined || rule.resourceNames.includes(access.name ?? ''))
  );
}

const declared = allCollectors.flatMap(({ reads }) => reads);
const anonymous = new Set(allCollectors.flatMap((collector) => collector.anonymous));
const sent = ({ path, query }: SeenRequest) => (query.size > 0 ? `${path}?${query.toString()}` : path);

describe('requests', () => {
  it.each([
    ['the whole cluster', {}, {}],
    ['one namespace', {}, { namespace: 'team-a' }],
    ['an old server', { discovery: 'legacy' as const }, {}],
    [
      'every cluster-wide list denied',
      {
        override: ({ path }: SeenRequest, response: Parameters<typeof sendStatus>[0]) =>
          !path.includes('/namespaces/') && accessOf({ path, method: 'GET' } as SeenRequest).verb === 'list'
            ? sendStatus(response, 403, 'no')
            : false,
      },
      {},
    ],
  ])('are all declared: %s', async (_what, server, options) => {
    const { requests } = await collectFrom(wholeCluster(server), options);
    expect(requests.length).toBeGreaterThan(60);
    const undeclared = requests
      .filter((request) => !declared.some((rule) => covers(rule, accessOf(request))))
      // These are sent without credentials and use no permission.
      .filter((request) => !anonymous.has(decodeURIComponent(sent(request)).replace('verbose=', 'verbose')))
      .map(sent);
    expect(undeclared).toEqual([]);
  });

  it('change nothing: GET, and POST of self-reviews', async () => {
    const { requests } = await collectFrom(wholeCluster());
    const kinds = new Set(
      requests.map(({ method, path }) =>
        method === 'POST' ? `POST ${path.split('/').at(-1) ?? ''}` : method,
      ),
    );
    expect([...kinds].sort()).toEqual(['GET', 'POST selfsubjectaccessreviews', 'POST selfsubjectreviews']);
    expect(requests.filter(({ query }) => query.has('watch'))).toEqual([]);
  });

  it('never read the values of Secrets or lists of ConfigMaps', async () => {
    const { requests, snapshot } = await collectFrom(wholeCluster());
    const secrets = requests.filter(({ method, path }) => method === 'GET' && path.includes('/secrets'));
    expect(secrets.map(({ path }) => path)).toEqual(['/api/v1/secrets']);
    expect(
      secrets.every(
        ({ accept }) => accept === 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      ),
    ).toBe(true);
    expect(requests.filter(({ path }) => path.endsWith('/configmaps'))).toEqual([]);
    const text = JSON.stringify(snapshot.records);
    expect(text).toContain('kubeadm-config');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('aHVudGVyMg');
  });

  it('of lists have a limit', async () => {
    const { requests } = await collectFrom(wholeCluster());
    const lists = requests.filter((request) => accessOf(request).verb === 'list');
    expect(lists.length).toBeGreaterThan(60);
    expect(lists.filter(({ query }) => !query.has('limit'))).toEqual([]);
  });

  it('in one namespace stay there', async () => {
    const { requests, outcome, snapshot } = await collectFrom(wholeCluster(), { namespace: 'team-a' });
    const foreign = requests
      .filter((request) => !anonymous.has(sent(request)))
      .map(accessOf)
      .filter(({ namespace }) => namespace !== undefined && namespace !== 'team-a');
    // The number of API servers is read from fixed objects; without it no verdict on the API server is possible.
    expect(foreign.map(({ namespace, resource }) => `${namespace}/${resource}`).sort()).toEqual([
      'default/endpointslices',
      'kube-node-lease/leases',
      'kube-system/leases',
    ]);
    expect(snapshot.records.pod.map(({ name }) => name)).toEqual(['web-1']);
    expect(snapshot.records.namespace.map(({ name }) => name)).toEqual(['team-a']);
    expect(outcome('pods')).toMatchObject({
      status: 'partial',
      count: 1,
      reason: 'limited to namespace team-a (-n)',
      namespace: 'team-a',
    });
    expect(outcome('nodes').status).toBe('ok');
    expect(outcome('leases').status).toBe('ok');
  });

  it('report a namespace that does not exist', async () => {
    const { outcome } = await collectFrom(wholeCluster(), { namespace: 'team-z' });
    expect(outcome('namespaces')).toMatchObject({
      status: 'unavailable',
      reason: 'namespace team-z not found',
      namespace: 'team-z',
    });
  });
});

describe('the minimal ClusterRole', () => {
  interface Rule {
    apiGroups?: string[];
    resources?: string[];
    resourceNames?: string[];
    nonResourceURLs?: string[];
    verbs: string[];
  }
  const rulesOf = (role: object) => (role as { rules: Rule[] }).rules;
  const rules = rulesOf(minimalClusterRole(COLLECTOR_IDS));

  const grants = (
    { apiGroups, resources, resourceNames, nonResourceURLs, verbs }: Rule,
    access: Access,
  ): boolean =>
    verbs.includes(access.verb) &&
    (access.path !== undefined
      ? (nonResourceURLs ?? []).some((url) => covers({ verb: 'get', path: url }, access))
      : (apiGroups ?? []).includes(access.group) &&
        (resources ?? []).some((resource) => resource === '*' || resource === access.resource) &&
        (resourceNames === undefined || resourceNames.includes(access.name ?? '')));

  it('allows every request except those for Secrets and for public resources', async () => {
    const { requests } = await collectFrom(wholeCluster());
    const refused = requests
      .filter((request) => !rules.some((rule) => grants(rule, accessOf(request))))
      .filter((request) => !anonymous.has(sent(request)))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(refused)].sort()).toEqual([
      'GET /api/v1/secrets',
      'POST /apis/authentication.k8s.io/v1/selfsubjectreviews',
      'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    ]);
  });

  it('grants nothing that no collector declares', () => {
    const extra = rules.flatMap(({ apiGroups = [], resources = [], resourceNames, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          verbs.filter(
            (verb) =>
              !declared.some(
                (rule) =>
                  rule.verb === verb &&
                  (rule.group ?? '') === group &&
                  rule.resource === resource &&
                  (resourceNames !== undefined) === (rule.resourceNames !== undefined),
              ),
          ),
        ),
      ),
    );
    expect(extra).toEqual([]);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
    expect(
      rules.some(({ resources = [] }) => resources.includes('secrets') || resources.includes('nodes/proxy')),
    ).toBe(false);
  });

  it('is as small as the selection', () => {
    expect(rulesOf(minimalClusterRole(['nodes', 'metrics', 'secrets']))).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ]);
  });
});
