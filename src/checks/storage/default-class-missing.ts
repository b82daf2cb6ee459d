import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few } from '../helpers/objects.ts';
import { classEvidence, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/default-class-missing',
  title: 'No default StorageClass',
  control: 'Default StorageClass',
  severity: 'info',
  why: 'Claims without `storageClassName` stay pending, for example those of many Helm charts.',
  remediation:
    'Annotate one StorageClass with `storageclass.kubernetes.io/is-default-class: "true"`, unless every claim has to name its class.',
  references: ['storage-classes'],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const { classes } = storage;
    const findings: Finding[] =
      classes.length > 0 && !classes.some(({ isDefault }) => isDefault)
        ? [
            {
              verdict: 'fail',
              restsOn: ['storage'],
              message: `none of the StorageClasses is the default`,
              evidence: few(classes, classEvidence),
            },
          ]
        : [];
    yield* orPass(findings, classes.length, {
      none: 'no StorageClass',
      pass: 'a default StorageClass exists',
      source: 'storageclasses',
    });
  },
});
