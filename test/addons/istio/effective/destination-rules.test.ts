import { describe, expect, it } from '@jest/globals';
import {
  DestinationRules,
  readDestinationRules,
} from '../../../../src/addons/istio/effective/destination-rules.ts';
import { istioRecord } from './support/records.ts';

const ROOT = 'istio-system';
const HOST = { name: 'web.shop.svc.cluster.local', namespace: 'shop' };
const tls = (mode: string) => ({ trafficPolicy: { tls: { mode } } });

type Given = readonly [namespace: string, spec: Record<string, unknown>, created?: string];

function rules(given: readonly Given[], exportTo?: readonly string[]): DestinationRules {
  const records = given.map(([namespace, spec, created], at) =>
    istioRecord('DestinationRule', spec, {
      namespace,
      name: `r${at}`,
      created: created ?? `2026-01-0${at + 1}T00:00:00Z`,
    }),
  );
  return new DestinationRules(readDestinationRules(records, 'cluster.local'), ROOT, exportTo);
}

/** The mode of connections without a subset; `auto`: no TLS block counts. */
function modeFor(found: DestinationRules, namespace: string, port = 80, labels = {}): string {
  const [base] = found.connections({ namespace, labels }, HOST, port);
  return base ? (base.tls?.mode ?? 'auto') : 'no rule';
}

const FULL = { host: HOST.name };

describe('the DestinationRule of a client', () => {
  it.each<[string, readonly Given[], string, string]>([
    ['none', [], 'client', 'no rule'],
    ['of the namespace of the Service', [['shop', { ...FULL, ...tls('DISABLE') }]], 'client', 'DISABLE'],
    [
      'of the client first',
      [
        ['shop', { ...FULL, ...tls('DISABLE') }],
        ['client', { ...FULL, ...tls('SIMPLE') }],
      ],
      'client',
      'SIMPLE',
    ],
    [
      'of the root namespace last',
      [
        [ROOT, { host: '*.local', ...tls('DISABLE') }],
        ['shop', { ...FULL, ...tls('SIMPLE') }],
      ],
      'client',
      'SIMPLE',
    ],
    ['of the root namespace', [[ROOT, { host: '*.local', ...tls('DISABLE') }]], 'client', 'DISABLE'],
    ['of another namespace', [['other', { ...FULL, ...tls('DISABLE') }]], 'client', 'no rule'],
    [
      'a short name is of its own namespace',
      [['shop', { host: 'web', ...tls('DISABLE') }]],
      'client',
      'DISABLE',
    ],
    [
      'a name with a dot is no short name',
      [['shop', { host: 'web.shop', ...tls('DISABLE') }]],
      'client',
      'no rule',
    ],
    [
      'exact before wildcard',
      [
        ['shop', { host: '*.shop.svc.cluster.local', ...tls('SIMPLE') }],
        ['shop', { ...FULL, ...tls('DISABLE') }],
      ],
      'client',
      'DISABLE',
    ],
    [
      'the longer wildcard',
      [
        ['shop', { host: '*.cluster.local', ...tls('SIMPLE') }],
        ['shop', { host: '*.shop.svc.cluster.local', ...tls('DISABLE') }],
      ],
      'client',
      'DISABLE',
    ],
    [
      'private: the namespace itself',
      [['shop', { ...FULL, exportTo: ['.'], ...tls('DISABLE') }]],
      'shop',
      'DISABLE',
    ],
    ['private: others', [['shop', { ...FULL, exportTo: ['.'], ...tls('DISABLE') }]], 'client', 'no rule'],
    [
      'exported to one namespace',
      [['shop', { ...FULL, exportTo: ['client'], ...tls('DISABLE') }]],
      'client',
      'DISABLE',
    ],
    [
      'exported to another namespace',
      [['shop', { ...FULL, exportTo: ['x'], ...tls('DISABLE') }]],
      'client',
      'no rule',
    ],
    [
      'a TLS block without a mode is DISABLE',
      [['shop', { ...FULL, trafficPolicy: { tls: {} } }]],
      'client',
      'DISABLE',
    ],
    ['no TLS block', [['shop', { ...FULL, trafficPolicy: {} }]], 'client', 'auto'],
    [
      'the oldest of two',
      [
        ['shop', { ...FULL, ...tls('SIMPLE') }, '2026-02-01T00:00:00Z'],
        ['shop', { ...FULL, ...tls('DISABLE') }, '2026-01-01T00:00:00Z'],
      ],
      'client',
      'DISABLE',
    ],
  ])('%s', (_, given, client, expected) => {
    expect(modeFor(rules(given), client)).toBe(expected);
  });

  it('is private where the mesh configuration exports none', () => {
    const given: Given[] = [['shop', { ...FULL, ...tls('DISABLE') }]];
    expect(modeFor(rules(given, ['.']), 'client')).toBe('no rule');
    expect(modeFor(rules(given, ['.']), 'shop')).toBe('DISABLE');
  });

  it('selects clients by labels before it applies to all of them', () => {
    const found = rules([
      ['shop', { ...FULL, ...tls('SIMPLE') }],
      ['shop', { ...FULL, workloadSelector: { matchLabels: { app: 'a' } }, ...tls('DISABLE') }],
    ]);
    expect(modeFor(found, 'shop', 80, { app: 'a' })).toBe('DISABLE');
    expect(modeFor(found, 'shop', 80, { app: 'b' })).toBe('SIMPLE');
    expect(modeFor(found, 'client', 80, { app: 'a' })).toBe('SIMPLE');
  });
});

describe('ports and subsets', () => {
  const settings = (mode?: string) => ({
    portLevelSettings: [{ port: { number: 80 }, ...(mode !== undefined && { tls: { mode } }) }],
  });

  it.each<[string, object, string, string]>([
    ['a port with TLS', { tls: { mode: 'SIMPLE' }, ...settings('DISABLE') }, 'DISABLE', 'SIMPLE'],
    ['a port without TLS has none', { tls: { mode: 'SIMPLE' }, ...settings() }, 'auto', 'SIMPLE'],
    ['no settings of ports', { tls: { mode: 'SIMPLE' } }, 'SIMPLE', 'SIMPLE'],
  ])('%s', (_, trafficPolicy, at80, at81) => {
    const found = rules([['shop', { ...FULL, trafficPolicy }]]);
    expect([modeFor(found, 'client', 80), modeFor(found, 'client', 81)]).toEqual([at80, at81]);
  });

  it.each<[string, object, string]>([
    ['inherits', {}, 'SIMPLE'],
    ['has TLS of its own', tls('DISABLE'), 'DISABLE'],
    ['has a port of its own', { trafficPolicy: settings('DISABLE') }, 'DISABLE'],
    ['has a port without TLS, which inherits nothing', { trafficPolicy: settings() }, 'auto'],
  ])('a subset %s', (_, subset, expected) => {
    const found = rules([['shop', { ...FULL, ...tls('SIMPLE'), subsets: [{ name: 'v1', ...subset }] }]]);
    const [, v1] = found.connections({ namespace: 'client' }, HOST, 80);
    expect([v1?.subset, v1?.tls?.mode ?? 'auto']).toEqual(['v1', expected]);
  });

  it('are named where no API server accepts them', () => {
    const [found] = readDestinationRules(
      [istioRecord('DestinationRule', { host: 'web', trafficPolicy: { tls: { mode: 'OFF' } } })],
      'cluster.local',
    );
    expect(found?.problem).toBe('tls.mode has the unknown value "OFF"');
    expect(readDestinationRules([istioRecord('DestinationRule', {})], 'x')[0]?.problem).toBe(
      'spec.host is absent',
    );
  });
});
