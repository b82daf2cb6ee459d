import { describe, expect, it } from '@jest/globals';
import {
  authorizationOf,
  httpFields,
  matchesEverything,
  readAuthorizationPolicies,
  rulesOn,
} from '../../../../src/addons/istio/effective/authorization.ts';
import { outcomeOf } from '../../../../src/addons/istio/effective/outcome.ts';
import { readRequestAuthentications } from '../../../../src/addons/istio/effective/request-authentication.ts';
import { PolicyIndex } from '../../../../src/addons/istio/effective/select.ts';
import type { Selected } from '../../../../src/addons/istio/effective/types.ts';
import type { AtZtunnel } from '../../../../src/addons/istio/effective/ztunnel.ts';
import { atZtunnel, enforcedByZtunnel } from '../../../../src/addons/istio/effective/ztunnel.ts';
import { istioRecord } from './support/records.ts';

const ROOT = 'istio-system';
const policy = (spec: Record<string, unknown>, more = {}) => {
  const [found] = readAuthorizationPolicies([istioRecord('AuthorizationPolicy', spec, more)]);
  if (!found) throw new Error('one policy was given');
  return found;
};
const rule = (given: Record<string, unknown>) => {
  const [found] = policy({ rules: [given] }).rules;
  if (!found) throw new Error('one rule was given');
  return found;
};
const to = (operation: object) => ({ to: [{ operation }] });
const from = (source: object) => ({ from: [{ source }] });

const WEB: Selected = { namespace: 'shop', labels: { app: 'web' } };
const GATEWAY: Selected = {
  namespace: 'shop',
  labels: { 'gateway.networking.k8s.io/gateway-name': 'edge', app: 'web' },
};
const WAYPOINT: Selected = { ...GATEWAY, waypoint: true };
const web = { selector: { matchLabels: { app: 'web' } } };
const ref = (kind: string, name: string, more = {}) => ({
  targetRefs: [{ group: 'gateway.networking.k8s.io', kind, name, ...more }],
});

