import { RUN_LIVE, getNamed, rerun } from '../shared/requirement.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Known } from '../shared/evidence.ts';
import type { CertificateRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { CertificateFacts, CertificateTrust } from './types.ts';

const AUTHENTICATION = 'extension-apiserver-authentication';

/** Every certificate in the API, and those of the TLS handshake with it. */
export function buildCertificates(snapshot: Snapshot): CertificateFacts {
  const shown = [...snapshot.records.certificate].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return {
    shown,
    serving: serving(snapshot, shown),
    trust: trust(snapshot, shown),
    requests: sorted(snapshot.records.signingRequest),
  };
}

function orderOf({
  holder,
  namespace = '',
  name,
  part = '',
  use,
  index,
  fingerprint,
}: CertificateRecord): string {
  return JSON.stringify([holder, namespace, name, part, use, String(index).padStart(4, '0'), fingerprint]);
}

/** A certificate's name in evidence: `ConfigMap kube-system/extension-apiserver-authentication, client-ca-file`. */
export function certificateSource({ holder, namespace, name, part }: CertificateRecord): string {
  if (holder === 'APIServer') return `TLS handshake with ${name}`;
  return `${holder} ${namespace === undefined ? '' : `${namespace}/`}${name}${part === undefined ? '' : `, ${part}`}`;
}

function serving(
  { records, outcomes }: Snapshot,
  shown: readonly CertificateRecord[],
): Known<CertificateRecord> {
  const found = shown.find(({ use }) => use === 'serving');
  if (found)
    return known(found, {
      source: 'endpoint',
      confidence: 'observed',
      location: certificateSource(found),
      value: `${found.subject}, valid until ${found.notAfter.slice(0, 10)}`,
    });
  if (records.client[0]?.plainHttp === true)
    return unknown(
      'the API server is spoken to over plain http, without any certificate',
      rerun('use its https address'),
    );
  return unknown(outcomes.get('endpoint')?.reason ?? 'no certificate was shown in a TLS handshake', RUN_LIVE);
}

/** The API server writes the ConfigMap itself, on every distribution. An absent key means that the flag is not set. */
function trust(
  { records, outcomes }: Snapshot,
  shown: readonly CertificateRecord[],
): Known<CertificateTrust> {
  const map = records.configMap.find(
    ({ namespace, name }) => namespace === 'kube-system' && name === AUTHENTICATION,
  );
  if (!map) {
    const outcome = outcomes.get('configmaps');
    const reason = outcome?.status === 'ok' ? 'it does not exist' : (outcome?.reason ?? 'not read');
    return unknown(
      `the trusted CAs are in the ConfigMap kube-system/${AUTHENTICATION}: ${reason}`,
      getNamed('configmaps', AUTHENTICATION, 'kube-system'),
    );
  }
  const of = (part: string) =>
    shown.filter(
      (one) => one.name === AUTHENTICATION && one.namespace === 'kube-system' && one.part === part,
    );
  const clientCAs = of('client-ca-file');
  const frontProxyCAs = of('requestheader-client-ca-file');
  // Snapshots from before 0.2 contain the text and not the facts; a text that is no certificate proves nothing either.
  const unread =
    (map.data['client-ca-file'] && clientCAs.length === 0) ||
    (map.data['requestheader-client-ca-file'] && frontProxyCAs.length === 0);
  if (unread)
    return unknown('the certificates of the API server were not read', rerun('take the snapshot again'));
  return known(
    { clientCAs, frontProxyCAs, frontProxyNames: namesIn(map.data['requestheader-allowed-names']) },
    {
      source: 'configmap',
      confidence: 'observed',
      location: `ConfigMap kube-system/${AUTHENTICATION}`,
      value: `client-ca-file: ${counted(clientCAs)}; requestheader-client-ca-file: ${counted(frontProxyCAs)}`,
    },
  );
}

function counted(list: readonly CertificateRecord[]): string {
  return list.length === 0 ? 'none' : list.map(({ subject }) => subject).join('; ');
}

/** A JSON list of names. */
function namesIn(text: string | undefined): string[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list)
      ? list.filter((name): name is string => typeof name === 'string' && name !== '')
      : [];
  } catch {
    return [];
  }
}
