import { describe, expect, it } from '@jest/globals';
import type { MtlsState } from '../../src/result/types.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { object } from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import {
  captured,
  detailOf,
  injected,
  istiod,
  meshConfig,
  namespace,
  outside,
  peer,
  policy,
  resultOf,
} from '../support/meshes.ts';

const shop = namespace('shop', { 'istio-injection': 'enabled' });
const [control, webhook] = istiod;
const filter = (place: string) =>
  object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'patch', {
    metadata: { namespace: place },
    spec: { configPatches: [{ applyTo: 'FILTER_CHAIN', match: { context: 'SIDECAR_INBOUND' } }] },
  });

function shopOf(evidence: EvidenceDocument, ...objects: readonly Manifest[]) {
  const result = resultOf(evidence, ...objects);
  return {
    row: result.namespaces.find(({ name }) => name === 'shop'),
    mesh: detailOf(result).namespaces.find(({ name }) => name === 'shop'),
  };
}

describe('mutual TLS of a namespace', () => {
  const strict = [...istiod, shop, peer('istio-system', 'STRICT'), injected('shop', 'web')];
  it.each<[string, EvidenceDocument, readonly Manifest[], MtlsState | undefined, string | undefined]>([
    ['STRICT everywhere', {}, strict, 'enforced', undefined],
    ['no policy', {}, [...istiod, shop, injected('shop', 'web')], 'not-enforced', 'mode PERMISSIVE'],
    [
      'one workload of two is weaker',
      {},
      [
        ...strict,
        injected('shop', 'old'),
        peer('shop', 'DISABLE', { selector: { matchLabels: { app: 'old' } } }),
      ],
      'not-enforced',
      '1 workload in mode DISABLE',
    ],
    [
      'one port is weaker',
      {},
      [
        ...strict,
        peer('shop', 'STRICT', {
          selector: { matchLabels: { app: 'web' } },
          portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
        }),
      ],
      'not-enforced',
      'port 9090 of Pod web is PERMISSIVE',
    ],
    [
      'a Pod outside the mesh',
      {},
      [...strict, outside('shop', 'job')],
      'pods-outside',
      '1 of 2 Pods outside',
    ],
    [
      'a port that bypasses the sidecar',
      {},
      [...strict, injected('shop', 'db', { 'traffic.sidecar.istio.io/excludeInboundPorts': '5432' })],
      'not-enforced',
      'port 5432 of Pod db bypasses its proxy',
    ],
    [
      'ambient mode',
      {},
      [
        ...istiod,
        namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }),
        captured('shop', 'web'),
      ].concat(peer('istio-system', 'STRICT')),
      'enforced',
      undefined,
    ],
    ['an EnvoyFilter of the namespace', {}, [...strict, filter('shop')], 'unknown', 'EnvoyFilter shop/patch'],
    ['an EnvoyFilter of another namespace', {}, [...strict, filter('other')], 'enforced', undefined],
    ['no permission to read policies', { 'permission-denied': ['istio'] }, strict, 'unknown', undefined],
    ['no permission to list Pods', { 'permission-denied': ['pods'] }, [...istiod, shop], 'unknown', 'Pods'],
    [
      'a control plane that nothing proves',
      {},
      strict.filter((one) => one !== webhook && one !== istiod[2]),
      'unknown',
      'origin of the control plane',
    ],
    ['only a label', {}, [...istiod, shop], undefined, undefined],
  ])('%s', (_, evidence, objects, state, reason) => {
    const { row, mesh } = shopOf(evidence, ...objects);
    expect(mesh?.mtls).toBe(state);
    expect(row?.mtls).toBe(state);
    if (reason !== undefined) expect(mesh?.reasons.join('; ')).toContain(reason);
    if (state === 'enforced') expect(mesh?.reasons).toEqual([]);
  });

  it('is no matter of gateways', () => {
    const result = resultOf(
      {},
      ...istiod,
      namespace('edge'),
      injected('edge', 'gateway', { 'inject.istio.io/templates': 'gateway' }),
    );
    const row = detailOf(result).namespaces.find(({ name }) => name === 'edge');
    expect(row?.authorization).toEqual({ none: 1 });
    expect(result.namespaces.find(({ name }) => name === 'edge')?.mesh).toContain('istio');
  });

  it('is absent without a mesh', () => {
    const { namespaces, addons } = resultOf({}, namespace('shop'), outside('shop', 'web'));
    expect(namespaces.every(({ mesh, mtls }) => mesh === undefined && mtls === undefined)).toBe(true);
    expect(addons.some(({ istio }) => istio)).toBe(false);
  });
});

describe('authorization of a workload by default', () => {
  const allow = (name: string, rules: unknown) =>
    policy('AuthorizationPolicy', 'shop', name, { action: 'ALLOW', rules });
  const deny = (rules: unknown) => policy('AuthorizationPolicy', 'shop', 'deny', { action: 'DENY', rules });
  const GET = [{ to: [{ operation: { methods: ['GET'] } }] }];
  it.each<[string, readonly Manifest[]]>([
    ['none', []],
    ['allow-list', [allow('get', GET)]],
    ['allow-list', [allow('get', GET), deny(GET)]],
    ['allow-all', [allow('all', [{}])]],
    ['deny', [allow('all', [{}]), deny(GET)]],
    ['deny', [deny(GET)]],
    ['deny-all', [deny([{}])]],
    ['deny-all', [policy('AuthorizationPolicy', 'shop', 'nothing', {})]],
    ['allow-list', [policy('AuthorizationPolicy', 'shop', 'nothing', {}), allow('get', GET)]],
    ['audit', [policy('AuthorizationPolicy', 'shop', 'audit', { action: 'AUDIT', rules: GET })]],
    [
      'custom',
      [
        policy('AuthorizationPolicy', 'shop', 'ext', {
          action: 'CUSTOM',
          provider: { name: 'x' },
          rules: GET,
        }),
      ],
    ],
  ])('%s', (outcome, policies) => {
    const { workloads, namespaces } = detailOf(
      resultOf({}, ...istiod, shop, injected('shop', 'web'), ...policies),
    );
    const web = workloads.find(({ name }) => name === 'web');
    expect(web?.authorization).toMatchObject({ known: true, value: outcome });
    expect(web?.policies).toHaveLength(policies.length);
    expect(namespaces.find(({ name }) => name === 'shop')?.authorization).toEqual({ [outcome]: 1 });
  });

  it('is unknown while policies were not read', () => {
    const { workloads } = detailOf(
      resultOf({ 'permission-denied': ['istio'] }, ...istiod, shop, injected('shop', 'web')),
    );
    expect(workloads[0]?.authorization.known).toBe(false);
  });
});

describe('egress of the mesh', () => {
  it.each([
    [{}, 'ALLOW_ANY'],
    [{ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, 'REGISTRY_ONLY'],
  ])('%j', (settings, mode) => {
    const objects = [control, webhook, meshConfig(settings)].filter((one) => one !== undefined);
    expect(detailOf(resultOf({}, ...objects)).egress).toMatchObject({ known: true, value: mode });
  });
});
