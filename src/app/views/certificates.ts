import type { ClusterModel } from '../../model/parts.ts';
import type { CertificateRow } from '../../result/types.ts';

const DAY_MS = 86_400_000;

/** Every certificate of the cluster that was collected, earliest expiry first. */
export function certificateRows({ certificates, cluster }: ClusterModel): CertificateRow[] {
  const now = cluster.takenAt.getTime();
  return certificates.shown
    .map(({ namespace, name, part, keyType, keyBits, signature, ...record }): CertificateRow => ({
      use: record.use,
      holder: record.holder,
      ...(namespace && { namespace }),
      name,
      ...(part !== undefined && { part }),
      subject: record.subject,
      issuer: record.issuer,
      notBefore: record.notBefore,
      notAfter: record.notAfter,
      daysLeft: Math.floor((Date.parse(record.notAfter) - now) / DAY_MS),
      isCA: record.isCA,
      ...(keyType !== undefined && {
        key: [keyType, keyBits].filter((text) => text !== undefined).join(' '),
      }),
      ...(signature !== undefined && { signature }),
      fingerprint: record.fingerprint,
    }))
    .sort((a, b) => (a.notAfter === b.notAfter ? 0 : a.notAfter < b.notAfter ? -1 : 1));
}
