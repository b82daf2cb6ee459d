import { valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/external-secrets-store-open',
  title: 'ClusterSecretStore usable from every namespace',
  control: 'ClusterSecretStore conditions',
  severity: 'medium',
  why: 'A tenant who can create an ExternalSecret reads every secret that the credentials of the store reach. These include secrets of other teams.',
  remediation:
    'Set `spec.conditions` with the namespaces that may use the store, or create a SecretStore in each namespace.',
  references: ['K03', 'external-secrets-multi-tenancy'],
  addon: 'external-secrets',
  asks: objects({
    kinds: ['external-secrets.io/ClusterSecretStore'],
    noun: 'ClusterSecretStore',
    fault: ({ spec }) =>
      valuesAt(spec, 'conditions').length > 0
        ? undefined
        : { message: 'conditions is not set; expected namespaces', value: 'conditions not set' },
    pass: 'conditions limit the namespaces',
  }),
});
