import type { V1CertificateSigningRequest } from '@kubernetes/client-node';
import { bundledCertificates } from '../parse/certificate.ts';
import { arr, obj, put, str } from '../project/raw.ts';
import { flag, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

/** A CertificateSigningRequest. The request itself, with its subject, is not kept. */
export type SigningRequestRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  created: optional(text),
  signer: text,
  /** The requesting user. */
  username: optional(text),
  state: oneOf('pending', 'approved', 'denied', 'failed'),
  /** A certificate was issued; its facts are a record of their own. */
  issued: flag,
});

export default defineKind({
  record: 'signingRequest',
  order: 290,
  shape,
  collector: 'certificates',
  api: [{ kinds: ['certificates.k8s.io/CertificateSigningRequest'], scope: 'Cluster', since: 6 }],
  /** A signing request: user, signer, state, and the facts of the issued certificate. */
  project: ({ raw, meta }: ProjectInput<V1CertificateSigningRequest>) => {
    const spec = obj(raw.spec);
    const status = obj(raw.status);
    const conditions = new Set(arr(status.conditions).map((item) => obj(item).type));
    const issued = bundledCertificates(status.certificate, {
      holder: 'CertificateSigningRequest',
      name: meta.name,
      use: 'issued',
    }).slice(0, 1);
    const record: SigningRequestRecord = {
      name: meta.name,
      signer: str(spec.signerName, 512) ?? '',
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
    put(record, 'username', str(spec.username, 512));
    const extra = issued.map((certificate) => ({ kind: 'certificate', record: certificate }) as const);
    return { record, extra };
  },
});
