import { plural } from '../../shared/text.ts';
import type { PersistentVolumeRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { orPass, volumeEvidence } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/nfs-unauthenticated',
  title: 'NFS volume without Kerberos authentication',
  control: 'Authentication of NFS volumes',
  severity: 'low',
  why: 'NFS with AUTH_SYS trusts the user ids that a client sends, and its traffic is not encrypted. Every host that can reach the server can read the export as any user.',
  remediation:
    'Mount the export with `sec=krb5p` in `mountOptions`, or restrict it on the server to the addresses of the nodes with `root_squash`.',
  references: ['persistent-volumes'],
  needs: ['storage'],
  *run({ storage }): Iterable<Finding> {
    const exports = storage.volumes.filter(isNfs);
    const open = groupBy(
      exports.filter(({ mountOptions = [] }) => !mountOptions.some((one) => /^sec=krb5[ip]?$/.test(one))),
      serverOf,
    );
    const findings = [...open].map(([server, volumes]): Finding => ({
      verdict: 'fail',
      detail: server,
      members: volumes.map(({ name }) => name),
      message: `${plural(volumes.length, 'PersistentVolume')} of the NFS server ${server} without sec=krb5 in mountOptions: ${listed(volumes.map(({ name }) => name))}`,
      evidence: few(volumes, volumeEvidence),
    }));
    yield* orPass(findings, exports.length, {
      none: 'no NFS PersistentVolume',
      pass: 'all NFS PersistentVolumes are mounted with Kerberos authentication',
      source: 'persistentvolumes',
    });
  },
});

function isNfs({ type, target }: PersistentVolumeRecord): boolean {
  return type === 'nfs' || (type === 'csi' && target === 'nfs.csi.k8s.io');
}

function serverOf({ identity = '' }: PersistentVolumeRecord): string {
  return /^nfs (\[[^\]]*\]|[^:]*):/.exec(identity)?.[1] ?? 'unknown';
}
