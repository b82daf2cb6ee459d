import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { FAULTY, SOUND } from './entry-points.ts';

function risksOf(objects: readonly Manifest[]): string[] {
  const { verdicts } = assess(snapshotOf({}, ...objects), { only: ['exposure'] });
  return verdicts
    .filter(({ verdict }) => verdict === 'fail')
    .map(
      ({ check, object: at, severity }) =>
        `${check.replace('exposure/', '')} ${at ? `${at.kind} ${[at.namespace, at.name].filter(Boolean).join('/')}` : '-'} ${severity}`,
    )
    .sort();
}

describe('entry points', () => {
  it('every planted fault is a risk of its object', () => {
    expect(risksOf(FAULTY)).toEqual([
      'external-name-internal Service shop/inner low',
      'gateway-backend-missing HTTPRoute shop/foreign low',
      'gateway-backend-missing HTTPRoute shop/gone low',
      'gateway-not-ready Gateway infra/twice low',
      'gateway-reference-denied HTTPRoute shop/foreign low',
      'gateway-reference-missing Gateway infra/unclassed low',
      'host-claimed-twice - medium',
      'ingress-backend-missing Ingress pay/twin low',
      'ingress-backend-missing Ingress shop/lost low',
      'ingress-certificate-missing Ingress pay/twin low',
      'ingress-snippet Ingress shop/raw medium',
      'ingress-without-tls Ingress shop/plain low',
      'internal-load-balancer-public Service shop/db medium',
      'metadata-address-endpoint Service shop/meta high',
      'node-port-public Namespace shop low',
      'route-without-tls HTTPRoute shop/foreign low',
      'route-without-tls HTTPRoute shop/gone low',
      'route-without-tls HTTPRoute shop/plain low',
      'selectors-duplicate Namespace shop info',
      'sensitive-port-exposed Pod shop/db-0 high',
      'service-without-endpoints Service shop/typo low',
      'single-endpoint Namespace shop info',
      'source-address-lost Namespace shop info',
      'target-port-missing Service shop/port low',
      'wildcard-host Ingress shop/any info',
      'workload-public Namespace shop info',
    ]);
  });

  it('look-alikes are none, except for the one Pod that an internal load balancer leads to', () => {
    expect(risksOf(SOUND)).toEqual(['single-endpoint Namespace shop info']);
  });
});
