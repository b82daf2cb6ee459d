import { valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/secrets-store-copied',
  title: 'Secrets Store CSI driver copies to Secrets',
  control: 'Secrets Store CSI driver copies',
  severity: 'low',
  why: 'The secret is stored in etcd in addition to the external store, and users who can read Secrets of the namespace can read it. Its audit log no longer shows all readers.',
  remediation: 'Remove `spec.secretObjects`, and read the secret from the mounted volume.',
  references: ['K03', 'secrets-store-csi-sync'],
  addon: 'secrets-store-csi',
  asks: objects({
    kinds: ['secrets-store.csi.x-k8s.io/SecretProviderClass'],
    noun: 'SecretProviderClass',
    fault: ({ spec }) => {
      const count = valuesAt(spec, 'secretObjects').length;
      return count === 0
        ? undefined
        : {
            message: `secretObjects has ${count} ${count === 1 ? 'entry' : 'entries'}; expected none`,
            value: `secretObjects: ${count}`,
          };
    },
    pass: 'no secretObjects',
  }),
});