describe('which workloads a policy applies to', () => {
  it.each<
    [
      string,
      Record<string, unknown>,
      string,
      readonly [sidecar: boolean, gateway: boolean, waypoint: boolean],
    ]
  >([
    ['namespace', {}, 'shop', [true, true, false]],
    ['another namespace', {}, 'other', [false, false, false]],
    ['root namespace', {}, ROOT, [true, true, false]],
    ['selector', web, 'shop', [true, true, false]],
    ['selector in the root namespace', web, ROOT, [true, true, false]],
    ['selector of other labels', { selector: { matchLabels: { app: 'db' } } }, 'shop', [false, false, false]],
    ['its Gateway', ref('Gateway', 'edge'), 'shop', [false, true, true]],
    ['another Gateway', ref('Gateway', 'other'), 'shop', [false, false, false]],
    ['its Gateway, from another namespace', ref('Gateway', 'edge'), ROOT, [false, false, false]],
    [
      'its Gateway with the namespace',
      ref('Gateway', 'edge', { namespace: 'shop' }),
      'shop',
      [false, true, true],
    ],
    [
      'a Gateway of another namespace',
      ref('Gateway', 'edge', { namespace: 'x' }),
      'shop',
      [false, false, false],
    ],
    [
      'the class of waypoints, from the root namespace',
      ref('GatewayClass', 'istio-waypoint'),
      ROOT,
      [false, false, true],
    ],
    [
      'the class of waypoints, from another namespace',
      ref('GatewayClass', 'istio-waypoint'),
      'shop',
      [false, false, false],
    ],
    [
      'one Gateway, the older field',
      { targetRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' } },
      'shop',
      [false, true, true],
    ],
    [
      'a Service',
      { targetRefs: [{ group: '', kind: 'Service', name: 'web' }] },
      'shop',
      [false, false, false],
    ],
  ])('%s', (_, spec, namespace, expected) => {
    const index = new PolicyIndex([policy(spec, { namespace })], ROOT);
    expect([WEB, GATEWAY, WAYPOINT].map((one) => index.attachedTo(one).length > 0)).toEqual(expected);
  });

  it('lists the root namespace first, and the older ones first', () => {
    const list = readAuthorizationPolicies([
      istioRecord('AuthorizationPolicy', {}, { name: 'new', created: '2026-02-01T00:00:00Z' }),
      istioRecord('AuthorizationPolicy', {}, { name: 'old', created: '2026-01-01T00:00:00Z' }),
      istioRecord(
        'AuthorizationPolicy',
        {},
        { name: 'root', namespace: ROOT, created: '2026-03-01T00:00:00Z' },
      ),
    ]);
    expect(new PolicyIndex(list, ROOT).attachedTo(WEB).map(({ name }) => name)).toEqual([
      'root',
      'old',
      'new',
    ]);
  });
});

describe('actions', () => {
  it('are ALLOW by default, and enforced unless the annotation is a true boolean of Go', () => {
    const list = ['true', 'T', '1', 'yes', 'false', ''].map((value) =>
      policy({ action: 'DENY' }, { annotations: { 'istio.io/dry-run': value } }),
    );
    expect(list.map(({ dryRun }) => dryRun)).toEqual([true, true, true, false, false, false]);
    expect(authorizationOf([policy({}), ...list]).enforced).toMatchObject({
      ALLOW: [{}],
      DENY: [{}, {}, {}],
      AUDIT: [],
      CUSTOM: [],
    });
  });
});

describe('rules', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['empty', {}, true],
    ['an empty source', { from: [{ source: {} }] }, true],
    ['an empty list of values', from({ principals: [] }), true],
    ['a condition without values', { when: [{ key: 'source.ip' }] }, true],
    ['one of two sources empty', { from: [{ source: { principals: ['a'] } }, { source: {} }] }, true],
    ['a source', from({ principals: ['*'] }), false],
    ['a trust domain', from({ trustDomains: ['a'] }), false],
    ['an operation', to({ ports: ['80'] }), false],
    ['a condition', { when: [{ key: 'source.ip', values: ['10.0.0.1'] }] }, false],
  ])('match everything or not: %s', (_, given, expected) => {
    expect(matchesEverything(rule(given))).toBe(expected);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [to({ methods: ['GET'], notPaths: ['/a'], ports: ['80'] }), ['methods', 'paths']],
    [from({ requestPrincipals: ['*'], principals: ['a'] }), ['requestPrincipals']],
    [
      {
        when: [
          { key: 'request.headers[x]', values: ['a'] },
          { key: 'source.ip', values: ['10.0.0.1'] },
        ],
      },
      ['request.headers[x]'],
    ],
    [from({ remoteIpBlocks: ['10.0.0.0/8'] }), []],
  ])('with fields of HTTP: %j', (given, expected) => {
    expect(httpFields(rule(given))).toEqual(expected);
  });

  it('with fields of HTTP allow nothing on TCP ports, and deny all', () => {
    const rules = [to({ methods: ['GET'] }), to({ ports: ['80'] })];
    expect(rulesOn(policy({ rules }), 'tcp')).toHaveLength(1);
    expect(rulesOn(policy({ action: 'DENY', rules }), 'tcp')).toHaveLength(2);
    expect(rulesOn(policy({ rules }), 'http')).toHaveLength(2);
  });
});

