import { plural } from '../../shared/text.ts';
import type { CertificateRecord } from '../../snapshot/records/index.ts';
import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/weak-cryptography',
  title: 'Weak key or signature algorithm in certificate',
  control: 'Certificate key length and signature algorithm',
  severity: 'medium',
  why: 'Attackers can break short keys and forge signatures based on SHA-1 or MD5, and then impersonate the API server or a CA. Go clients already reject SHA-1 and MD5 signatures.',
  remediation:
    'Reissue the certificate with RSA 2048 bits or more, or ECDSA 256 bits or more, signed with SHA-256 or stronger.',
  references: ['NSA Encryption: use TLS with strong keys', 'pki-certificates'],
  needs: [],
  uses: ['certificates'],
  passNeeds: ['webhooks', 'apiservices'],
  *run({ certificates }): Iterable<Finding> {
    const weak = new Map<string, { certificate: CertificateRecord; why: string }>();
    for (const certificate of certificates.shown) {
      const why = weakness(certificate);
      if (why !== undefined && !weak.has(certificate.fingerprint))
        weak.set(certificate.fingerprint, { certificate, why });
    }
    for (const { certificate, why } of weak.values()) {
      const { holder, namespace, name, subject, use, fingerprint } = certificate;
      yield {
        verdict: 'fail',
        at:
          holder === 'APIServer' ? at : { kind: holder, ...(namespace !== undefined && { namespace }), name },
        detail: fingerprint,
        ...((use === 'issued' || use === 'trust-bundle') && { severity: 'low' as const }),
        message: `${subject} ${why}`,
        evidence: [shown(certificate, `${subject}, ${why}`)],
      };
    }
    if (weak.size > 0) return;
    const { trust, serving } = certificates;
    const open = [serving, trust].find((one) => !one.known);
    if (open && !open.known) yield { verdict: 'unknown', at, message: open.reason, requires: open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: `no weak key or signature in ${plural(certificates.shown.length, 'observed certificate')}`,
        evidence: few(certificates.shown, (one) =>
          shown(one, `${one.subject}: ${one.keyType ?? 'key'} ${one.keyBits ?? ''}, ${one.signature ?? ''}`),
        ),
      };
  },
});

const at = component('kube-apiserver');

const BROKEN = /^(?:md2|md5|sha1)With|-SHA1$/;
const MIN_BITS: Readonly<Record<string, number>> = { rsa: 2048, ec: 256, dsa: Infinity };

/** The weakness; undefined when there is none. The signature of a self-signed CA is never verified. */
function weakness({
  keyType = '',
  keyBits,
  signature = '',
  subject,
  issuer,
}: CertificateRecord): string | undefined {
  const least = MIN_BITS[keyType];
  if (least === Infinity) return 'has a DSA key';
  if (least !== undefined && keyBits !== undefined && keyBits < least)
    return `has ${keyType === 'rsa' ? 'an RSA' : 'an elliptic curve'} key of ${keyBits} bits`;
  return BROKEN.test(signature) && subject !== issuer ? `is signed with ${signature}` : undefined;
}
