import { conditionOf } from '../helpers/addons/custom.ts';
import { command } from '../../shared/requirement.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/cert-manager-certificate-not-ready',
  title: 'Certificate of cert-manager is not ready',
  control: 'cert-manager Certificate readiness',
  severity: 'medium',
  why: 'The Secret has no valid certificate for its current names, or renewal failed. Clients reject the connection now, or when the old certificate expires.',
  remediation:
    'Read the reason with `kubectl describe certificate`, and fix the Issuer, the challenge or the quota that it names.',
  references: ['K07', 'cert-manager-troubleshooting'],
  addon: 'cert-manager',
  asks: objects({
    kinds: ['cert-manager.io/Certificate'],
    noun: 'Certificate',
    fault: ({ status, namespace = '', name }) => {
      const ready = conditionOf(status, 'Ready');
      if (ready?.status === 'True') return undefined;
      if (ready) {
        const reason = ready.reason ?? 'no reason given';
        return {
          message: `condition Ready is ${ready.status} (${reason}); expected True`,
          value: `Ready: ${ready.status}, ${reason}`,
        };
      }
      return {
        message: 'status has no condition Ready',
        value: 'no condition Ready',
        requires: [command(`kubectl -n ${namespace} describe certificate ${name}`)],
      };
    },
    pass: 'condition Ready is True',
  }),
});
