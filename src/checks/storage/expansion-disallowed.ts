import { NO_PROVISIONER } from '../../model/storage/binding.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { classEvidence, classRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/expansion-disallowed',
  title: 'StorageClass does not allow volume expansion',
  control: 'Volume expansion',
  severity: 'info',
  why: 'A full volume of this class cannot be expanded. The application has to be stopped and its data copied to a larger volume.',
  remediation: 'Set `allowVolumeExpansion: true` in the StorageClass, if its driver supports expansion.',
  references: ['storage-classes'],
  peerChecks: [170],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const classes = storage.classes.filter(({ provisioner }) => provisioner !== NO_PROVISIONER);
    const findings = classes
      .filter(({ allowExpansion }) => allowExpansion !== true)
      .map((one): Finding => ({
        verdict: 'fail',
        at: classRef(one),
        message: `allowVolumeExpansion is ${one.allowExpansion === false ? 'false' : 'not set (default: false)'}`,
        evidence: [classEvidence(one)],
      }));
    yield* orPass(findings, classes.length, {
      none: 'no StorageClass with a provisioner',
      pass: 'all StorageClasses with a provisioner allow volume expansion',
      source: 'storageclasses',
    });
  },
});
