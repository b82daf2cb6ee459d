import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import type { MeshOracle, ProxyAnswer, ProxyQuestion } from '../istio/oracle.ts';
import { askIstiod, startMeshOracle } from '../istio/oracle.ts';
import { readOnlyViolations, eventsSince, markAudit } from './lib/audit.ts';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import type { IstioForm } from './lib/istio.ts';
import { ISTIO_NAMESPACE, analyze, firstHost, istiodAddress } from './lib/istio.ts';
import { inHost } from './lib/hosts.ts';
import { getItems } from './lib/kubectl.ts';
import { HERE, SUITE } from './lib/paths.ts';
import type { run } from './lib/process.ts';
import { until } from './lib/process.ts';
import { archmap, check, verdictsByCheck } from './lib/program.ts';
import type { User, UserName } from './lib/users.ts';
import { makeUsers } from './lib/users.ts';
import { MISTAKES, POLICIES } from './mesh/policies.ts';

const MINUTES = 60_000;

interface Pod {
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: { serviceAccountName?: string; initContainers?: { name: string }[] };
  status: { podIP?: string };
}

/** Kinds that the istiod of the tests' own process gets from the cluster. */
const READ_BY_ISTIOD = [
  'namespaces',
  'services',
  'pods',
  'endpointslices',
  'peerauthentications.security.istio.io',
  'authorizationpolicies.security.istio.io',
  'destinationrules.networking.istio.io',
];

/** A cluster with Istio, and the workloads in a namespace with the label that enrolls it. */
async function start(form: IstioForm, label: string): Promise<Cluster> {
  const cluster = await up({ name: SUITE, istio: form });
  await cluster.kubectl(['create', 'namespace', 'shop']);
  await cluster.kubectl(['label', 'namespace', 'shop', label]);
  await cluster.kubectl(['apply', '-f', join(HERE, 'mesh/objects.yaml')]);
  return cluster;
}

function running(cluster: Cluster, namespace: string, count: number): Promise<Pod[]> {
  return until(
    `the pods of ${namespace} run`,
    async () => {
      const pods = await getItems<Pod>(cluster.kubectl, 'pods', '--namespace', namespace);
      const ready = pods.filter(({ status }) => status.podIP);
      return ready.length >= count ? ready : undefined;
    },
    { timeoutMs: 60_000 },
  );
}

const injected = ({ spec }: Pod) => spec.initContainers?.map(({ name }) => name) ?? [];

describe('a mesh with sidecars', () => {
  let cluster: Cluster;
  let users: Record<UserName, User>;
  let oracle: MeshOracle;
  let pods: Pod[];

  beforeAll(async () => {
    cluster = await start('sidecar', 'istio-injection=enabled');
    users = await makeUsers(cluster);
    oracle = await startMeshOracle();
    pods = await running(cluster, 'shop', 2);
  }, 60 * MINUTES);

  afterAll(async () => {
    await oracle.close();
    await down(SUITE);
  }, MINUTES);

  const apply = async (objects: readonly object[]) => {
    const kinds = READ_BY_ISTIOD.filter((kind) => kind.includes('.istio.io')).join(',');
    await cluster.kubectl(['delete', kinds, '--all', '--all-namespaces']);
    const list = { apiVersion: 'v1', kind: 'List', items: objects };
    if (objects.length > 0) await cluster.kubectl(['apply', '-f', '-'], { input: JSON.stringify(list) });
  };

  const proxies = (): ProxyQuestion[] =>
    pods.map(({ metadata, spec, status }) => ({
      id: metadata.name,
      namespace: metadata.namespace,
      ip: status.podIP ?? '',
      labels: metadata.labels,
      serviceAccount: spec.serviceAccountName ?? 'default',
      ports: [5432, 7777, 8080, 9999],
      outbound: true,
    }));

  it('injects the pods of the labelled namespace only', async () => {
    expect(pods.map(injected)).toEqual(pods.map(() => ['istio-init', 'istio-proxy']));
    expect((await running(cluster, 'plain', 1)).map(injected)).toEqual([[]]);
  });

  it.each(Object.keys(POLICIES))(
    'tells proxies the same as the istiod of generated meshes: %s',
    async (name) => {
      await apply(POLICIES[name] ?? []);
      const expected = sorted(await asked(cluster, oracle, proxies()));
      const address = await istiodAddress(cluster);
      let told: ProxyAnswer[] = [];
      // A change reaches istiod some time after the API server has it.
      await until(
        `istiod has the policies "${name}"`,
        async () => {
          told = sorted(await askIstiod(address, proxies(), inside(cluster)));
          return JSON.stringify(told) === JSON.stringify(expected) ? true : undefined;
        },
        { timeoutMs: 10_000, everyMs: 300 },
      ).catch(() => undefined);
      expect(told).toEqual(expected);
    },
    2 * MINUTES,
  );

  it('is recognized, as administrator, with `view` and with nothing', async () => {
    await apply(POLICIES['strict everywhere'] ?? []);
    const istio = async (name: UserName) => {
      const { stdout } = await archmap(users[name].kubeconfig, ['get', 'addons', '-o', 'json']);
      const { items: addons } = JSON.parse(stdout) as {
        items: { id: string; version?: string; form?: string }[];
      };
      return addons.find(({ id }) => id === 'istio');
    };
    const facts = { version: '1.31.0', namespaces: [ISTIO_NAMESPACE], form: 'sidecar, revision default' };
    expect(await istio('admin')).toMatchObject(facts);
    expect(await istio('reader')).toMatchObject(facts);
    // `view` shows the pods of istiod.
    expect(await istio('viewer')).toMatchObject({ version: '1.31.0', namespaces: [ISTIO_NAMESPACE] });
    // Anyone may ask which API groups there are.
    const seen = await istio('nobody');
    expect([seen?.version, seen?.form]).toEqual([undefined, 'CRDs only']);
  });

  it.each([
    ['strict everywhere', { admin: 'pass', reader: 'pass', viewer: 'unknown', nobody: 'unknown' }],
    ['nothing', { admin: 'fail', reader: 'fail', viewer: 'unknown', nobody: 'unknown' }],
    ['off in one namespace', { admin: 'fail', reader: 'fail' }],
  ] as const)(
    'gets a verdict about mutual TLS from each user: %s',
    async (name, expected) => {
      await apply(POLICIES[name] ?? []);
      const mark = await markAudit(cluster);
      const found: Record<string, unknown> = {};
      // The API server counts its objects once a minute. Until then its count contradicts a list that became empty, which is unknown.
      await until(
        `the verdicts with "${name}"`,
        async () => {
          for (const user of Object.keys(expected) as UserName[])
            found[user] = verdictsByCheck(await check(users[user].kubeconfig))['istio/mtls-permissive'];
          return JSON.stringify(found) === JSON.stringify(expected) ? true : undefined;
        },
        { timeoutMs: 150_000, everyMs: 3000 },
      ).catch(() => undefined);
      expect(found).toEqual(expected);
      const identities = Object.keys(expected).map((user) => users[user as UserName].identity);
      expect(readOnlyViolations(await eventsSince(cluster, mark, identities), false)).toEqual([]);
    },
    5 * MINUTES,
  );

  it("shows what Istio's own analyzer says", async () => {
    await apply(POLICIES['nothing'] ?? []);
    await cluster.kubectl(['apply', '-f', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: MISTAKES }),
    });
    const messages = await analyze(cluster);
    expect(messages.map(({ code, origin }) => `${code} ${origin}`)).toEqual(
      expect.arrayContaining([
        'IST0101 VirtualService shop/lost',
        'IST0102 Namespace default',
        'IST0102 Namespace plain',
      ]),
    );
    expect(messages.filter(({ origin }) => origin === 'Namespace shop')).toEqual([]);
  });
});

