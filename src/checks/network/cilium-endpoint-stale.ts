import { listAll } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const KIND = 'cilium.io/CiliumEndpoint';

export default defineCheck({
  id: 'network/cilium-endpoint-stale',
  title: 'CiliumEndpoints without a Pod',
  control: 'CiliumEndpoints and their Pods',
  severity: 'low',
  why: 'Other nodes still map the address of the deleted Pod to its identity. A new Pod with that address gets connections that policies allow for the old one.',
  remediation:
    'Check that the Cilium agents and the operator run, which delete CiliumEndpoints together with their Pods. Then delete the objects that are left.',
  references: ['network-policies'],
  peerChecks: [214],
  needs: ['pods'],
  uses: ['addonObjects'],
  *run({ pods, addonObjects }): Iterable<Finding> {
    const { all, gap } = addonObjects.of(KIND);
    const names = new Set(pods.all.map(({ namespace, name }) => `${namespace}/${name}`));
    const stale = all
      .map(({ namespace = '', name }) => `${namespace}/${name}`)
      .filter((name) => !names.has(name))
      .sort();
    if (stale.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(stale.length, 'CiliumEndpoint')} of Pods that do not exist: ${listed(stale)}`,
        evidence: few(stale, (name) => observed(`ciliumendpoint ${name}`, 'no Pod of this name')),
        restsOn: ['pods'],
      };
    else if (gap)
      yield { verdict: 'unknown', message: gap.reason, requires: [listAll('ciliumendpoints.cilium.io')] };
    else if (all.length === 0) yield { verdict: 'not-applicable', message: 'no CiliumEndpoint exists' };
    else
      yield {
        verdict: 'pass',
        message: `every CiliumEndpoint has its Pod (${all.length} evaluated)`,
        evidence: [observed('ciliumendpoints', `${all.length} with a Pod of their name`)],
      };
  },
});
