import { messageOf } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';

/** Cause and remediation. */
type Words = readonly [what: string, hint: string];

const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
];

/** By Node's error code; `peer` is the owner of the certificate. */
const BY_CODE: Readonly<Record<string, (peer: string) => Words>> = {
  ...Object.fromEntries(
    UNTRUSTED.map((code) => [
      code,
      (peer: string): Words => [
        `the certificate of ${peer} is signed by an unknown authority`,
        'specify certificate-authority-data in the kubeconfig or --certificate-authority FILE',
      ],
    ]),
  ),
  CERT_HAS_EXPIRED: (peer) => [
    `the certificate of ${peer} has expired`,
    'renew it on the server (kubeadm certs renew), and check the clock of this host',
  ],
  CERT_NOT_YET_VALID: (peer) => [
    `the certificate of ${peer} is not valid yet`,
    'check the clocks of this host and of the server',
  ],
};

/** Text for a fault of the TLS handshake; undefined for other faults. */
export function tlsFault(code: string, error: unknown, peer: string, wanted: string): Words | undefined {
  const known = BY_CODE[code]?.(peer);
  if (known) return known;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(error, peer, wanted);
  const text = `${code} ${messageOf(error)}`;
  // OpenSSL reports the kind of a protocol error in the text only.
  if (/wrong.version.number|packet.length.too.long|http.request/i.test(text)) {
    return [
      `${peer} does not use TLS`,
      'check the port; for a plain HTTP server (kubectl proxy) specify http://',
    ];
  }
  const alert = /alert[ _]((?:[a-z]+[ _]?)+)/i.exec(text)?.[1];
  if (alert !== undefined) {
    return [
      `${peer} aborted the TLS handshake: ${alert.toLowerCase().replaceAll('_', ' ').trim()}`,
      'check the client certificate: it may be expired or signed by another CA',
    ];
  }
  const handshake = code === 'EPROTO' || /^ERR_(?:SSL|TLS|OSSL)_/.test(code);
  return handshake
    ? [`the TLS handshake with ${peer} failed (${code})`, 'check that the address belongs to an API server']
    : undefined;
}

function wrongName(error: unknown, peer: string, wanted: string): Words {
  const names = (error as { cert?: { subjectaltname?: string } }).cert?.subjectaltname?.split(', ') ?? [];
  const some = names.slice(0, 6).map((name) => name.replace(/^(?:DNS|IP Address):/, ''));
  const list = some.length === 0 ? 'none' : `${some.join(', ')}${names.length > some.length ? ', ...' : ''}`;
  return [
    `the certificate of ${peer} is not valid for ${wanted}`,
    `it is valid for: ${printable(list)}; use one of them as server, or specify --tls-server-name`,
  ];
}
