import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../../src/addons/parts.ts';
import type { Manifest } from '../../model/support/cluster.ts';
import { modelOf, object, workload } from '../../model/support/cluster.ts';

const istiod = (name: string, args?: readonly string[]) =>
  workload('Deployment', name, 'registry.istio.io/release/pilot:1.31.0', {
    namespace: 'istio-system',
    labels: { app: 'istiod', 'istio.io/rev': name },
    spec: {
      containers: [
        { name: 'discovery', image: 'registry.istio.io/release/pilot:1.31.0', ...(args && { args }) },
      ],
    },
  });
const rule = (host: string) =>
  object('networking.istio.io/v1', 'DestinationRule', 'web', {
    metadata: { namespace: 'shop' },
    spec: { host, trafficPolicy: { tls: { mode: 'DISABLE' } } },
  });
const WEB = object('v1', 'Service', 'web', {
  metadata: { namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
});
const CORP = 'web.shop.svc.corp.example';

const domainOf = (...objects: readonly Manifest[]) => {
  const { domain } = addonParts.over(modelOf({}, WEB, ...objects)).mesh;
  return domain.known ? domain.value : undefined;
};

describe('the domain of Services in a mesh', () => {
  it.each<[string, readonly Manifest[], string | undefined]>([
    ['is the default of istiod', [istiod('a', ['discovery'])], 'cluster.local'],
    ['is its argument', [istiod('a', ['discovery', '--domain', 'corp.example'])], 'corp.example'],
    ['is its argument in one word', [istiod('a', ['discovery', '--domain=corp.example'])], 'corp.example'],
    [
      'is that of all control planes',
      [istiod('a', ['discovery', '--domain=x.y']), istiod('b', ['discovery', '--domain', 'x.y'])],
      'x.y',
    ],
    [
      'is unknown where control planes differ',
      [istiod('a', ['discovery', '--domain=x.y']), istiod('b', ['discovery'])],
      undefined,
    ],
    ['is assumed where no arguments are observed', [istiod('a')], 'cluster.local'],
    ['and no rule contradicts that', [istiod('a'), rule('web.shop.svc.cluster.local')], 'cluster.local'],
    ['is unknown where a rule names a Service in another domain', [istiod('a'), rule(CORP)], undefined],
    ['is known where that is no Service', [istiod('a'), rule('db.shop.svc.corp.example')], 'cluster.local'],
    [
      'is known from arguments whatever rules name',
      [istiod('a', ['discovery', '--domain=x.y']), rule(CORP)],
      'x.y',
    ],
    ['is unknown without a control plane where a rule names another domain', [rule(CORP)], undefined],
  ])('%s', (_, objects, expected) => {
    expect(domainOf(...objects)).toBe(expected);
  });

  it('completes short hosts of rules', () => {
    const { read } = addonParts.over(
      modelOf({}, istiod('a', ['discovery', '--domain=corp.example']), rule('web')),
    ).mesh;
    expect(read.destinationRules.map(({ host }) => host)).toEqual([CORP]);
  });
});
