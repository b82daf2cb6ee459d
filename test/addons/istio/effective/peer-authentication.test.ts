import { describe, expect, it } from '@jest/globals';
import { ambientPeer } from '../../../../src/addons/istio/effective/ambient.ts';
import {
  PeerAuthentications,
  readPeerAuthentications,
} from '../../../../src/addons/istio/effective/peer-authentication.ts';
import type { PeerFacts, Selected } from '../../../../src/addons/istio/effective/types.ts';
import type { CustomRecord } from '../../../../src/snapshot/records/index.ts';
import { istioRecord } from './support/records.ts';

const ROOT = 'istio-system';
const WEB: Selected = { namespace: 'shop', labels: { app: 'web' } };
const mtls = (mode: string) => ({ mtls: { mode } });
const web = { selector: { matchLabels: { app: 'web' } } };
const ports = (modes: Record<string, string>) => ({
  portLevelMtls: Object.fromEntries(Object.entries(modes).map(([port, mode]) => [port, { mode }])),
});

type Given = readonly [namespace: string, spec: Record<string, unknown>, created?: string, name?: string];

function peers(given: readonly Given[]): PeerAuthentications {
  const records = given.map(([namespace, spec, created, name = 'p'], at): CustomRecord =>
    istioRecord('PeerAuthentication', spec, {
      namespace,
      name: `${name}${name === 'p' ? at : ''}`,
      created: created ?? `2026-01-0${at + 1}T00:00:00Z`,
    }),
  );
  return new PeerAuthentications(readPeerAuthentications(records), ROOT);
}

function shown({ mode, ports: modes }: PeerFacts): string {
  return [mode, ...[...modes].map(([port, one]) => `${port}=${one.mode}`)].join(' ');
}

const SAME = '2026-01-01T00:00:00Z';

describe('mutual TLS of a sidecar', () => {
  it.each<[string, readonly Given[], string]>([
    ['no policy', [], 'PERMISSIVE'],
    ['mesh', [[ROOT, mtls('STRICT')]], 'STRICT'],
    ['mesh, UNSET', [[ROOT, mtls('UNSET')]], 'PERMISSIVE'],
    [
      'namespace over mesh',
      [
        [ROOT, mtls('STRICT')],
        ['shop', mtls('PERMISSIVE')],
      ],
      'PERMISSIVE',
    ],
    [
      'namespace UNSET inherits',
      [
        [ROOT, mtls('STRICT')],
        ['shop', mtls('UNSET')],
      ],
      'STRICT',
    ],
    [
      'namespace without mtls inherits',
      [
        [ROOT, mtls('STRICT')],
        ['shop', {}],
      ],
      'STRICT',
    ],
    ['another namespace', [['other', mtls('STRICT')]], 'PERMISSIVE'],
    [
      'workload over namespace',
      [
        ['shop', mtls('STRICT')],
        ['shop', { ...web, ...mtls('DISABLE') }],
      ],
      'DISABLE',
    ],
    [
      'workload UNSET inherits',
      [
        ['shop', mtls('STRICT')],
        ['shop', { ...web, ...mtls('UNSET') }],
      ],
      'STRICT',
    ],
    [
      'a selector of other labels',
      [['shop', { selector: { matchLabels: { app: 'db' } }, ...mtls('STRICT') }]],
      'PERMISSIVE',
    ],
    ['an empty selector is none', [['shop', { selector: {}, ...mtls('STRICT') }]], 'STRICT'],
    ['a selector in the root namespace', [[ROOT, { ...web, ...mtls('STRICT') }]], 'PERMISSIVE'],
    [
      'the oldest of a namespace',
      [
        ['shop', mtls('STRICT'), '2026-02-01T00:00:00Z'],
        ['shop', mtls('DISABLE'), '2026-01-01T00:00:00Z'],
      ],
      'DISABLE',
    ],
    [
      'equal timestamps: the first name',
      [
        ['shop', mtls('STRICT'), SAME, 'b'],
        ['shop', mtls('DISABLE'), SAME, 'a'],
      ],
      'DISABLE',
    ],
    [
      'the oldest of a workload',
      [
        ['shop', { ...web, ...mtls('STRICT') }, '2026-02-01T00:00:00Z'],
        ['shop', { ...web, ...mtls('PERMISSIVE') }, '2026-01-01T00:00:00Z'],
      ],
      'PERMISSIVE',
    ],
    [
      'ports with a selector',
      [['shop', { ...web, ...mtls('STRICT'), ...ports({ 80: 'DISABLE' }) }]],
      'STRICT 80=DISABLE',
    ],
    [
      'UNSET ports have the mode of the workload',
      [['shop', { ...web, ...mtls('STRICT'), ...ports({ 80: 'UNSET' }) }]],
      'STRICT 80=STRICT',
    ],
    ['ports without a selector', [['shop', { ...mtls('STRICT'), ...ports({ 80: 'DISABLE' }) }]], 'STRICT'],
    [
      'ports of a workload that inherits',
      [
        [ROOT, mtls('STRICT')],
        ['shop', { ...web, ...ports({ 80: 'PERMISSIVE' }) }],
      ],
      'STRICT 80=PERMISSIVE',
    ],
  ])('%s', (_, given, expected) => {
    expect(shown(peers(given).workload(WEB))).toBe(expected);
  });

  it('has no policy of its own for a waypoint', () => {
    expect(shown(peers([['shop', { ...web, ...mtls('STRICT') }]]).workload({ ...WEB, waypoint: true }))).toBe(
      'PERMISSIVE',
    );
  });
});

