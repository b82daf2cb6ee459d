import { exemptNamespaces } from '../helpers/addons/gatekeeper.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/gatekeeper-namespaces-exempt',
  title: 'Gatekeeper exempts namespaces from admission',
  control: 'Gatekeeper exempt namespaces',
  severity: 'low',
  why: 'Constraints do not apply to objects in these namespaces. A user or workload with access there bypasses every policy.',
  remediation:
    'Remove the namespaces from `spec.match.excludedNamespaces` of the Config, except those of the control plane and Gatekeeper.',
  references: ['K04', 'gatekeeper-exempt-namespaces'],
  addon: 'gatekeeper',
  asks: objects(
    (_parts, { namespaces }) => ({
      kinds: ['config.gatekeeper.sh/Config'],
      noun: 'Config',
      about: ({ name, namespace }) => name === 'config' && namespaces.has(namespace ?? ''),
      fault: (record) => {
        const exempt = exemptNamespaces(record);
        return exempt.length === 0
          ? undefined
          : {
              message: `excludedNamespaces contains ${exempt.join(', ')}`,
              value: `excludedNamespaces: ${exempt.join(', ')}`,
            };
      },
      pass: 'only system namespaces are excluded',
    }),
    ['config.gatekeeper.sh/Config'],
  ),
});
