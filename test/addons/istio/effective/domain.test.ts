import { describe, expect, it } from '@jest/globals';
import { domainOf } from '../../../../src/addons/istio/effective/domain.ts';
import { modelOf, workload } from '../../../model/support/cluster.ts';

const istiod = (args: readonly string[], name = 'istiod') =>
  workload('Deployment', name, 'registry.istio.io/release/pilot:1.31.0', {
    namespace: 'istio-system',
    container: { args },
  });
const found = (planes: readonly (readonly string[])[], hosts: readonly string[] = []) => {
  const model = modelOf({}, ...planes.map((args, at) => istiod(args, `istiod-${at}`)));
  const domain = domainOf(model.workloads, hosts);
  return domain.known ? domain.value : 'unknown';
};
const DISCOVERY = ['discovery', '--monitoringAddr=:15014'];

describe('the domain of the mesh', () => {
  it.each<[string, readonly (readonly string[])[], readonly string[], string]>([
    ['a separate word', [[...DISCOVERY, '--domain', 'corp.example']], [], 'corp.example'],
    ['one word', [[...DISCOVERY, '--domain=Corp.Example.']], [], 'corp.example'],
    ['no argument', [DISCOVERY], ['web.shop.svc.corp.example'], 'cluster.local'],
    [
      'two control planes, equal',
      [DISCOVERY, [...DISCOVERY, '--domain', 'cluster.local']],
      [],
      'cluster.local',
    ],
    ['two control planes, different', [DISCOVERY, [...DISCOVERY, '--domain', 'b']], [], 'unknown'],
    ['a variable', [[...DISCOVERY, '--domain', '$(DOMAIN)']], [], 'unknown'],
    ['no control plane', [], ['web', 'web.shop.svc.cluster.local', '*.example.com'], 'cluster.local'],
    ['no control plane, a Service of another domain', [], ['web.shop.svc.corp.example'], 'unknown'],
    ['no control plane, all Services of another domain', [], ['*.shop.svc.corp.example'], 'unknown'],
  ])('by %s', (_name, planes, hosts, expected) => {
    expect(found(planes, hosts)).toBe(expected);
  });
});