describe('mutual TLS in ambient mode', () => {
  it.each<[string, readonly Given[], string]>([
    ['no policy', [], 'PERMISSIVE'],
    ['mesh', [[ROOT, mtls('STRICT')]], 'STRICT'],
    ['DISABLE', [['shop', mtls('DISABLE')]], 'PERMISSIVE'],
    ['an empty selector in the root namespace', [[ROOT, { selector: {}, ...mtls('STRICT') }]], 'PERMISSIVE'],
    ['an empty selector in the namespace', [['shop', { selector: {}, ...mtls('STRICT') }]], 'STRICT'],
    [
      'an open port below a namespace with an empty selector',
      [
        ['shop', { selector: {}, ...mtls('STRICT') }],
        ['shop', { ...web, ...ports({ 80: 'PERMISSIVE' }) }],
      ],
      'PERMISSIVE 80=PERMISSIVE',
    ],
    [
      'STRICT with an open port',
      [['shop', { ...web, ...mtls('STRICT'), ...ports({ 80: 'DISABLE' }) }]],
      'STRICT 80=PERMISSIVE',
    ],
    [
      'PERMISSIVE with a STRICT port',
      [['shop', { ...web, ...mtls('PERMISSIVE'), ...ports({ 80: 'STRICT' }) }]],
      'PERMISSIVE 80=STRICT',
    ],
    [
      'a STRICT port below a STRICT mesh is lost with a PERMISSIVE workload',
      [
        [ROOT, mtls('STRICT')],
        ['shop', { ...web, ...mtls('PERMISSIVE'), ...ports({ 80: 'STRICT' }) }],
      ],
      'PERMISSIVE 80=PERMISSIVE',
    ],
    [
      'an inherited STRICT with a PERMISSIVE port',
      [
        [ROOT, mtls('STRICT')],
        ['shop', { ...web, ...ports({ 80: 'PERMISSIVE', 81: 'DISABLE' }) }],
      ],
      'STRICT 80=PERMISSIVE 81=PERMISSIVE',
    ],
    [
      'an inherited STRICT with a port that is DISABLE only',
      [
        [ROOT, mtls('STRICT')],
        ['shop', { ...web, ...ports({ 80: 'DISABLE' }) }],
      ],
      'STRICT 80=STRICT',
    ],
    [
      'a namespace policy without a mode in between',
      [
        [ROOT, mtls('STRICT')],
        ['shop', {}],
        ['shop', { ...web, ...ports({ 80: 'PERMISSIVE', 81: 'STRICT' }) }],
      ],
      'PERMISSIVE 80=PERMISSIVE 81=PERMISSIVE',
    ],
    [
      'an inherited PERMISSIVE with a STRICT port',
      [['shop', { ...web, ...ports({ 80: 'STRICT', 81: 'DISABLE' }) }]],
      'PERMISSIVE 80=STRICT 81=PERMISSIVE',
    ],
  ])('%s', (_, given, expected) => {
    expect(shown(ambientPeer(peers(given), WEB))).toBe(expected);
  });
});

describe('a PeerAuthentication that no API server accepts', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['mode', mtls('strict'), 'spec.mtls.mode has the unknown value "strict"'],
    ['mtls', { mtls: 'STRICT' }, 'spec.mtls is not an object'],
    ['port', ports({ http: 'STRICT' }), 'spec.portLevelMtls has the invalid port "http"'],
    ['selector', { selector: { matchLabels: { app: 7 } } }, 'spec.selector.matchLabels.app is not a string'],
  ])('names its %s', (_, spec, problem) => {
    expect(readPeerAuthentications([istioRecord('PeerAuthentication', spec)])[0]?.problem).toBe(problem);
  });

  it('names the field that the snapshot did not keep', () => {
    const record = istioRecord('PeerAuthentication', {}, { malformed: ['spec.selector'] });
    expect(readPeerAuthentications([record])[0]?.problem).toBe('spec.selector has an invalid type');
  });
});
