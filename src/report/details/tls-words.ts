import type { EnvoyListenerRow, MeshServerRow } from '../../result/types.ts';

/** What a listener does with TLS of clients: the same words in the tables of Istio and of Envoy. */
const WORDS = {
  none: 'none',
  http: 'none (HTTP)',
  tcp: 'none (TCP)',
  redirect: 'redirect to HTTPS',
  terminated: 'terminated',
  mutual: 'terminated, client certificate required',
  passthrough: 'passthrough',
} as const;

export const SERVER_TLS: Readonly<Record<MeshServerRow['tls'], string>> = {
  plain: WORDS.http,
  tcp: WORDS.tcp,
  redirect: WORDS.redirect,
  tls: WORDS.terminated,
  mutual: WORDS.mutual,
  passthrough: WORDS.passthrough,
  'auto-passthrough': 'auto-passthrough',
  mesh: 'mesh only',
};

/** The same for a listener of Envoy; the column after it has the client certificates. */
export function listenerTls({ tls, protocol }: Pick<EnvoyListenerRow, 'tls' | 'protocol'>): string {
  switch (tls) {
    case 'Terminate':
      return WORDS.terminated;
    case 'Passthrough':
      return WORDS.passthrough;
    case 'redirect':
      return WORDS.redirect;
    case 'none':
      return protocol === 'HTTP' ? WORDS.http : protocol === 'TCP' ? WORDS.tcp : WORDS.none;
  }
}