describe('what ztunnel enforces', () => {
  it.each<[string, Record<string, unknown>, AtZtunnel]>([
    ['no rules', {}, 'same'],
    ['layer 4', { rules: [{ ...from({ namespaces: ['a'] }), ...to({ ports: ['80'] }) }] }, 'same'],
    ['ALLOW of methods', { rules: [to({ methods: ['GET'] })] }, 'never'],
    ['ALLOW of methods or ports', { rules: [to({ methods: ['GET'] }), to({ ports: ['80'] })] }, 'fewer'],
    ['DENY of methods', { action: 'DENY', rules: [to({ methods: ['GET'] })] }, 'never'],
    [
      'DENY of methods and an identity',
      { action: 'DENY', rules: [{ ...from({ namespaces: ['a'] }), ...to({ methods: ['GET'] }) }] },
      'never',
    ],
    [
      'DENY of a header',
      {
        action: 'DENY',
        rules: [{ ...from({ namespaces: ['a'] }), when: [{ key: 'request.headers[x]', values: ['a'] }] }],
      },
      'never',
    ],
    [
      'DENY of methods on a port',
      { action: 'DENY', rules: [to({ methods: ['GET'], ports: ['80'] })] },
      'wider',
    ],
    [
      'DENY of methods, and of ports',
      { action: 'DENY', rules: [to({ methods: ['GET'] }), to({ ports: ['80'] })] },
      'narrower',
    ],
    ['DENY of a trust domain', { action: 'DENY', rules: [from({ trustDomains: ['a'] })] }, 'never'],
    ['CUSTOM', { action: 'CUSTOM', rules: [{}] }, 'unsupported'],
    ['AUDIT', { action: 'AUDIT', rules: [{}] }, 'unsupported'],
    ['an empty selector', { selector: {}, rules: [{}] }, 'unattached'],
    ['a selector without labels', { selector: { matchLabels: {} }, rules: [{}] }, 'unattached'],
    [
      'DENY of several sources, one of requests only',
      {
        action: 'DENY',
        rules: [
          { from: [...from({ namespaces: ['x'] }).from, ...from({ remoteIpBlocks: ['10.0.0.0/8'] }).from] },
        ],
      },
      'narrower',
    ],
  ])('%s', (_, spec, expected) => {
    expect(atZtunnel(policy(spec))).toBe(expected);
  });
});

describe('what ztunnel enforces of the policies of a workload', () => {
  it.each<[string, Record<string, unknown>[], string]>([
    ['nothing of CUSTOM', [{ action: 'CUSTOM', rules: [{}] }], 'none'],
    ['nothing with an empty selector', [{ selector: {} }], 'none'],
    ['an ALLOW rule of requests as one that allows nothing', [{ rules: [to({ paths: ['/'] })] }], 'deny-all'],
    ['ALLOW rules of connections', [{ rules: [to({ paths: ['/'] }), to({ ports: ['80'] })] }], 'allow-list'],
    ['no DENY rule of requests', [{ action: 'DENY', rules: [to({ paths: ['/'] })] }], 'none'],
    [
      'a DENY rule without its conditions on requests',
      [
        {
          action: 'DENY',
          rules: [{ ...from({ namespaces: ['x'] }), ...to({ ports: ['80'], paths: ['/'] }) }],
        },
      ],
      'deny',
    ],
  ])('%s', (_, specs, expected) => {
    expect(outcomeOf(enforcedByZtunnel(specs.map((spec) => policy(spec))))).toBe(expected);
  });
});

describe('a policy that no API server accepts', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ action: 'ALLOWED' }, 'spec.action has the unknown value "ALLOWED"'],
    [{ selector: ['app'] }, 'spec.selector is not an object'],
    [{ rules: { from: 'all' } }, 'spec.rules is not a list'],
    [{ rules: [to({ methods: 'GET' })] }, 'methods is not a list'],
    [{ rules: [to({ ports: [80] })] }, 'ports is not a string'],
    [{ targetRefs: 'x' }, 'spec.targetRefs is not a list'],
  ])('is named: %j', (spec, problem) => {
    expect(policy(spec).problem).toBe(problem);
  });

  it('is named for RequestAuthentications', () => {
    const [found] = readRequestAuthentications([
      istioRecord('RequestAuthentication', { jwtRules: { issuer: 'x' } }),
    ]);
    expect(found?.problem).toBe('spec.jwtRules is not a list');
  });
});