describe('an ambient mesh', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await start('ambient', 'istio.io/dataplane-mode=ambient');
  }, 60 * MINUTES);

  afterAll(async () => {
    await down(SUITE);
  }, MINUTES);

  it('tells ztunnels which policies hold for a workload', async () => {
    const pods = await running(cluster, 'shop', 2);
    const list = { apiVersion: 'v1', kind: 'List', items: POLICIES['strict everywhere'] };
    await cluster.kubectl(['apply', '-f', '-'], { input: JSON.stringify(list) });
    const question: ProxyQuestion = {
      id: 'ztunnel',
      namespace: ISTIO_NAMESPACE,
      ip: '10.244.200.200',
      labels: {},
      type: 'ztunnel',
    };
    const address = await istiodAddress(cluster);
    const names = pods.map(({ metadata }) => metadata.name);
    const policies = await until(
      'istiod has the policy',
      async () => {
        const [answer] = await askIstiod(address, [question], inside(cluster));
        const workloads = answer?.ambient?.workloads.filter(({ name }) => names.includes(String(name))) ?? [];
        const found = workloads.map((one) => one['authorizationPolicies']);
        return found.length === names.length && found.every(Boolean) ? found : undefined;
      },
      { timeoutMs: 20_000 },
    );
    expect(policies).toEqual(names.map(() => [`${ISTIO_NAMESPACE}/istio_converted_static_strict`]));
  });

  it('is recognized', async () => {
    const { stdout } = await archmap(cluster.kubeconfig, ['get', 'addons', '-o', 'json']);
    const { items: addons } = JSON.parse(stdout) as { items: { id: string }[] };
    expect(addons.find(({ id }) => id === 'istio')).toMatchObject({
      version: '1.31.0',
      form: expect.stringContaining('ambient'),
    });
  });
});

/** Runs a program on the first host, where istiod's address is. */
function inside(cluster: Cluster): typeof run {
  return (program, args, options) => inHost(firstHost(cluster), [program, ...args], options);
}

/** What the istiod inside the tests' own process says about the cluster's objects. */
async function asked(
  { kubectl }: Cluster,
  oracle: MeshOracle,
  proxies: readonly ProxyQuestion[],
): Promise<ProxyAnswer[]> {
  const lists = await Promise.all(
    READ_BY_ISTIOD.map((kind) => getItems<object>(kubectl, kind, '--all-namespaces')),
  );
  const config = await kubectl([
    'get',
    'configmap',
    'istio',
    '--namespace',
    ISTIO_NAMESPACE,
    '--output',
    'yaml',
  ]);
  const { data } = load(config.stdout) as { data: { mesh: string } };
  const answer = await oracle.judge({
    id: 'cluster',
    objects: lists
      .flat()
      .map((object) => JSON.stringify(object))
      .join('\n---\n'),
    meshConfig: data.mesh,
    proxies,
  });
  expect(answer.error).toBeUndefined();
  expect(answer.refused ?? []).toEqual([]);
  return answer.proxies;
}

/** The order of clusters and endpoints depends on the times at which istiod learned of them. */
function sorted(answers: readonly ProxyAnswer[]): ProxyAnswer[] {
  const by = <T>(list: readonly T[] = [], key: (one: T) => string): T[] =>
    [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return answers.map((answer) => ({
    ...answer,
    outbound: by(
      answer.outbound?.map((one) => ({
        ...one,
        endpoints: by(one.endpoints, ({ address, port }) => `${address} ${port}`),
      })),
      ({ host, port, subset = '' }) => `${host} ${port} ${subset}`,
    ),
  }));
}
