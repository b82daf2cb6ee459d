import { describe, expect, it } from '@jest/globals';
import { modelOf, object, pod } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const policy = (name: string, spec: Record<string, unknown>) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec }, 'shop');
const pick = (app: string) => ({ matchLabels: { app } });
const not = (app: string) => ({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: [app] }] });

const web = pod('web-1', { labels: { app: 'web' } });
const db = pod('db-1', { labels: { app: 'db' } });
const deny = policy('deny', { podSelector: {} });
const denyEgress = policy('egress', { podSelector: {}, policyTypes: ['Egress'] });
const limitWeb = policy('web', {
  podSelector: pick('web'),
  ingress: [{ from: [{ podSelector: pick('edge') }] }],
});
const limitDb = policy('db', { podSelector: pick('db'), policyTypes: ['Ingress'] });
const open = (podSelector: unknown) => policy('open', { podSelector, ingress: [{}] });
const clusterWide = (spec: Record<string, unknown>) =>
  object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'all', { spec });

describe('pods of a namespace that a policy limits what may reach', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['no policy', 'none', [web, db]],
    ['a default deny', 'all', [web, db, deny]],
    ['a default deny, and nothing runs', 'all', [deny]],
    ['a policy for egress only', 'none', [web, db, denyEgress]],
    ['egress for all and ingress for some', 'some', [web, db, denyEgress, limitWeb]],
    ['a policy for some', 'some', [web, db, limitWeb]],
    ['policies that together pick all', 'all', [web, db, limitWeb, limitDb]],
    ['a policy that picks nobody', 'none', [web, limitDb]],
    [
      'a policy of another namespace',
      'none',
      [web, object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec: { podSelector: {} } }, 'other')],
    ],
    ['finished pods do not count', 'all', [web, pod('job-1', { phase: 'Succeeded' }), limitWeb]],
    ['expressions alone', 'not-understood', [web, policy('x', { podSelector: not('db') })]],
    ['expressions beside a default deny', 'all', [web, db, deny, policy('x', { podSelector: not('db') })]],
    [
      'expressions beside labels',
      'not-understood',
      [web, db, limitWeb, policy('x', { podSelector: not('web') })],
    ],
  ])('%s: %s', (_, coverage, objects) => {
    expect(modelOf({}, ...objects).networkPolicies.coverage('shop')).toBe(coverage);
  });

  it.each<[string, string, readonly Manifest[]]>([
    ['for all, which undoes the default deny', 'none', [web, db, deny, open({})]],
    ['for all, before anything runs', 'none', [deny, open({})]],
    ['for some', 'some', [web, db, deny, open(pick('web'))]],
    ['for pods that do not exist', 'all', [web, db, deny, open(pick('edge'))]],
    ['for pods that do not exist, where nothing runs', 'all', [deny, open(pick('edge'))]],
    ['for pods by expressions', 'not-understood', [web, db, deny, open(not('web'))]],
    [
      'on one port only, which is a limit',
      'all',
      [web, policy('p', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] })],
    ],
    [
      'from one side only, which is a limit',
      'all',
      [web, policy('p', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] })],
    ],
  ])('a policy that lets everybody in %s: %s', (_, coverage, objects) => {
    expect(modelOf({}, ...objects).networkPolicies.coverage('shop')).toBe(coverage);
  });

  it.each<[string, string, readonly Manifest[]]>([
    [
      'may cover what nothing else does',
      'not-understood',
      [web, clusterWide({ endpointSelector: {}, ingress: [{}] })],
    ],
    [
      'may cover the rest',
      'not-understood',
      [web, db, limitWeb, clusterWide({ endpointSelector: {}, ingress: [{}] })],
    ],
    [
      'adds nothing to a default deny',
      'all',
      [web, deny, clusterWide({ endpointSelector: {}, ingress: [{}] })],
    ],
    [
      'says nothing when it is about egress',
      'none',
      [web, clusterWide({ endpointSelector: {}, egress: [{}] })],
    ],
  ])('a policy for the whole cluster %s: %s', (_, coverage, objects) => {
    expect(modelOf({}, ...objects).networkPolicies.coverage('shop')).toBe(coverage);
  });

  it.each<[string, string, Manifest]>([
    [
      'Cilium',
      'all',
      object(
        'cilium.io/v2',
        'CiliumNetworkPolicy',
        'x',
        { spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] } },
        'shop',
      ),
    ],
    [
      'Cilium, with the source of the label',
      'all',
      object(
        'cilium.io/v2',
        'CiliumNetworkPolicy',
        'x',
        { spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ingress: [] } },
        'shop',
      ),
    ],
    [
      'Calico',
      'all',
      object(
        'projectcalico.org/v3',
        'NetworkPolicy',
        'x',
        { spec: { selector: "app == 'web'", types: ['Ingress'] } },
        'shop',
      ),
    ],
    [
      'Calico, in its own language',
      'not-understood',
      object(
        'projectcalico.org/v3',
        'NetworkPolicy',
        'x',
        { spec: { selector: "app in {'web'}", types: ['Ingress'] } },
        'shop',
      ),
    ],
    [
      'Calico, egress',
      'none',
      object(
        'projectcalico.org/v3',
        'NetworkPolicy',
        'x',
        { spec: { selector: 'all()', types: ['Egress'] } },
        'shop',
      ),
    ],
  ])('policies of %s: %s', (_, coverage, object) => {
    expect(modelOf({}, web, object).networkPolicies.coverage('shop')).toBe(coverage);
  });
});
