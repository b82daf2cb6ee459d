import type { CollectorId } from '../collectors.ts';
import { certificatesOf } from '../parse/certificate.ts';
import { obj } from '../project/raw.ts';
import { certificate } from '../schema/certificate.ts';
import type { CertificateUse } from '../schema/certificate.ts';
import { defineKind } from './define.ts';

/** A certificate is read with the object that contains it. */
const COLLECTOR_OF_HOLDER: Readonly<Record<CertificateUse, CollectorId>> = {
  serving: 'endpoint',
  'client-ca': 'configmaps',
  'front-proxy-ca': 'configmaps',
  'cluster-ca': 'configmaps',
  'webhook-ca': 'webhooks',
  'aggregated-ca': 'apiservices',
  'conversion-ca': 'crds',
  'trust-bundle': 'certificates',
  issued: 'certificates',
};

export default defineKind({
  record: 'certificate',
  order: 280,
  shape: certificate,
  collector: {
    among: ['certificates', 'endpoint', 'configmaps', 'webhooks', 'apiservices', 'crds'],
    of: ({ use }) => COLLECTOR_OF_HOLDER[use],
  },
  api: [{ kinds: ['certificates.k8s.io/ClusterTrustBundle'], scope: 'Cluster', order: 295 }],
  /** Only its certificates are kept. */
  project: ({ raw, meta }) => {
    const bundle = obj(raw['spec'])['trustBundle'];
    const [record, ...others] = certificatesOf(typeof bundle === 'string' ? bundle : '', {
      holder: 'ClusterTrustBundle',
      name: meta.name,
      use: 'trust-bundle',
    });
    return record && { record, others };
  },
});
