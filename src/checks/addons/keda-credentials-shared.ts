import { plural } from '../../shared/text.ts';
import { valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/keda-credentials-shared',
  title: 'KEDA shares credentials with all namespaces',
  control: 'Shared credentials of KEDA',
  severity: 'low',
  why: 'A ScaledObject in any namespace can use a ClusterTriggerAuthentication. Its author can make KEDA send the credentials to a server of their choice.',
  remediation:
    'Replace the ClusterTriggerAuthentication with a TriggerAuthentication in each namespace that needs it, or use `podIdentity`. Permit ScaledObjects to administrators only where that is not possible.',
  references: ['T1552', 'K03', 'keda-authentication'],
  addon: 'keda',
  asks: objects({
    kinds: ['keda.sh/ClusterTriggerAuthentication'],
    noun: 'ClusterTriggerAuthentication',
    fault: ({ spec }) => {
      const used = SOURCES.filter((path) => valuesAt(spec, path).length > 0).map(
        (path) => path.split('.')[0],
      );
      return used.length > 0
        ? {
            message: `${used.join(', ')} is usable from all namespaces`,
            value: plural(used.length, 'source'),
          }
        : undefined;
    },
    pass: 'without stored credentials',
  }),
});

const SOURCES = [
  'secretTargetRef.name',
  'env.name',
  'hashiCorpVault.address',
  'azureKeyVault.vaultUri',
  'gcpSecretManager.secrets.parameter',
  'awsSecretManager.secrets.parameter',
];
