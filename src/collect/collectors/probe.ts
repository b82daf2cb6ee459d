import { cleanLine } from '../../snapshot/index.ts';
import type { ProbeRecord } from '../../snapshot/records/index.ts';
import type { CollectContext } from '../define.ts';
import { defineCollector } from '../define.ts';

/** Path as the model knows it -> what is sent. A list that a stranger may read is not fetched whole. */
const PATHS: Readonly<Record<string, string>> = {
  '/version': '/version',
  '/healthz': '/healthz',
  '/readyz?verbose': '/readyz?verbose',
  '/api': '/api',
  '/apis': '/apis',
  '/.well-known/openid-configuration': '/.well-known/openid-configuration',
  '/api/v1/namespaces/kube-public/configmaps/cluster-info':
    '/api/v1/namespaces/kube-public/configmaps/cluster-info',
  '/api/v1/namespaces': '/api/v1/namespaces?limit=1',
};

export const probe = defineCollector({
  id: 'probe',
  why: 'What somebody without credentials gets: flags and roles say it only indirectly.',
  notRead: 'Bodies: only the status is kept, and whether the server called the caller system:anonymous.',
  reads: [],
  anonymous: Object.values(PATHS),
  async run(context) {
    const meddler = await credentialsAddedOnTheWay(context);
    if (meddler !== undefined) return { status: 'absent', reason: meddler };
    const records = await Promise.all(
      Object.entries(PATHS).map(async ([path, sent]): Promise<ProbeRecord> => {
        const { status, body, error } = await context.client.probe(sent);
        return {
          path,
          status,
          namedAnonymous: body.includes('system:anonymous'),
          ...(error !== undefined && { error: cleanLine(error, 256) }),
        };
      }),
    );
    for (const record of records) context.add('probe', record);
    if (records.some(({ status }) => status > 0)) return { status: 'ok' };
    return { status: 'failed', reason: records[0]?.error ?? 'no answer without credentials' };
  },
});

/**
 * `kubectl proxy`, a service mesh or a company gateway may add credentials to every request. Then a request without any is
 * not anonymous, and what it gets says nothing about strangers.
 */
async function credentialsAddedOnTheWay(context: CollectContext): Promise<string | undefined> {
  const { credential, server } = context.client.info;
  if (credential !== 'none') return undefined;
  await context.settled('identity');
  const username = context.records('identity')[0]?.username;
  if (username !== undefined)
    return username === 'system:anonymous'
      ? undefined
      : `something between here and the API server adds the credentials of ${username}`;
  return server.startsWith('http:') ? 'a plain http server may add credentials of its own' : undefined;
}
