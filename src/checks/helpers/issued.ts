import { see } from '../../shared/requirement.ts';
import type { CertificateFacts } from '../../model/types.ts';
import type { CertificateRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';

/** Kubernetes' own signers of client certificates, with the CA of the API server. */
const SIGNERS = /^kubernetes\.io\/(?:kube-apiserver-client(?:-kubelet)?|legacy-unknown)$/;

/** Certificates of signing requests that authenticate a user: of Kubernetes' own signers, or of a CA that the API server trusts. */
export function issuedClients({ shown, requests, trust }: CertificateFacts): CertificateRecord[] {
  const signers = new Map(requests.map(({ name, signer }) => [name, signer]));
  const authorities = new Set(trust.known ? trust.value.clientCAs.map(({ subject }) => subject) : []);
  return shown.filter(
    ({ use, name, issuer }) =>
      use === 'issued' && (SIGNERS.test(signers.get(name) ?? '') || authorities.has(issuer)),
  );
}

/** The user in a client certificate. */
export function commonName({ subject }: CertificateRecord): string {
  return partsOf(subject, 'CN')[0] ?? '';
}

/** The groups in a client certificate. */
export function organizationsOf({ subject }: CertificateRecord): string[] {
  return partsOf(subject, 'O');
}

function partsOf(subject: string, key: string): string[] {
  return subject
    .split(', ')
    .flatMap((part) => (part.startsWith(`${key}=`) ? [part.slice(key.length + 1)] : []));
}

/** No API lists the issued client certificates; none authenticates where the API server trusts no client CA. */
export function notListed({ trust }: CertificateFacts): Finding {
  if (trust.known && trust.value.clientCAs.length === 0)
    return {
      verdict: 'pass',
      message: 'the API server accepts no client certificates',
      evidence: trust.evidence,
    };
  return {
    verdict: 'unknown',
    message:
      'Kubernetes keeps no list of issued client certificates: CertificateSigningRequests are deleted after one hour, and certificates signed outside the API are not visible',
    requires: [
      see('search the audit log for "X509SHA256=" (annotation authentication.kubernetes.io/credential-id)'),
      see('review which users have kubeconfigs, and the credentials in them'),
    ],
    ...(trust.known && { evidence: trust.evidence }),
  };
}
