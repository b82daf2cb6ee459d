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

const LISTENER_TLS = {
  Terminate: WORDS.terminated,
  Passthrough: WORDS.passthrough,
  redirect: WORDS.redirect,
} as const;

/** The same for a listener of Envoy; the column after it has the client certificates. */
export function listenerTls({ tls, protocol }: Pick<EnvoyListenerRow, 'tls' | 'protocol'>): string {
  if (tls !== 'none') return LISTENER_TLS[tls];
  return protocol === 'HTTP' ? WORDS.http : protocol === 'TCP' ? WORDS.tcp : WORDS.none;
}
