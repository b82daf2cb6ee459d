import { bundledCertificates, certificatesOf } from '../parse/certificate.ts';
import type { SigningRequestRecord } from '../records/index.ts';
import { arr, obj, put, str } from './raw.ts';
import type { Project } from './types.ts';

/** A signing request: who asked which signer, how it went, and the facts of the certificate that came of it. */
export const projectSigningRequest: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const status = obj(raw['status']);
  const conditions = new Set(arr(status['conditions']).map((item) => obj(item)['type']));
  const issued = bundledCertificates(status['certificate'], {
    holder: 'CertificateSigningRequest',
    name: meta.name,
    use: 'issued',
  }).slice(0, 1);
  const record: SigningRequestRecord = {
    name: meta.name,
    signer: str(spec['signerName'], 512) ?? '',
    state: conditions.has('Denied')
      ? 'denied'
      : conditions.has('Failed')
        ? 'failed'
        : conditions.has('Approved')
          ? 'approved'
          : 'pending',
    issued: issued.length > 0,
  };
  put(record, 'created', meta.created);
  put(record, 'username', str(spec['username'], 512));
  const extra = issued.map((certificate) => ({ kind: 'certificate', record: certificate }) as const);
  return { kind: 'signingRequest', record, extra };
};

/** Nothing but its certificates. */
export const projectTrustBundle: Project = ({ raw, meta }) => {
  const bundle = obj(raw['spec'])['trustBundle'];
  const [first, ...rest] = certificatesOf(typeof bundle === 'string' ? bundle : '', {
    holder: 'ClusterTrustBundle',
    name: meta.name,
    use: 'trust-bundle',
  }).map((record) => ({ kind: 'certificate', record }) as const);
  return first && { ...first, extra: rest };
};
