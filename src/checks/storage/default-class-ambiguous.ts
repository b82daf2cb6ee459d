import { defaultClass } from '../../model/storage/binding.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { classEvidence, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/default-class-ambiguous',
  title: 'More than one default StorageClass',
  control: 'Number of default StorageClasses',
  severity: 'low',
  why: 'The newest default StorageClass applies. After a restore or a new class, claims silently provision volumes with another encryption or reclaim policy.',
  remediation:
    'Keep the annotation `storageclass.kubernetes.io/is-default-class: "true"` on one StorageClass, and set it to `"false"` on all others.',
  references: ['storage-classes'],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const defaults = storage.classes.filter(({ isDefault }) => isDefault);
    const findings: Finding[] =
      defaults.length > 1
        ? [
            {
              verdict: 'fail',
              members: defaults.map(({ name }) => name),
              message: `default StorageClasses: ${listed(defaults.map(({ name }) => name))}; ${defaultClass(defaults)?.name ?? ''} applies`,
              evidence: few(defaults, classEvidence),
            },
          ]
        : [];
    yield* orPass(findings, storage.classes.length, {
      none: 'no StorageClass',
      pass: 'at most one default StorageClass',
      source: 'storageclasses',
    });
  },
});
