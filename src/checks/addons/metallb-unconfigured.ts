import { evaluatePresence } from '../helpers/addons/presence.ts';
import { see } from '../../shared/requirement.ts';
import { addonCheck } from '../families/addon-check.ts';

const KINDS = ['IPAddressPool', 'L2Advertisement', 'BGPAdvertisement'].map((kind) => `metallb.io/${kind}`);

export default addonCheck({
  id: 'addons/metallb-unconfigured',
  title: 'MetalLB has no addresses to announce',
  control: 'MetalLB pools and advertisements',
  severity: 'low',
  why: 'Services of type LoadBalancer get no address, or no host in the network learns of it. Entry points of the cluster are not reachable.',
  remediation:
    'Create an IPAddressPool and an L2Advertisement or BGPAdvertisement in the namespace of MetalLB.',
  references: ['K07', 'metallb-configuration'],
  addon: 'metallb',
  asks: {
    kinds: KINDS,
    *evaluate(found, { addonObjects, extensions }) {
      const [pools, ...advertisements] = KINDS.map((kind) => addonObjects.of(kind));
      if (!pools) return;
      // Before 0.13, the configuration was a ConfigMap of any name.
      if (extensions.groups.size > 0 && !extensions.groups.has('metallb.io')) {
        yield {
          verdict: 'unknown',
          message: 'this release of MetalLB is configured by a ConfigMap, which is not collected',
          requires: [see('review the ConfigMap of MetalLB')],
        };
        return;
      }
      const withoutPool = [
        ...evaluatePresence(found, {
          lists: [pools],
          noun: 'IPAddressPool',
          good: () => true,
          absent: () => 'no IPAddressPool exists',
          present: 'in the namespace of MetalLB',
        }),
      ].filter(({ verdict }) => verdict !== 'pass');
      yield* withoutPool;
      const named = new Set(withoutPool.map(({ at }) => at?.namespace));
      for (const finding of evaluatePresence(found, {
        lists: advertisements,
        noun: 'advertisement',
        good: () => true,
        absent: () => 'no L2Advertisement or BGPAdvertisement exists',
        present: 'in the namespace of MetalLB',
      }))
        if (!named.has(finding.at?.namespace)) yield finding;
    },
  },
});
