import { base64, pem } from '../support/certs.ts';

/** Entries of a kubeconfig as maps; the file has lists of named entries. */
export interface Parts {
  clusters?: Record<string, object>;
  users?: Record<string, object>;
  contexts?: Record<string, { cluster?: string; user?: string; namespace?: string }>;
  current?: string;
}

export function config({ clusters = {}, users = {}, contexts = {}, current }: Parts): object {
  const named = (key: string, entries: Record<string, object>) =>
    Object.entries(entries).map(([name, value]) => ({ name, [key]: value }));
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: named('cluster', clusters),
    users: named('user', users),
    contexts: named('context', contexts),
    ...(current !== undefined && { 'current-context': current }),
  };
}

export const CA = { 'certificate-authority': '%CERTS%/ca.crt' };
export const TLS = { server: 'https://127.0.0.1:%TLS%', ...CA };
/** A client certificate in the kubeconfig itself. */
export const DATA = {
  'client-certificate-data': base64(pem('bob.crt')),
  'client-key-data': base64(pem('bob.key')),
};
export const TOKEN = { token: 'from-file' };

/** One cluster, one user, one current context. */
export function one(cluster: object, user: object = TOKEN, context: object = {}): object {
  return config({
    clusters: { c: cluster },
    users: { u: user },
    contexts: { x: { cluster: 'c', user: 'u', ...context } },
    current: 'x',
  });
}

/** The default path. */
export const HOME = 'home/.kube/config';

export function home(cluster: object, user?: object, context?: object): Record<string, object> {
  return { [HOME]: one(cluster, user, context) };
}
