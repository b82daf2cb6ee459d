import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FilterAnswer, MeshOracle, MeshQuestion, ProxyAnswer } from './oracle.ts';
import { startMeshOracle } from './oracle.ts';

/** A Service with an HTTP, a TCP and a sniffed port in front of one pod, and a client beside it. */
const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  clusterIP: 10.0.0.5
  selector: { app: web }
  ports:
    - { name: http, port: 80, targetPort: 8080 }
    - { name: tcp-db, port: 5432 }
    - { name: any, port: 9999 }
---
apiVersion: v1
kind: Pod
metadata:
  { name: web-1, namespace: shop, labels: { app: web, security.istio.io/tlsMode: istio } }
spec: { serviceAccountName: web, containers: [{ name: web, image: web }] }
status: { phase: Running, podIP: 10.1.1.1, conditions: [{ type: Ready, status: 'True' }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints:
  - { addresses: [10.1.1.1], conditions: { ready: true }, targetRef: { kind: Pod, name: web-1, namespace: shop } }
ports:
  - { name: http, port: 8080, protocol: TCP }
  - { name: tcp-db, port: 5432, protocol: TCP }
  - { name: any, port: 9999, protocol: TCP }
`;

const WEB = { id: 'web-1', namespace: 'shop', ip: '10.1.1.1', labels: { app: 'web' }, serviceAccount: 'web' };
const CLIENT = { id: 'client', namespace: 'shop', ip: '10.1.1.9', labels: { app: 'client' }, outbound: true };

function object(kind: string, namespace: string, name: string, spec: object, annotations = {}): string {
  const group = ['DestinationRule', 'Gateway', 'VirtualService'].includes(kind) ? 'networking' : 'security';
  const metadata = { name, namespace, annotations };
  return `---\n${JSON.stringify({ apiVersion: `${group}.istio.io/v1`, kind, metadata, spec })}\n`;
}

const peers = (namespace: string, spec: object) => object('PeerAuthentication', namespace, 'default', spec);
const authorize = (name: string, spec: object, annotations = {}) =>
  object('AuthorizationPolicy', 'shop', name, spec, annotations);

/** What the tests expect of istiod is Istio's documented behavior: these are tests of the way in which it is asked. */
describe('the oracle of generated meshes', () => {
  let oracle: MeshOracle;

  beforeAll(async () => {
    oracle = await startMeshOracle();
  }, 3_600_000);

  afterAll(() => oracle.close());

  const judge = async (objects: string, rest: Partial<MeshQuestion> = {}): Promise<ProxyAnswer> => {
    const answer = await oracle.judge({ id: 'x', objects: SHOP + objects, proxies: [WEB], ...rest });
    expect(answer.error).toBeUndefined();
    const [proxy] = answer.proxies;
    if (!proxy) throw new Error('one proxy was asked about');
    return proxy;
  };

  const modes = async (objects: string, meshConfig = '') =>
    Object.fromEntries(
      ((await judge(objects, { meshConfig })).inbound ?? []).map(({ port, mode }) => [port, mode] as const),
    );

  it.each([
    ['nothing', '', { 0: 'PERMISSIVE', 5432: 'PERMISSIVE', 8080: 'PERMISSIVE', 9999: 'PERMISSIVE' }],
    [
      'STRICT in the root namespace',
      peers('istio-system', { mtls: { mode: 'STRICT' } }),
      { 0: 'STRICT', 5432: 'STRICT', 8080: 'STRICT', 9999: 'STRICT' },
    ],
    [
      'STRICT in another namespace',
      peers('other', { mtls: { mode: 'STRICT' } }),
      { 0: 'PERMISSIVE', 5432: 'PERMISSIVE', 8080: 'PERMISSIVE', 9999: 'PERMISSIVE' },
    ],
    [
      'one port open',
      peers('istio-system', { mtls: { mode: 'STRICT' } }) +
        peers('shop', {
          selector: { matchLabels: { app: 'web' } },
          portLevelMtls: { 8080: { mode: 'DISABLE' } },
        }),
      { 0: 'STRICT', 5432: 'STRICT', 8080: 'DISABLE', 9999: 'STRICT' },
    ],
  ])('says which ports demand mutual TLS: %s', async (_, objects, expected) => {
    expect(await modes(objects)).toEqual(expected);
  });

  it('takes the root namespace from the mesh config', async () => {
    const strict = peers('elsewhere', { mtls: { mode: 'STRICT' } });
    expect((await modes(strict))[8080]).toBe('PERMISSIVE');
    expect((await modes(strict, 'rootNamespace: elsewhere'))[8080]).toBe('STRICT');
  });

  const filters = async (objects: string, meshConfig = ''): Promise<Record<string, FilterAnswer[]>> => {
    const { inbound = [] } = await judge(objects, { meshConfig });
    expect(inbound.map(({ uneven }) => uneven)).toEqual(inbound.map(() => undefined));
    const http = inbound.find(({ port }) => port === 8080)?.http ?? [];
    const tcp = inbound.find(({ port }) => port === 5432)?.tcp ?? [];
    return { http, tcp };
  };

  const rule = (name: string, matches: 'all' | 'some' | 'nothing') => ({
    namespace: 'shop',
    name,
    rule: 0,
    matches,
  });

  it('names the rules that authorize a port, in the order of their actions', async () => {
    const found = await filters(
      authorize('open', { rules: [{}] }) +
        authorize('gets', { action: 'DENY', rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }) +
        authorize('watch', { action: 'AUDIT', rules: [{}] }),
    );
    expect(found['http']).toEqual([
      { kind: 'rbac', action: 'LOG', policies: [rule('watch', 'all')] },
      { kind: 'rbac', action: 'DENY', policies: [rule('gets', 'some')] },
      { kind: 'rbac', action: 'ALLOW', policies: [rule('open', 'all')] },
    ]);
    // A DENY rule with only HTTP fields denies everything on a TCP port.
    expect(found['tcp']?.[1]).toEqual({ kind: 'rbac', action: 'DENY', policies: [rule('gets', 'all')] });
  });

  it('tells an empty policy, a dry run and nothing apart', async () => {
    expect((await filters(''))['http']).toEqual([]);
    expect((await filters(authorize('none', {})))['http']).toEqual([
      { kind: 'rbac', action: 'ALLOW', policies: [rule('none', 'nothing')] },
    ]);
    const dry = await filters(authorize('try', { rules: [] }, { 'istio.io/dry-run': 'true' }));
    expect(dry['http']).toEqual([
      { kind: 'rbac', action: 'ALLOW', policies: [rule('try', 'nothing')], dryRun: true },
    ]);
  });

  it('shows an external authorizer', async () => {
    const found = await filters(
      authorize('ask', { action: 'CUSTOM', provider: { name: 'outside' }, rules: [{}] }),
      'extensionProviders: [{ name: outside, envoyExtAuthzGrpc: { service: web.shop.svc.cluster.local, port: 80, failOpen: true } }]',
    );
    expect(found['http']?.map(({ kind, action, failOpen }) => ({ kind, action, failOpen }))).toEqual([
      { kind: 'rbac', action: 'CUSTOM', failOpen: undefined },
      { kind: 'ext_authz', action: 'CUSTOM', failOpen: true },
    ]);
  });

  it('shows how a client connects', async () => {
    const tls = async (trafficPolicy: object) => {
      const objects = object('DestinationRule', 'shop', 'web', {
        host: 'web.shop.svc.cluster.local',
        trafficPolicy,
      });
      const { outbound = [] } = await judge(objects, { proxies: [CLIENT] });
      return outbound.find(({ host, port }) => host === 'web.shop.svc.cluster.local' && port === 80);
    };
    expect(await tls({})).toMatchObject({
      tls: 'AUTO',
      endpoints: [{ address: '10.1.1.1', port: 8080, mtls: true }],
    });
    expect(await tls({ tls: { mode: 'DISABLE' } })).toMatchObject({ tls: 'DISABLE', verified: false });
    expect(await tls({ tls: { mode: 'ISTIO_MUTUAL' } })).toMatchObject({
      tls: 'ISTIO_MUTUAL',
      verified: true,
    });
    expect(await tls({ tls: { mode: 'SIMPLE', insecureSkipVerify: true } })).toMatchObject({
      tls: 'SIMPLE',
      verified: false,
    });
    expect(await tls({ tls: { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' } })).toMatchObject({
      tls: 'SIMPLE',
      verified: true,
      ca: 'file-root:/etc/ca.pem',
    });
  });

  it('shows what TLS a gateway ends, and its hosts', async () => {
    const gateway = object('Gateway', 'shop', 'edge', {
      selector: { app: 'web' },
      servers: [
        { port: { number: 8080, name: 'http', protocol: 'HTTP' }, hosts: ['*'] },
        {
          port: { number: 8443, name: 'https', protocol: 'HTTPS' },
          hosts: ['shop.example'],
          tls: { mode: 'SIMPLE', credentialName: 'shop-cert', minProtocolVersion: 'TLSV1_3' },
        },
      ],
    });
    const routes = object('VirtualService', 'shop', 'web', {
      hosts: ['shop.example'],
      gateways: ['edge'],
      http: [{ route: [{ destination: { host: 'web', port: { number: 80 } } }] }],
    });
    const answer = await judge(gateway + routes, { proxies: [{ ...WEB, type: 'router' }] });
    // istiod sends listeners in no order.
    const listeners = new Map(answer.listeners?.map(({ port, chains }) => [port, chains]));
    expect(new Set(listeners.keys())).toEqual(new Set([8080, 8443]));
    expect(listeners.get(8080)?.map(({ tls }) => tls)).toEqual(['NONE']);
    expect(listeners.get(8443)?.map(({ tls }) => tls)).toEqual(['SIMPLE']);
    expect(listeners.get(8443)?.[0]).toMatchObject({
      serverNames: ['shop.example'],
      minVersion: 'TLSv1_3',
      secrets: ['kubernetes://shop-cert'],
    });
    expect(answer.routes?.[0]?.hosts[0]).toMatchObject({
      domains: ['shop.example'],
      clusters: ['outbound|80||web.shop.svc.cluster.local'],
    });
  });

  it("shows what ztunnels are told, and leaves out what Istio's validation refuses", async () => {
    const objects =
      SHOP.replace('{ name: shop }', '{ name: shop, labels: { istio.io/dataplane-mode: ambient } }') +
      peers('istio-system', { mtls: { mode: 'STRICT' } }) +
      authorize('open', { rules: [{}] }) +
      authorize('wrong', { action: 'CUSTOM', rules: [{}] });
    const answer = await oracle.judge({ id: 'ambient', objects, ambient: true, proxies: [] });
    expect(answer.error).toBeUndefined();
    expect(answer.refused?.map(({ name }) => name)).toEqual(['wrong']);
    expect(answer.ambient?.workloads.map((one) => one['name'])).toEqual(['web-1']);
    expect(answer.ambient?.authorizations.map((one) => one['name'])).toContain('open');
  });
});
