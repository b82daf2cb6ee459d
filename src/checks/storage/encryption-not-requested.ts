import { inTreeProvisioners, storageProvisioners } from '../../data/storage-provisioners.ts';
import { NO_PROVISIONER } from '../../model/storage/binding.ts';
import { document } from '../../shared/requirement.ts';
import type { StorageClassRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { classEvidence, classRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/encryption-not-requested',
  title: 'Volume encryption not requested by StorageClass',
  control: 'Encryption of volumes',
  severity: 'low',
  why: 'A stolen disk, a copy of a disk or a disk snapshot discloses the data of an unencrypted volume.',
  remediation:
    'Set the encryption parameter of the driver in a new StorageClass, as `encrypted: "true"`, and migrate the data: existing volumes keep their state.',
  references: ['storage-classes'],
  peerChecks: [159],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const classes = storage.classes.filter(({ provisioner }) => provisioner !== NO_PROVISIONER);
    const findings = classes.flatMap(evaluate);
    const open = classes.filter((one) => encryptionOf(one) === undefined);
    const unclear: Finding[] =
      open.length === 0
        ? []
        : [
            {
              verdict: 'unknown',
              message: `encryption depends on the storage system: StorageClass ${listed(open.map(({ name }) => name))}`,
              requires: [document('check encryption at rest of the storage system')],
              evidence: few(open, classEvidence),
            },
          ];
    yield* orPass([...findings, ...unclear], classes.length, {
      none: 'no StorageClass with a provisioner',
      pass: 'volumes of all StorageClasses are encrypted',
      source: 'storageclasses',
    });
  },
});

function encryptionOf({ provisioner }: StorageClassRecord) {
  const driver = inTreeProvisioners[provisioner]?.driver ?? provisioner;
  return Object.hasOwn(storageProvisioners, driver) ? storageProvisioners[driver]?.encryption : undefined;
}

function evaluate(one: StorageClassRecord): Finding[] {
  const encryption = encryptionOf(one);
  if (encryption === undefined || encryption === 'always') return [];
  const { parameter, note, isExact } = encryption;
  const value = Object.entries(one.parameters).find(([key]) => key.toLowerCase() === parameter)?.[1];
  if ((isExact ? value : value?.toLowerCase()) === 'true') return [];
  return [
    {
      verdict: 'fail',
      at: classRef(one),
      message: `parameter \`${parameter}\` is ${value === undefined ? 'not set' : `\`${value}\``}; expected \`true\`${note === undefined ? '' : `, ${note}`}`,
      evidence: [classEvidence(one)],
    },
  ];
}
